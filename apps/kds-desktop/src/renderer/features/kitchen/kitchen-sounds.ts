import type { Cancel } from '@passbell/core/kernel/timers';
import { ticketAgeMs, ticketUrgency } from '@passbell/core/kitchen/ticket-age';
import type { ConnectionLevel } from '@passbell/edge-client/feed-status';
import type { SoundKit } from '@passbell/ui/sound';
import type { WallEntry, WallEvent } from './wall-entries.ts';

/** A late ticket sounds again after this long. */
const LATE_AGAIN_MS = 3 * 60_000;

/** Which late tickets have sounded, and when, by ticket id. */
export type LateSounds = ReadonlyMap<string, number>;

/** Whether it is time for the late sound, and what to remember. Several late tickets sound once together. */
export function lateSound(
  sounded: LateSounds,
  entries: readonly WallEntry[],
  nowMs: number,
  targetSeconds: number,
): { readonly isDue: boolean; readonly sounded: LateSounds } {
  const late = entries.filter(
    ({ kind, ticket }) => kind === 'open' && ticketUrgency(ticketAgeMs(ticket, nowMs), targetSeconds) === 'late',
  );
  const isDue = late.some(({ ticketId }) => {
    const lastMs = sounded.get(ticketId);
    return lastMs === undefined || nowMs - lastMs >= LATE_AGAIN_MS;
  });
  const kept = late.map(({ ticketId }) => [ticketId, isDue ? nowMs : (sounded.get(ticketId) ?? nowMs)] as const);
  return { isDue, sounded: new Map(kept) };
}

export interface KitchenSoundParts {
  readonly kit: Pick<SoundKit, 'play' | 'playNewOrder'>;
  readonly onEvents: (listener: (events: readonly WallEvent[]) => void) => Cancel;
  readonly entries: () => readonly WallEntry[];
  readonly targetSeconds: () => number | null;
  /** Once a second, with the on-site server's time. */
  readonly onSecond: (listener: (nowMs: number) => void) => Cancel;
  readonly level: () => ConnectionLevel;
}

/** Plays the station's sounds. Each has a visual twin: NEW, allergy band, CHANGED, the late header, the strip. */
export function startKitchenSounds(parts: KitchenSoundParts): Cancel {
  const { kit } = parts;
  let sounded: LateSounds = new Map();
  let lastLevel: ConnectionLevel = parts.level();

  const onEvents = (events: readonly WallEvent[]) => {
    const arrived = events.filter((event) => event.kind === 'arrived');
    if (arrived.length > 0) {
      const hasAllergy = arrived.some(({ ticket }) => ticket.lines.some((line) => line.allergies.length > 0));
      kit.playNewOrder({ hasAllergy });
    }
    if (events.some((event) => event.kind === 'changed' || event.kind === 'cancelled')) kit.play('changed');
  };
  const onSecond = (nowMs: number) => {
    const level = parts.level();
    if (level !== lastLevel) {
      if (level === 'server_lost') kit.play('server_lost');
      else if (lastLevel === 'server_lost') kit.play('server_back');
      lastLevel = level;
    }
    const targetSeconds = parts.targetSeconds();
    if (targetSeconds === null) return;
    const late = lateSound(sounded, parts.entries(), nowMs, targetSeconds);
    sounded = late.sounded;
    if (late.isDue) kit.play('late');
  };

  const detach = [parts.onEvents(onEvents), parts.onSecond(onSecond)];
  return () => {
    for (const end of detach) end();
  };
}
