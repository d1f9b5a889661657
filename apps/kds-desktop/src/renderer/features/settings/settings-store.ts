import { createStore, type StoreApi } from 'zustand/vanilla';

/** Screens and distances offered: the design's table, and a small screen over a single place. */
export const SCREEN_INCHES = [15, 22, 24, 27, 32, 43] as const;
export const DISTANCES_M = [1, 1.5, 2, 3] as const;
export const MAX_VOLUME = 10;

const BAR_MODES = ['direct', 'select'] as const;
const MOTIONS = ['system', 'off'] as const;

/** What is set on this device for itself. */
export interface Settings {
  readonly screenInches: (typeof SCREEN_INCHES)[number];
  readonly distanceM: (typeof DISTANCES_M)[number];
  /** 0 (silent) to 10. */
  readonly volume: number;
  /** direct: a number bumps that slot. select: it selects, Enter bumps. */
  readonly barMode: (typeof BAR_MODES)[number];
  readonly motion: (typeof MOTIONS)[number];
}

/** Where a device keeps a few words over a restart. */
export interface TextVault {
  read(): string | null;
  write(text: string): void;
}

export interface SettingsStore {
  readonly store: StoreApi<Settings>;
  change(change: Partial<Settings>): void;
}

/** Settings from the vault; what is missing or unreadable has its default. */
export function createSettings(vault: TextVault): SettingsStore {
  const store = createStore<Settings>(() => parseSettings(vault.read()));
  return {
    store,
    change(change) {
      store.setState(change);
      vault.write(JSON.stringify(store.getState()));
    },
  };
}

function parseSettings(text: string | null): Settings {
  const kept = readFields(text);
  const { volume } = kept;
  const isVolume = typeof volume === 'number' && Number.isInteger(volume) && volume >= 0 && volume <= MAX_VOLUME;
  return {
    screenInches: oneOf(SCREEN_INCHES, kept.screenInches, 27),
    distanceM: oneOf(DISTANCES_M, kept.distanceM, 1.5),
    volume: isVolume ? volume : 7,
    barMode: oneOf(BAR_MODES, kept.barMode, 'direct'),
    motion: oneOf(MOTIONS, kept.motion, 'system'),
  };
}

function readFields(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

function oneOf<T>(options: readonly T[], value: unknown, otherwise: T): T {
  return options.find((option) => option === value) ?? otherwise;
}
