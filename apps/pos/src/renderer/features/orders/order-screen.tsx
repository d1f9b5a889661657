import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { useMemo, useRef } from 'react';
import { checkTitle } from '../../i18n/check-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useCarts, useOrderScreen, useTill } from '../../shared/till-context.ts';
import { CheckStrip } from '../checks/components/check-strip.tsx';
import { useCheckTabs } from '../checks/use-check-tabs.ts';
import { Ladder } from '../connection/ladder.tsx';
import { CategoryRail } from '../menu/components/category-rail.tsx';
import { createItemSearch, parseSearch } from '../menu/item-search.ts';
import { MenuArea } from '../menu/menu-area.tsx';
import { menuPages } from '../menu/menu-sections.ts';
import { SheetArea } from '../menu/sheet-area.tsx';
import { CheckPanel } from './check-panel.tsx';
import { OrderDialogs } from './order-dialogs.tsx';
import { OrderBar } from './top-bar.tsx';
import { useCheck } from './use-check.ts';
import { useTillKeys } from './use-till-keys.ts';

interface OrderScreenProps {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
}

function useSelling(how: 'place' | 'open') {
  const { carts, pay, screen } = useTill();
  const send = () => {
    const { activeId } = carts.store.getState();
    if (activeId !== null) carts.send(activeId, how);
    screen.armLine(null);
  };
  const openPay = () => {
    const { activeId } = carts.store.getState();
    if (activeId !== null) pay.open(activeId);
  };
  return { send, openPay };
}

/** Where orders are rung: sections, dishes, check. */
export function OrderScreen({ menu, location }: OrderScreenProps) {
  const { screen, carts } = useTill();
  const i18n = usePosI18n();
  const searchRef = useRef<HTMLInputElement>(null);
  const pages = useMemo(() => menuPages(menu.document), [menu]);
  const search = useMemo(() => createItemSearch(pages), [pages]);
  const pageId = useOrderScreen((state) => state.pageId);
  const typed = useOrderScreen((state) => state.search);
  const sheetOpen = useOrderScreen((state) => state.sheet !== null);
  const activeId = useCarts((state) => state.activeId);
  const { tabs, visible } = useCheckTabs();
  const check = useCheck((name) => checkTitle(name, i18n));
  const { send, openPay } = useSelling(location.openChecks ? 'place' : 'open');
  const page = pages.find((candidate) => candidate.category.id === pageId) ?? pages[0];

  const showCheck = (orderId: string) => {
    screen.reset();
    carts.activate(orderId);
  };
  const newCheck = () => {
    screen.reset();
    carts.leave();
  };
  const addFirst = () => {
    const { words, quantity } = parseSearch(typed);
    const first = search.find(words).found[0];
    if (!first) return;
    screen.tapItem(first.item.id, quantity);
    searchRef.current?.blur();
  };
  const seats = check?.seats ?? 0;
  const unsent = check?.newLines.length ?? 0;
  const payable = check !== null && !check.isEmpty && (check.sums.dueMinor > 0 || unsent > 0);
  useTillKeys({
    ...(unsent > 0 && check?.sends === true ? { onSend: send } : {}),
    ...(payable ? { onPay: openPay } : {}),
    onSeat: (seat) => seat <= seats && screen.tapSeat(seat),
    onBack: () => {
      if (screen.back()) return true;
      if (document.activeElement !== searchRef.current) return false;
      searchRef.current?.blur();
      return true;
    },
    onHelp: () => screen.open({ kind: 'keys' }),
    onType: (text) => {
      searchRef.current?.focus();
      screen.setSearch(`${typed}${text}`);
    },
  });

  if (!check) return null;
  return (
    <>
      <OrderBar
        checks={
          <CheckStrip
            tabs={visible}
            activeId={check.orderId === null ? null : activeId}
            currency={location.currency}
            openCount={tabs.length}
            onShow={showCheck}
            onNew={newCheck}
            onList={() => screen.open({ kind: 'checks' })}
          />
        }
        search={typed}
        searchRef={searchRef}
        onSearch={screen.setSearch}
        onSubmit={addFirst}
      />
      <Ladder />
      <div className="till-columns min-h-0 flex-1 bg-surface" data-sheet={sheetOpen ? 'open' : undefined}>
        <CategoryRail pages={pages} activeId={page?.category.id ?? null} onShow={screen.showPage} />
        <main className="relative flex min-h-0 min-w-0 flex-col">
          <h1 className="sr-only">{checkTitle(check.name, i18n)}</h1>
          <MenuArea menu={menu} location={location} pages={pages} page={page} search={search} />
          <SheetArea menu={menu} location={location} seats={seats} />
        </main>
        <CheckPanel check={check} onSend={send} onPay={openPay} />
      </div>
      <OrderDialogs menu={menu} location={location} tabs={tabs} onShowCheck={showCheck} />
    </>
  );
}
