import { useSyncExternalStore } from 'react';
import type { SoundKit, SoundState } from './sound.ts';

/** The state of a sound kit, for `SoundChip`. */
export function useSoundState(kit: SoundKit): SoundState {
  return useSyncExternalStore(kit.subscribe, kit.soundState, () => 'blocked');
}
