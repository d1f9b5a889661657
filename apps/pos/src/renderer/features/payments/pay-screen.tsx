import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { Button } from '@passbell/ui/components/button';
import { ErrorNote } from '@passbell/ui/components/error-note';
import { MoneyText } from '@passbell/ui/components/money-text';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { checkTitle } from '../../i18n/check-words.ts';
import { refusalWords } from '../../i18n/refusal-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useCarts, useHouse, usePay, useTill } from '../../shared/till-context.ts';
import { nameOfCheck } from '../checks/check-tabs.ts';
import { Ladder } from '../connection/ladder.tsx';
import { subjectName } from '../menu/subject-name.ts';
import { groupsOfOrder, sendingGroup, sumsOf } from '../orders/check-model.ts';
import { BarEnd } from '../orders/top-bar.tsx';
import { useTillKeys } from '../orders/use-till-keys.ts';
import { CashSide } from './components/cash-side.tsx';
import { ChangeCard } from './components/change-card.tsx';
import { PaidOrder } from './components/paid-order.tsx';
import { type PayBlock, type PayModel, payModel } from './pay-model.ts';
import { quickCash } from './quick-cash.ts';

interface PayScreenProps {
  readonly orderId: string;
  readonly menu: MenuIndex;
  readonly location: LocationRow;
}

/** The order while it is open, and its last picture after the payment closed it. */
function usePaidOrder(orderId: string) {
  const live = useHouse((state) => state.orders.get(orderId));
  const phase = usePay((state) => state.phase);
  return live ?? (phase.kind === 'taken' ? (phase.order ?? undefined) : undefined);
}

function PayNote({
  model,
  menu,
  currency,
}: {
  readonly model: PayModel;
  readonly menu: MenuIndex;
  readonly currency: string;
}) {
  const i18n = usePosI18n();
  const { t, formatMoney } = i18n;
  const refusal = usePay((state) => state.refusal);
  const phase = usePay((state) => state.phase);
  const lost = useHouse((state) => state.status.level === 'server_lost');
  const context = { currency, nameOf: (id: string) => subjectName(menu, id) };
  if (refusal) return <ErrorNote message={refusalWords(refusal, i18n, context)} code={refusal.code} />;
  if (phase.kind === 'taking') {
    const amount = formatMoney(phase.tenderedMinor, currency, { narrow: true });
    return (
      <p role={lost ? 'alert' : 'status'} className="text-check-line">
        {t(lost ? 'pay.takingLost' : 'pay.taking', { amount })}
      </p>
    );
  }
  if (model.block === 'sending') {
    return (
      <p role="status" className="appear-late text-check-line">
        {t('pay.waitingSend')}
      </p>
    );
  }
  const words: Partial<Record<PayBlock, string>> = {
    server_lost: t('pay.serverLost'),
    nothing_due: t('pay.alreadyTaken'),
    ...(model.sendRefusal
      ? { send_refused: `${refusalWords(model.sendRefusal, i18n, context)} ${t('card.backInCheck')}` }
      : {}),
  };
  const said = model.block === null ? undefined : words[model.block];
  return said === undefined ? null : <ErrorNote message={said} />;
}

/** Taking cash for a check. What it says was taken is on the edge's disk. */
export function PayScreen({ orderId, menu, location }: PayScreenProps) {
  const { pay, clock } = useTill();
  const i18n = usePosI18n();
  const { t } = i18n;
  const { currency, timeZone } = location;
  const order = usePaidOrder(orderId);
  const cart = useCarts((state) => state.carts.get(orderId));
  const level = useHouse((state) => state.status.level);
  const { digits, phase } = usePay((state) => state);
  const liveOrder = useHouse((state) => state.orders.get(orderId));
  const model = payModel({ order: liveOrder, cart, level, phase });
  const atHand = useMemo(() => ({ menu, location, nowMs: clock.nowMs() }), [menu, location, clock]);
  const sending = cart ? sendingGroup(cart, atHand) : null;
  const title = checkTitle(nameOfCheck(order ?? cart ?? { tableLabel: null, guestName: null }), i18n);
  const subtitle = [
    order?.number == null
      ? null
      : t('check.checkNumber', { number: `${order.series ? `${order.series}-` : ''}${order.number}` }),
    order?.staffName ?? null,
    order?.guestCount == null ? null : t('check.guests', { count: order.guestCount }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  const blocked = model.block !== null;
  // Until the edge has totalled the new lines, the sum shown is this till's own and cannot be paid.
  const confirmed = !cart || cart.lines.length === 0;
  const sums = sumsOf(order, liveOrder || !order ? cart : undefined, atHand);
  const shownMinor = confirmed ? model.dueMinor : sums.dueMinor;
  useTillKeys({
    onExact: () => !blocked && phase.kind === 'choosing' && pay.take(model.dueMinor),
    onBack: () => {
      if (phase.kind === 'choosing') pay.close();
      return phase.kind === 'choosing';
    },
  });

  return (
    <>
      <header className="flex h-(--bar-height) shrink-0 items-center gap-4 border-edge border-b bg-bar px-3">
        {phase.kind === 'choosing' && (
          <Button icon={ArrowLeft} onPress={pay.close}>
            {t('pay.order')}
          </Button>
        )}
        <div className="min-w-0 flex-1">
          <h1 ref={headingRef} tabIndex={-1} className="truncate text-heading">
            {title}
          </h1>
          <p className="truncate text-support text-second">{subtitle}</p>
        </div>
        <BarEnd />
      </header>
      <Ladder />
      <main className="pay-columns min-h-0 flex-1">
        <div className="flex min-h-0 justify-center p-5">
          <PaidOrder
            title={title}
            groups={[...(order ? groupsOfOrder(order) : []), ...(sending ? [sending] : [])]}
            sums={sums}
            payments={order?.payments ?? []}
            currency={currency}
            timeZone={timeZone}
          />
        </div>
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto border-edge border-s bg-bar px-6 py-4">
          {phase.kind === 'taken' ? (
            <ChangeCard
              answer={phase.answer}
              currency={currency}
              callNumber={
                order?.tableLabel == null && phase.answer.number !== null ? String(phase.answer.number) : null
              }
              onDone={pay.done}
            />
          ) : (
            <>
              <div className="flex items-end justify-between gap-4">
                <div>
                  <p className="text-check-line font-regular text-second">
                    {t(confirmed ? 'pay.due' : 'pay.dueUnconfirmed')}
                  </p>
                  <p className={confirmed ? 'text-hero' : 'text-hero text-second'}>
                    <MoneyText amountMinor={shownMinor} currency={currency} />
                  </p>
                </div>
                {model.elsewhereMinor > 0 && (
                  <p className="text-end text-support text-second">
                    {t('pay.leftOnOrder')}
                    <span className="block text-heading text-main">
                      <MoneyText amountMinor={model.elsewhereMinor} currency={currency} />
                    </span>
                  </p>
                )}
              </div>
              <PayNote model={model} menu={menu} currency={currency} />
              {model.block === 'nothing_due' ? (
                <div className="mt-auto">
                  <Button variant="go" size={68} wide icon={ArrowLeft} onPress={pay.close}>
                    {t('pay.backToOrder')}
                  </Button>
                </div>
              ) : (
                <CashSide
                  dueMinor={shownMinor}
                  currency={currency}
                  digits={digits}
                  quick={quickCash(shownMinor, currency)}
                  blocked={blocked}
                  takingMinor={phase.kind === 'taking' ? phase.tenderedMinor : null}
                  onDigits={pay.setDigits}
                  onTake={pay.take}
                />
              )}
            </>
          )}
        </div>
      </main>
    </>
  );
}
