import type { Cancel } from '@passbell/core/kernel/timers';
import type { SoundOutput } from './sound.ts';
import type { Note, Score, Voice } from './sound-scores.ts';

/** Partials of each voice: multiple of the pitch, share of the level, share of the length. */
const PARTIALS: Readonly<Record<Voice, readonly (readonly [ratio: number, level: number, length: number])[]>> = {
  bell: [
    [1, 0.6, 1],
    [2.01, 0.25, 0.7],
    [2.99, 0.12, 0.45],
    [4.2, 0.06, 0.25],
  ],
  wood: [
    [1, 0.6, 1],
    [1.51, 0.3, 0.6],
    [2.7, 0.15, 0.3],
  ],
  tone: [
    [1, 0.7, 1],
    [2, 0.12, 0.8],
  ],
};
const ATTACK_S = 0.004;
const SILENCE = 0.0001;

function scheduleNote(context: BaseAudioContext, out: AudioNode, note: Note, startS: number): void {
  const atS = startS + note.atMs / 1000;
  for (const [ratio, level, length] of PARTIALS[note.voice]) {
    const endS = atS + (note.lengthMs / 1000) * length;
    const gain = context.createGain();
    gain.gain.setValueAtTime(SILENCE, atS);
    gain.gain.linearRampToValueAtTime(note.level * level, atS + ATTACK_S);
    gain.gain.exponentialRampToValueAtTime(SILENCE, Math.max(endS, atS + 2 * ATTACK_S));
    const oscillator = context.createOscillator();
    oscillator.type = note.voice === 'tone' ? 'triangle' : 'sine';
    oscillator.frequency.value = note.pitchHz * ratio;
    oscillator.connect(gain).connect(out);
    oscillator.start(atS);
    oscillator.stop(endS + 0.02);
  }
}

/** Puts a score on the timeline of an audio context, live or offline. */
export function scheduleScore(context: BaseAudioContext, score: Score, gain: number, startS: number): void {
  const master = context.createGain();
  master.gain.value = gain;
  master.connect(context.destination);
  for (const note of score) scheduleNote(context, master, note, startS);
}

/**
 * Plays scores with the browser's own synthesiser, no files needed. The context is opened at the first use, because one
 * opened before any press starts suspended; a machine without audio stays "not running" and the screen says so.
 */
export function createWebAudioOutput(openContext: () => AudioContext): SoundOutput {
  const listeners = new Set<() => void>();
  let context: AudioContext | null = null;

  const opened = (): AudioContext => {
    if (context) return context;
    context = openContext();
    context.addEventListener('statechange', () => {
      for (const listener of listeners) listener();
    });
    return context;
  };

  return {
    isRunning: () => context?.state === 'running',
    resume: async () => opened().resume(),
    play: (score, gain) => scheduleScore(opened(), score, gain, opened().currentTime + 0.01),
    onChange(listener): Cancel {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Frees the sound at the first press on the page, whatever it was meant for. Ends by itself once it worked. */
export function unlockOnGesture(target: EventTarget, unlock: () => Promise<void>): Cancel {
  const events = ['pointerup', 'keydown'] as const;
  const stop = () => {
    for (const event of events) target.removeEventListener(event, onGesture, true);
  };
  function onGesture(): void {
    // A refusal leaves the listeners in place: the next press tries again.
    unlock().then(stop, () => {});
  }
  for (const event of events) target.addEventListener(event, onGesture, true);
  return stop;
}
