import { expect, test } from 'vitest';
import { createSettings, type TextVault } from './settings-store.ts';

function vaultOf(start: string | null): TextVault {
  let text = start;
  return {
    read: () => text,
    write(next) {
      text = next;
    },
  };
}

test('a new screen is a 27 in one at 1.5 m', () => {
  expect(createSettings(vaultOf(null)).store.getState()).toEqual({
    screenInches: 27,
    distanceM: 1.5,
    volume: 7,
    barMode: 'direct',
    motion: 'system',
  });
});

test('what is set survives a restart', () => {
  const vault = vaultOf(null);
  createSettings(vault).change({ distanceM: 3, volume: 0 });
  expect(createSettings(vault).store.getState()).toMatchObject({ distanceM: 3, volume: 0, screenInches: 27 });
});

test('what cannot be read has its default, the rest stays', () => {
  const kept = createSettings(vaultOf('{"distanceM":99,"volume":3,"barMode":null}')).store.getState();
  expect(kept).toMatchObject({ distanceM: 1.5, volume: 3, barMode: 'direct' });
  expect(createSettings(vaultOf('not json')).store.getState().volume).toBe(7);
});
