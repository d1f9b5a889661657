import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Screens and distances offered; the design's table and the two sizes below and above it. */
export const SCREEN_INCHES = [15, 22, 24, 27, 32, 43] as const;
export const DISTANCES_M = [1, 1.5, 2, 3] as const;

const settings = z.object({
  screenInches: z.literal(SCREEN_INCHES).catch(27),
  distanceM: z.literal(DISTANCES_M).catch(1.5),
  /** 0 (silent) to 10. */
  volume: z.int().min(0).max(10).catch(7),
  /** direct: a number bumps that slot. select: it selects, Enter bumps. */
  barMode: z.enum(['direct', 'select']).catch('direct'),
  motion: z.enum(['system', 'off']).catch('system'),
});

/** What is set on this device for itself. */
export type Settings = Readonly<z.infer<typeof settings>>;

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
  const store = createStore<Settings>(() => settings.parse(readJson(vault.read())));
  return {
    store,
    change(change) {
      store.setState(change);
      vault.write(JSON.stringify(store.getState()));
    },
  };
}

function readJson(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
