/** How a note sounds. bell: struck metal. wood: a knock. tone: soft and plain. */
export type Voice = 'bell' | 'wood' | 'tone';

export interface Note {
  readonly atMs: number;
  readonly lengthMs: number;
  readonly pitchHz: number;
  readonly voice: Voice;
  /** 0 to 1 before the volume. */
  readonly level: number;
}

export type Score = readonly Note[];

function notes(
  voice: Voice,
  level: number,
  ...each: readonly (readonly [atMs: number, lengthMs: number, pitchHz: number])[]
) {
  return each.map(([atMs, lengthMs, pitchHz]): Note => ({ atMs, lengthMs, pitchHz, voice, level }));
}

/** Every sound of the house. Each has a visual twin on the screen that plays it. */
export const SCORES = {
  /** Two rising bells, 350 ms. */
  new_order: notes('bell', 0.7, [0, 170, 988], [150, 200, 1319]),
  /** A wooden double knock: an allergy in a new order. After the bells, or alone when they were just heard. */
  allergy: notes('wood', 0.9, [0, 90, 230], [140, 90, 230]),
  /** Three falling notes: changed or void. */
  changed: notes('tone', 0.6, [0, 140, 784], [140, 140, 659], [280, 220, 523]),
  /** Low pair. */
  late: notes('tone', 0.8, [0, 180, 294], [230, 260, 294]),
  /** Single bell: a plate waits under the lamp. */
  plate_waiting: notes('bell', 0.7, [0, 420, 1175]),
  /** Desk bell, three strikes. */
  call_hands: notes('bell', 0.9, [0, 260, 1568], [260, 260, 1568], [520, 500, 1568]),
  /** Desk bell. */
  order_ready: notes('bell', 0.8, [0, 700, 1568]),
  /** Long low note. */
  server_lost: notes('tone', 0.8, [0, 900, 147]),
  /** Rising third. */
  server_back: notes('tone', 0.6, [0, 180, 523], [180, 280, 659]),
  /** Soft tick. */
  added: notes('wood', 0.35, [0, 35, 880]),
  /** Dull pair. */
  refused: notes('wood', 0.7, [0, 90, 140], [120, 110, 120]),
} as const satisfies Readonly<Record<string, Score>>;

export type SoundName = keyof typeof SCORES;

/** When the last note of a score has ended. */
export function scoreLengthMs(score: Score): number {
  return score.reduce((end, note) => Math.max(end, note.atMs + note.lengthMs), 0);
}

/** The same score, later. */
export function delayed(score: Score, byMs: number): Score {
  return score.map((note) => ({ ...note, atMs: note.atMs + byMs }));
}
