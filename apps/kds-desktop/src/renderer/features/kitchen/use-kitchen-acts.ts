import type { SoundKit } from '@passbell/ui/sound';
import type { Settings } from '../settings/settings-store.ts';
import type { KitchenAct } from './kitchen-keys.ts';
import { recallable } from './kitchen-selectors.ts';
import type { Kitchen } from './kitchen-store.ts';
import { pageOf, type WallPage } from './wall-layout.ts';

export const MUTE_MS = 60_000;

/** What may stand over the wall. */
export type KitchenPanel = 'more' | 'settings' | 'help' | 'recall_list' | 'all_day' | 'wipe' | null;

export interface ActParts {
  readonly kitchen: Kitchen;
  readonly sound: SoundKit;
  readonly barMode: Settings['barMode'];
  readonly pages: readonly WallPage[];
  readonly page: number;
  readonly panel: KitchenPanel;
  readonly setPage: (page: number) => void;
  readonly setPanel: (panel: KitchenPanel) => void;
  /** The selection moved by key: the focus goes with it. */
  readonly follow: () => void;
}

/** Brings back what was bumped last. */
export function recallLast(kitchen: Kitchen): void {
  const [last] = recallable(kitchen.store.getState().tickets);
  if (last !== undefined) kitchen.recall(last.id, false);
}

/** Mutes for a minute; pressed again, sounds at once. */
export function toggleMute(sound: SoundKit): void {
  sound.muteForMs(sound.soundState() === 'muted' ? 0 : MUTE_MS);
}

/** Acts on the selection. One that is out of sight is brought into sight first: nobody bumps what they do not see. */
function activate({ kitchen, pages, page, setPage }: ActParts): void {
  const { selection, entries } = kitchen.store.getState();
  const { ticketId, lineId } = selection;
  if (ticketId === null) return;
  if (pages[page]?.ticketIds.includes(ticketId) === false) setPage(pageOf(pages, ticketId));
  else if (lineId !== null) kitchen.stepLine(ticketId, lineId);
  else if (entries.find((entry) => entry.ticketId === ticketId)?.kind === 'cancelled') kitchen.gotIt(ticketId);
  else kitchen.bump(ticketId);
}

function gotIt(kitchen: Kitchen): void {
  const { selection, entries } = kitchen.store.getState();
  const wanting = entries.filter((entry) => entry.kind === 'cancelled' || entry.change !== null);
  const chosen = wanting.find((entry) => entry.ticketId === selection.ticketId) ?? wanting[0];
  if (chosen !== undefined) kitchen.gotIt(chosen.ticketId);
}

function pressSlot(slot: number, { kitchen, barMode, pages, page, follow }: ActParts): void {
  const ticketId = pages[page]?.ticketIds[slot];
  if (ticketId === undefined) return;
  kitchen.select(ticketId, null);
  follow();
  if (barMode === 'select') return;
  const entry = kitchen.store.getState().entries.find((each) => each.ticketId === ticketId);
  if (entry?.kind === 'cancelled') kitchen.gotIt(ticketId);
  else kitchen.bump(ticketId);
}

/** Turns to a page. The selection goes with it, so that Enter acts on what is in sight. */
export function turnTo(parts: Pick<ActParts, 'kitchen' | 'pages' | 'setPage' | 'follow'>, page: number): void {
  const { kitchen, pages } = parts;
  const next = Math.max(0, Math.min(pages.length - 1, page));
  const shown = pages[next]?.ticketIds ?? [];
  const { entries } = kitchen.store.getState();
  const first = entries.find((entry) => entry.kind === 'open' && shown.includes(entry.ticketId));
  parts.setPage(next);
  if (first !== undefined) kitchen.select(first.ticketId, null);
  parts.follow();
}

type PlainKind = Exclude<KitchenAct['kind'], 'slot'>;

/** What each key without a number does. */
function actsOf(parts: ActParts): Readonly<Record<PlainKind, () => void>> {
  const { kitchen, pages, page, panel, setPage, setPanel } = parts;
  const selected = () => kitchen.store.getState().selection.ticketId;
  const moved = (move: () => void) => () => {
    move();
    const ticketId = selected();
    if (ticketId !== null) setPage(pageOf(pages, ticketId));
    parts.follow();
  };
  return {
    previous: moved(() => kitchen.moveTicket('previous')),
    next: moved(() => kitchen.moveTicket('next')),
    first: moved(() => kitchen.moveTicket('first')),
    last: moved(() => kitchen.moveTicket('last')),
    line_up: moved(() => kitchen.moveLine(-1)),
    line_down: moved(() => kitchen.moveLine(1)),
    page_up: () => turnTo(parts, page - 1),
    page_down: () => turnTo(parts, page + 1),
    activate: () => activate(parts),
    recall_last: () => recallLast(kitchen),
    recall_list: () => setPanel('recall_list'),
    start() {
      const ticketId = selected();
      if (ticketId !== null) kitchen.start(ticketId);
    },
    got_it: () => gotIt(kitchen),
    mute: () => toggleMute(parts.sound),
    wipe: () => setPanel(panel === 'wipe' ? null : 'wipe'),
    all_day: () => setPanel(panel === 'all_day' ? null : 'all_day'),
    help: () => setPanel('help'),
  };
}

/** Does what a key asks for. A key is a hand at the wall, too. */
export function performAct(act: KitchenAct, parts: ActParts): void {
  parts.kitchen.touched(null);
  if (act.kind === 'slot') pressSlot(act.slot, parts);
  else actsOf(parts)[act.kind]();
}
