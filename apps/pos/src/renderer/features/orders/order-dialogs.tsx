import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { permits } from '@passbell/core/staff/permissions';
import { checkTitle } from '../../i18n/check-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useOrderScreen, useServerNow, useSignIn, useTill } from '../../shared/till-context.ts';
import { type CheckTab, nameOfCheck } from '../checks/check-tabs.ts';
import { ChecksDialog } from '../checks/components/checks-dialog.tsx';
import { allergenKey } from '../menu/allergy-sources.ts';
import { itemSale } from '../menu/availability.ts';
import { EightySixDialog } from '../menu/components/eighty-six-dialog.tsx';
import { ItemDialog } from '../menu/components/item-dialog.tsx';
import { stoppedSubjects } from '../menu/eighty-six-list.ts';
import { newCart } from './cart.ts';
import { CancelDialog } from './components/cancel-dialog.tsx';
import { DescribeDialog } from './components/describe-dialog.tsx';
import { KeysDialog } from './components/keys-dialog.tsx';
import { NoteDialog } from './components/note-dialog.tsx';

interface OrderDialogsProps {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
  readonly tabs: readonly CheckTab[];
  readonly onShowCheck: (orderId: string) => void;
}

function ItemDetails({
  menu,
  location,
  itemId,
}: Pick<OrderDialogsProps, 'menu' | 'location'> & { readonly itemId: string }) {
  const { screen } = useTill();
  const stock = useHouse((state) => state.stock);
  const role = useSignIn((state) => state.person?.role ?? null);
  const nowMs = useServerNow(15_000);
  const item = menu.items.get(itemId);
  if (!item) return null;
  const sale = itemSale(menu, item, stock, { nowMs, timeZone: location.timeZone });
  const may = permits('stock.eighty_six', 'pos', role) === 'allowed';
  const isManual = sale.kind === 'eighty_six' && sale.cause === 'manual';
  const close = () => screen.open(null);
  return (
    <ItemDialog
      item={item}
      sale={sale}
      allergens={[...new Set(item.allergens.map(allergenKey))]}
      onEightySix={may && sale.kind !== 'eighty_six' ? () => screen.eightySix(itemId) : null}
      onRestore={
        may && isManual
          ? () => {
              screen.restoreSale('item', itemId, item.name);
              close();
            }
          : null
      }
      onChoose={
        sale.kind === 'on_sale'
          ? () => {
              close();
              screen.tapItem(itemId);
            }
          : null
      }
      onClose={close}
    />
  );
}

function CheckQuestions({ tabs }: Pick<OrderDialogsProps, 'tabs'>) {
  const { screen, carts, queue, notices } = useTill();
  const i18n = usePosI18n();
  const dialog = useOrderScreen((state) => state.dialog);
  const { activeId, carts: byId } = carts.store.getState();
  const close = () => screen.open(null);
  const cart = (activeId === null ? undefined : byId.get(activeId)) ?? newCart('', 0);
  if (dialog?.kind === 'describe') {
    const save: Parameters<typeof DescribeDialog>[0]['onSave'] = (head) => {
      if (carts.store.getState().activeId === null) carts.startCheck(head);
      else carts.describe(head);
      close();
    };
    return <DescribeDialog head={cart} onSave={save} onClose={close} />;
  }
  if (dialog?.kind === 'note') {
    const save = (note: string | null) => {
      if (carts.store.getState().activeId === null) carts.startCheck();
      carts.describe({ note });
      close();
    };
    return <NoteDialog note={cart.note} onSave={save} onClose={close} />;
  }
  if (dialog?.kind !== 'cancel') return null;
  const { orderId } = dialog;
  const name = checkTitle(tabs.find((tab) => tab.orderId === orderId)?.name ?? nameOfCheck(cart), i18n);
  const cancelOrder = () => {
    const { answered } = queue.submit('cancelOrder', { orderId }, { lane: orderId, settleTopics: ['orders.open'] });
    void answered.then((outcome) => outcome.status === 'committed' && notices.tell({ kind: 'cancelled', name }));
    close();
  };
  return <CancelDialog checkTitle={name} onCancelOrder={cancelOrder} onClose={close} />;
}

/** What the order screen asks and lists over itself. One at a time. */
export function OrderDialogs({ menu, location, tabs, onShowCheck }: OrderDialogsProps) {
  const { screen, carts } = useTill();
  const dialog = useOrderScreen((state) => state.dialog);
  const stock = useHouse((state) => state.stock);
  const role = useSignIn((state) => state.person?.role ?? null);
  const nowMs = useServerNow();
  const close = () => screen.open(null);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'keys':
      return <KeysDialog onClose={close} />;
    case 'item':
      return <ItemDetails menu={menu} location={location} itemId={dialog.itemId} />;
    case 'checks':
      return (
        <ChecksDialog
          tabs={tabs}
          activeId={carts.store.getState().activeId}
          currency={location.currency}
          nowMs={nowMs}
          onShow={(orderId) => {
            onShowCheck(orderId);
            close();
          }}
          onClose={close}
        />
      );
    case 'eighty_six_list':
      return (
        <EightySixDialog
          stopped={stoppedSubjects(menu, stock)}
          timeZone={location.timeZone}
          mayChange={permits('stock.eighty_six', 'pos', role) === 'allowed'}
          onRestore={(subject) => screen.restoreSale(subject.kind, subject.subjectId, subject.name)}
          onPick={() => screen.pick86(true)}
          onClose={close}
        />
      );
    default:
      return <CheckQuestions tabs={tabs} />;
  }
}
