import { expect, test } from 'vitest';
import { createSoundKit, type SoundOutput } from './sound.ts';
import { SCORES, type Score, scoreLengthMs } from './sound-scores.ts';

/** A screen whose audio is a list, with a clock moved by hand. */
function screen({ running = true } = {}) {
  let nowMs = 10_000;
  let isRunning = running;
  const played: { score: Score; gain: number }[] = [];
  const due: { atMs: number; task: () => void }[] = [];
  const changed = new Set<() => void>();
  const output: SoundOutput = {
    isRunning: () => isRunning,
    resume: async () => {},
    play: (score, gain) => played.push({ score, gain }),
    onChange: (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
  };
  const kit = createSoundKit({
    output,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    timers: {
      after: (delayMs, task) => {
        const entry = { atMs: nowMs + delayMs, task };
        due.push(entry);
        return () => due.splice(due.indexOf(entry), 1);
      },
      every: () => () => {},
      soon: (task) => {
        task();
        return () => {};
      },
    },
  });
  return {
    kit,
    played,
    pass(ms: number) {
      nowMs += ms;
      for (const entry of due.filter((each) => each.atMs <= nowMs)) {
        due.splice(due.indexOf(entry), 1);
        entry.task();
      }
    },
    allowSound() {
      isRunning = true;
      for (const listener of changed) listener();
    },
  };
}

const pitches = (score: Score) => score.map((note) => note.pitchHz);

test('new orders ring at most once per 2 s', () => {
  const { kit, played, pass } = screen();
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('played');
  pass(1999);
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('too_soon');
  pass(1);
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('played');
  expect(played).toHaveLength(2);
});

test('an allergy knocks even when the bells were just heard', () => {
  const { kit, played, pass } = screen();
  kit.playNewOrder({ hasAllergy: true });
  expect(pitches(played[0]?.score ?? [])).toEqual([...pitches(SCORES.new_order), ...pitches(SCORES.allergy)]);
  pass(500);
  expect(kit.playNewOrder({ hasAllergy: true })).toBe('played');
  expect(played[1]?.score).toEqual(SCORES.allergy);
});

test('a mute of 60 s lets allergy and lost server through and ends by itself', () => {
  const { kit, played, pass } = screen();
  const states: string[] = [];
  kit.subscribe(() => states.push(kit.soundState()));
  kit.muteForMs(60_000);
  expect(kit.play('late')).toBe('muted');
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('muted');
  expect(kit.playNewOrder({ hasAllergy: true })).toBe('played');
  expect(kit.play('server_lost')).toBe('played');
  expect(played.map((each) => each.score)).toEqual([SCORES.allergy, SCORES.server_lost]);
  pass(60_000);
  expect(kit.play('late')).toBe('played');
  expect(states).toEqual(['muted', 'on']);
});

test('volume 0 is silent for everything, and louder steps play louder', () => {
  const { kit, played } = screen();
  kit.setVolume(0);
  expect(kit.play('server_lost')).toBe('muted');
  expect(kit.soundState()).toBe('muted');
  kit.setVolume(5);
  kit.play('added');
  kit.setVolume(10);
  kit.play('added');
  expect(played.map((each) => each.gain)).toEqual([0.25, 1]);
  expect(() => kit.setVolume(11)).toThrow('0 to 10');
});

test('a page the browser keeps silent says blocked until it may sound', () => {
  const { kit, played, allowSound } = screen({ running: false });
  const states: string[] = [];
  kit.subscribe(() => states.push(kit.soundState()));
  expect(kit.soundState()).toBe('blocked');
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('blocked');
  expect(played).toEqual([]);
  allowSound();
  expect(states).toEqual(['on']);
  // What was not heard does not count against the 2 s.
  expect(kit.playNewOrder({ hasAllergy: false })).toBe('played');
});

test('the scores are what the design asks for', () => {
  expect(scoreLengthMs(SCORES.new_order)).toBe(350);
  const rising = (score: Score) => pitches(score).every((pitch, at, all) => at === 0 || pitch > (all[at - 1] ?? 0));
  expect(SCORES.new_order).toHaveLength(2);
  expect(rising(SCORES.new_order)).toBe(true);
  expect(rising(SCORES.server_back)).toBe(true);
  expect(SCORES.changed).toHaveLength(3);
  expect(rising([...SCORES.changed].reverse())).toBe(true);
  expect(SCORES.allergy.map((note) => note.voice)).toEqual(['wood', 'wood']);
  expect(SCORES.call_hands).toHaveLength(3);
});
