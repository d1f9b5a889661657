import { assert } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import { delayed, SCORES, type Score, type SoundName, scoreLengthMs } from './sound-scores.ts';

/** Where scores are played: the browser's audio, or a list in a test. */
export interface SoundOutput {
  /** False until the browser lets this page make sounds. */
  isRunning(): boolean;
  /** Asks the browser to let the page sound. Only a press of a person makes it say yes. */
  resume(): Promise<void>;
  /** Plays now. `gain` is 0 to 1. */
  play(score: Score, gain: number): void;
  /** Tells when `isRunning` may have changed. */
  onChange(listener: () => void): Cancel;
}

/** blocked: the browser waits for a gesture. muted: by a person, or volume 0. */
export type SoundState = 'on' | 'muted' | 'blocked';
export type PlayOutcome = 'played' | 'muted' | 'blocked' | 'too_soon';

/** The sounds of one screen. */
export interface SoundKit {
  play(name: SoundName): PlayOutcome;
  /** A new order: two bells, and the knock if an allergy is in it. The bells at most once per 2 s, the knock always. */
  playNewOrder(order: { readonly hasAllergy: boolean }): PlayOutcome;
  /** 0 (silent) to 10. */
  setVolume(volume: number): void;
  /** Silences all but allergy and lost server for a while (M on the bump bar: 60 s). 0 ends it. */
  muteForMs(durationMs: number): void;
  /** Call it from a press, and at pairing. */
  unlock(): Promise<void>;
  soundState(): SoundState;
  subscribe(listener: () => void): Cancel;
}

const NEW_ORDER_GAP_MS = 2000;
/** Heard through a mute of 60 s: missing one of these can hurt a guest or lose an order. */
const THROUGH_MUTE: ReadonlySet<SoundName> = new Set(['allergy', 'server_lost']);
const PAUSE_BEFORE_KNOCK_MS = 80;

interface SoundKitParts {
  readonly output: SoundOutput;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Makes the sound kit of a screen. Volume starts at 7. */
export function createSoundKit({ output, clock, timers }: SoundKitParts): SoundKit {
  const listeners = new Set<() => void>();
  let volume = 7;
  let mutedUntilMs = 0;
  let endOfMute: Cancel = () => {};
  let lastNewOrderMs = Number.NEGATIVE_INFINITY;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const isMuted = () => volume === 0 || clock.monotonicMs() < mutedUntilMs;
  output.onChange(tell);

  function sound(score: Score): PlayOutcome {
    if (output.isRunning()) {
      // Ears hear loudness by ratio, so the steps of the volume are squared.
      output.play(score, (volume / 10) ** 2);
      return 'played';
    }
    // Succeeds without a press where one was made earlier, or where the shell allows sound from the start.
    void output.resume().then(tell, tell);
    return 'blocked';
  }

  function play(name: SoundName): PlayOutcome {
    if (volume === 0 || (isMuted() && !THROUGH_MUTE.has(name))) return 'muted';
    return sound(SCORES[name]);
  }

  return {
    play,
    playNewOrder({ hasAllergy }) {
      const nowMs = clock.monotonicMs();
      const tooSoon = nowMs - lastNewOrderMs < NEW_ORDER_GAP_MS;
      if (tooSoon || isMuted()) return hasAllergy ? play('allergy') : tooSoon ? 'too_soon' : 'muted';
      const knockAtMs = scoreLengthMs(SCORES.new_order) + PAUSE_BEFORE_KNOCK_MS;
      const knock = hasAllergy ? delayed(SCORES.allergy, knockAtMs) : [];
      const outcome = sound([...SCORES.new_order, ...knock]);
      if (outcome === 'played') lastNewOrderMs = nowMs;
      return outcome;
    },
    setVolume(next) {
      assert(Number.isInteger(next) && next >= 0 && next <= 10, 'the volume goes from 0 to 10');
      volume = next;
      tell();
    },
    muteForMs(durationMs) {
      endOfMute();
      mutedUntilMs = clock.monotonicMs() + durationMs;
      if (durationMs > 0) endOfMute = timers.after(durationMs, tell);
      tell();
    },
    async unlock() {
      await output.resume();
      tell();
    },
    soundState() {
      if (!output.isRunning()) return 'blocked';
      return isMuted() ? 'muted' : 'on';
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
