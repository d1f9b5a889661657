import type { SoundKit } from '@passbell/ui/sound';
import { expect, test } from 'vitest';
import type { KitchenAct } from './kitchen-keys.ts';
import type { Kitchen } from './kitchen-store.ts';
import { ticket, ticketMap } from './ticket-fixtures.ts';
import { type KitchenPanel, MUTE_MS, performAct, turnTo } from './use-kitchen-acts.ts';
import { acknowledgeEntry, stepWall } from './wall-entries.ts';
import type { WallPage } from './wall-layout.ts';

/** What a key asked the kitchen to do, over two pages of two tickets. `a` is chosen, `b` was cancelled. */
function bench(barMode: 'direct' | 'select' = 'direct', page = 0) {
  const done: string[] = [];
  const all = ['a', 'b', 'c', 'd'].map((id, at) => ticket(id, { firedMs: at }));
  const wall = stepWall([], ticketMap(...all), 0, true).entries;
  const entries = stepWall(wall, ticketMap(...all.filter((each) => each.id !== 'b')), 1, false).entries;
  const selection = { ticketId: 'a', lineId: null as string | null };
  const state = { entries, selection, tickets: ticketMap(ticket('z', { state: 'bumped', bumpedMs: 5 })) };
  const note =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void done.push([name, ...args].join(' '));
  const kitchen = {
    store: { getState: () => state },
    bump: note('bump'),
    start: note('start'),
    stepLine: note('step'),
    recall: note('recall'),
    gotIt: note('gotIt'),
    select: note('select'),
    moveTicket: note('move'),
    moveLine: note('moveLine'),
    touched: () => undefined,
  } as unknown as Kitchen; // Only what acts use of it.
  const sound = { soundState: () => 'on', muteForMs: note('mute') } as unknown as SoundKit; // As above.
  const pages: WallPage[] = [
    { columns: [], ticketIds: ['a', 'b'] },
    { columns: [], ticketIds: ['c', 'd'] },
  ];
  const parts = { kitchen, sound, barMode, pages, page, panel: null as KitchenPanel };
  const full = { ...parts, setPage: note('page'), setPanel: note('panel'), follow: () => undefined };
  return {
    selection,
    parts: full,
    act(act: KitchenAct): readonly string[] {
      performAct(act, full);
      return done.splice(0);
    },
    done,
  };
}

test('in direct mode a number bumps, in select mode it chooses', () => {
  expect(bench().act({ kind: 'slot', slot: 0 })).toEqual(['select a ', 'bump a']);
  expect(bench('select').act({ kind: 'slot', slot: 0 })).toEqual(['select a ']);
});

test('numbers are those of the page in sight, and a number without a ticket does nothing', () => {
  expect(bench('direct', 1).act({ kind: 'slot', slot: 1 })).toEqual(['select d ', 'bump d']);
  expect(bench().act({ kind: 'slot', slot: 7 })).toEqual([]);
});

test('the number of a cancelled ticket says "Got it", and so does G, wherever the selection is', () => {
  expect(bench().act({ kind: 'slot', slot: 1 })).toEqual(['select b ', 'gotIt b']);
  expect(bench().act({ kind: 'got_it' })).toEqual(['gotIt b']);
});

test('Enter bumps the chosen ticket or steps the chosen item', () => {
  const on = bench();
  expect(on.act({ kind: 'activate' })).toEqual(['bump a']);
  on.selection.lineId = 'a-1';
  expect(on.act({ kind: 'activate' })).toEqual(['step a a-1']);
});

test('Enter on a ticket that is out of sight brings it into sight and does no more', () => {
  expect(bench('direct', 1).act({ kind: 'activate' })).toEqual(['page 0']);
});

test('turning the page takes the selection along', () => {
  const on = bench();
  expect(on.act({ kind: 'page_down' })).toEqual(['page 1', 'select c ']);
  turnTo(on.parts, 9);
  expect(on.done).toEqual(['page 1', 'select c ']);
});

test('the other keys do what the help says', () => {
  const on = bench();
  expect(on.act({ kind: 'recall_last' })).toEqual(['recall z false']);
  expect(on.act({ kind: 'recall_list' })).toEqual(['panel recall_list']);
  expect(on.act({ kind: 'start' })).toEqual(['start a']);
  expect(on.act({ kind: 'mute' })).toEqual([`mute ${MUTE_MS}`]);
  expect(on.act({ kind: 'wipe' })).toEqual(['panel wipe']);
  expect(on.act({ kind: 'all_day' })).toEqual(['panel all_day']);
  expect(on.act({ kind: 'help' })).toEqual(['panel help']);
  expect(on.act({ kind: 'next' })).toEqual(['move next', 'page 0']);
  expect(on.act({ kind: 'line_down' })).toEqual(['moveLine 1', 'page 0']);
});

test('nothing wants a "Got it" any more once it was said', () => {
  const on = bench();
  const { store } = on.parts.kitchen;
  const entries = acknowledgeEntry(store.getState().entries, 'b', 5);
  Object.assign(store.getState(), { entries });
  expect(on.act({ kind: 'got_it' })).toEqual([]);
});
