import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { SoundKit } from '@passbell/ui/sound';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HouseState } from '../../shared/house-state.ts';
import type { Notices } from '../../shared/notices.ts';
import { allergySources } from '../menu/allergy-sources.ts';
import { itemSale } from '../menu/availability.ts';
import { choiceOfRequest, type ItemChoice, requestOf, startChoice } from '../menu/item-choice.ts';
import { opensSheet } from '../menu/tile-model.ts';
import type { Carts } from './cart-store.ts';
import { seatAllergies } from './check-model.ts';

/** A question or list over the order screen. */
export type OrderDialog =
  | { readonly kind: 'describe' }
  | { readonly kind: 'cancel'; readonly orderId: string }
  | { readonly kind: 'checks' }
  | { readonly kind: 'eighty_six_list' }
  | { readonly kind: 'note' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'item'; readonly itemId: string };

export interface OrderScreenState {
  /** Which entry of the rail; null is the first. */
  readonly pageId: string | null;
  readonly search: string;
  readonly sheet: ItemChoice | null;
  /** A dish that was tapped and cannot be sold: what to offer instead. */
  readonly outItemId: string | null;
  /** The next tile tapped is taken off sale. */
  readonly picking86: boolean;
  /** The seat the next dish goes to; null is the table. */
  readonly seat: number | null;
  /** Only this seat's lines are shown; `all` shows everything. */
  readonly seatFilter: number | null | 'all';
  /** The unsent line that is open for changes. */
  readonly armedLineId: string | null;
  readonly dialog: OrderDialog | null;
}

/** What fingers and keys do on the order screen. */
export interface OrderScreen {
  readonly store: StoreApi<OrderScreenState>;
  showPage(pageId: string): void;
  setSearch(text: string): void;
  tapItem(itemId: string, quantity?: number): void;
  setChoice(choice: ItemChoice): void;
  /** Adds what is on the sheet, or changes the line it was opened for. */
  addChoice(): void;
  editLine(lineId: string): void;
  closeSheet(): void;
  armLine(lineId: string | null): void;
  changeQuantity(lineId: string, quantity: number): void;
  removeLine(lineId: string): void;
  /** A seat chip: takes the armed line along, arms the seat, and on the second press shows only it. */
  tapSeat(seat: number | null): void;
  showAllSeats(): void;
  eightySix(itemId: string): void;
  restoreSale(kind: 'item' | 'variation' | 'modifier', subjectId: string, name: string): void;
  pick86(on: boolean): void;
  open(dialog: OrderDialog | null): void;
  /** Esc: closes the topmost thing. False when there was nothing to close. */
  back(): boolean;
  /** Another check is in front: nothing of the last one stays armed. */
  reset(): void;
}

export interface OrderScreenParts {
  readonly house: StoreApi<HouseState>;
  readonly carts: Carts;
  readonly queue: CommandQueue;
  readonly notices: Notices;
  readonly sound: Pick<SoundKit, 'play'>;
  /** The edge's wall time. */
  readonly serverNowMs: () => number;
}

const START: OrderScreenState = {
  pageId: null,
  search: '',
  sheet: null,
  outItemId: null,
  picking86: false,
  seat: null,
  seatFilter: 'all',
  armedLineId: null,
  dialog: null,
};
const STOCK_LANE = 'stock';

export function createOrderScreen({ house, carts, queue, notices, sound, serverNowMs }: OrderScreenParts): OrderScreen {
  const store = createStore<OrderScreenState>(() => START);
  const { getState, setState } = store;

  const itemOf = (itemId: string): MenuItem | undefined => house.getState().menu?.items.get(itemId);
  const activeCart = () => carts.store.getState().carts.get(carts.store.getState().activeId ?? '');
  const activeOrder = () => house.getState().orders.get(carts.store.getState().activeId ?? '');
  const allergiesOf = (seat: number | null) => seatAllergies(activeOrder(), activeCart()).get(seat) ?? [];
  const added = (name: string, quantity: number) => {
    sound.play('added');
    notices.speak({ kind: 'added', name, quantity });
  };

  const setEightySix = (itemId: string) => {
    const name = itemOf(itemId)?.name ?? itemId;
    const subject = { kind: 'item' as const, subjectId: itemId };
    queue.submit('eightySix', subject, { lane: STOCK_LANE, settleTopics: ['stock'] });
    notices.tell({ kind: 'eighty_sixed', name }, () =>
      queue.submit('restoreSale', subject, { lane: STOCK_LANE, settleTopics: ['stock'] }),
    );
    setState({ picking86: false, dialog: null });
  };

  const tapItem = (itemId: string, quantity = 1) => {
    const { menu, location, stock } = house.getState();
    const item = itemOf(itemId);
    if (!menu || !location || !item) return;
    const { seat, picking86 } = getState();
    if (picking86) return setEightySix(itemId);
    const sale = itemSale(menu, item, stock, { nowMs: serverNowMs(), timeZone: location.timeZone });
    if (sale.kind !== 'on_sale') {
      sound.play('refused');
      return setState({ outItemId: itemId });
    }
    const allergies = allergiesOf(seat);
    const choice = startChoice(menu, item, stock, { seat, allergies, quantity });
    // One tap adds, unless something has to be asked, or the guest must not eat it.
    const mustAsk = opensSheet(item) || allergySources(menu, item, choice, allergies).length > 0;
    if (mustAsk) return setState({ sheet: choice, outItemId: null, armedLineId: null });
    carts.add(requestOf(menu, item, choice));
    added(item.name, quantity);
    setState({ search: '', outItemId: null, armedLineId: null });
  };

  return {
    store,
    showPage: (pageId) => setState({ pageId, search: '', outItemId: null, sheet: null }),
    setSearch: (search) => setState({ search, outItemId: null, sheet: null }),
    tapItem,
    setChoice: (sheet) => setState({ sheet }),
    addChoice() {
      const { sheet } = getState();
      const { menu } = house.getState();
      const item = sheet ? itemOf(sheet.itemId) : undefined;
      if (!sheet || !menu || !item) return;
      const request = requestOf(menu, item, sheet);
      if (sheet.lineId === null) {
        carts.add(request);
        added(item.name, sheet.quantity);
      } else carts.change(sheet.lineId, request);
      setState({ sheet: null, search: '', armedLineId: null });
    },
    editLine(lineId) {
      const line = activeCart()?.lines.find(
        (candidate) => candidate.lineId === lineId && candidate.commandKey === null,
      );
      const { menu } = house.getState();
      const item = line ? itemOf(line.request.itemId) : undefined;
      if (line && menu && item) setState({ sheet: choiceOfRequest(menu, item, lineId, line.request), outItemId: null });
    },
    closeSheet: () => setState({ sheet: null }),
    armLine: (armedLineId) => setState({ armedLineId }),
    changeQuantity(lineId, quantity) {
      const line = activeCart()?.lines.find((candidate) => candidate.lineId === lineId);
      if (line) carts.change(lineId, { ...line.request, quantity });
    },
    removeLine(lineId) {
      const removed = carts.remove(lineId);
      if (!removed) return;
      const name = itemOf(removed.line.request.itemId)?.name ?? removed.line.request.itemId;
      notices.tell({ kind: 'line_removed', name }, () => carts.putBack(removed));
      setState({ armedLineId: null, ...(getState().sheet?.lineId === lineId ? { sheet: null } : {}) });
    },
    tapSeat(seat) {
      const { armedLineId, seat: armedSeat, seatFilter, sheet } = getState();
      if (sheet)
        return setState({
          sheet: { ...sheet, seat, allergies: [...new Set([...sheet.allergies, ...allergiesOf(seat)])] },
          seat,
        });
      const line = activeCart()?.lines.find((candidate) => candidate.lineId === armedLineId);
      if (line) {
        const { seat: _, ...request } = line.request;
        carts.change(line.lineId, seat === null ? request : { ...request, seat });
        return setState({ armedLineId: null });
      }
      if (seat === armedSeat && seatFilter === 'all') return setState({ seatFilter: seat });
      setState({ seat, seatFilter: seatFilter === 'all' ? 'all' : seat });
    },
    showAllSeats: () => setState({ seatFilter: 'all' }),
    eightySix: setEightySix,
    restoreSale(kind, subjectId, name) {
      queue.submit('restoreSale', { kind, subjectId }, { lane: STOCK_LANE, settleTopics: ['stock'] });
      notices.tell({ kind: 'restored', name }, () =>
        queue.submit('eightySix', { kind, subjectId }, { lane: STOCK_LANE, settleTopics: ['stock'] }),
      );
      setState({ outItemId: null });
    },
    pick86: (picking86) => setState({ picking86, dialog: null, sheet: null, outItemId: null }),
    open: (dialog) => setState({ dialog }),
    back() {
      const { picking86, sheet, outItemId, search, armedLineId, seatFilter } = getState();
      if (picking86) setState({ picking86: false });
      else if (sheet) setState({ sheet: null });
      else if (outItemId) setState({ outItemId: null });
      else if (search) setState({ search: '' });
      else if (armedLineId) setState({ armedLineId: null });
      else if (seatFilter !== 'all') setState({ seatFilter: 'all' });
      else return false;
      return true;
    },
    reset: () =>
      setState({
        sheet: null,
        outItemId: null,
        seat: null,
        seatFilter: 'all',
        armedLineId: null,
        dialog: null,
        search: '',
      }),
  };
}
