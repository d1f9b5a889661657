import { permits } from '@passbell/core/staff/permissions';
import { Button } from '@passbell/ui/components/button';
import { EmptyState } from '@passbell/ui/components/empty-state';
import { ConciergeBell, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { checkTitle } from '../../i18n/check-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useOrderScreen, useServerNow, useSignIn, useTill } from '../../shared/till-context.ts';
import { CheckActions } from './components/check-actions.tsx';
import { CheckHeader } from './components/check-header.tsx';
import { CheckSums } from './components/check-sums.tsx';
import { LineGroup } from './components/line-group.tsx';
import { NewLine } from './components/new-line.tsx';
import { RefusalCard } from './components/refusal-card.tsx';
import { SeatChips } from './components/seat-chips.tsx';
import type { CheckPanelModel } from './use-check.ts';

interface CheckPanelProps {
  readonly check: CheckPanelModel;
  readonly onSend: () => void;
  readonly onPay: () => void;
}

function useCheckSubtitle(check: CheckPanelModel): string {
  const { t } = usePosI18n();
  const me = useSignIn((state) => state.person?.name ?? '');
  const number =
    check.name.kind === 'number' || check.number === null ? null : t('check.checkNumber', { number: check.number });
  const guests = check.guestCount === null ? null : t('check.guests', { count: check.guestCount });
  const option = check.diningOption === 'dine_in' ? null : t(`check.option.${check.diningOption}`);
  return [number, check.staffName ?? me, guests, option].filter((part) => part !== null && part !== '').join(' · ');
}

function CheckBody({ check }: { readonly check: CheckPanelModel }) {
  const { screen } = useTill();
  const { t } = usePosI18n();
  const { currency, timeZone, seats } = check;
  const armedLineId = useOrderScreen((state) => state.armedLineId);
  const filter = useOrderScreen((state) => state.seatFilter);
  const newRef = useRef<HTMLElement>(null);
  const count = check.newLines.length;
  // What was just rung stays in sight; the sent lines scroll away above it.
  useEffect(() => {
    if (count > 0) newRef.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  const shows = (line: { readonly seat: number | null }) => filter === 'all' || line.seat === filter;
  return (
    <section
      aria-label={t('check.lines')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-2"
    >
      {check.isEmpty && <EmptyState icon={ConciergeBell} title={t('check.empty')} detail={t('check.emptyDetail')} />}
      {check.note !== null && <p className="mb-1 text-support text-second">{t('check.note', { note: check.note })}</p>}
      {check.groups
        .map((group) => ({ ...group, lines: group.lines.filter(shows) }))
        .filter((group) => group.lines.length > 0)
        .map((group) => (
          <LineGroup
            key={group.id}
            group={group}
            currency={currency}
            timeZone={timeZone}
            seated={seats > 0}
            live={check.live}
            sendingSeconds={check.sendingSeconds}
          />
        ))}
      {count > 0 && (
        <section
          ref={newRef}
          aria-label={t('group.new')}
          className={check.groups.length > 0 ? 'border-edge-strong border-t-2 pt-1' : undefined}
        >
          <h3 className="py-1 text-support font-bold">{t('group.new')}</h3>
          <ul className="-mx-2 flex flex-col">
            {check.newLines.filter(shows).map((line) => (
              <NewLine
                key={line.lineId}
                line={line}
                currency={currency}
                seated={seats > 0}
                armed={line.lineId === armedLineId}
                onArm={() => screen.armLine(line.lineId === armedLineId ? null : line.lineId)}
                onQuantity={(quantity) => screen.changeQuantity(line.lineId, quantity)}
                onEdit={check.editable.has(line.lineId) ? () => screen.editLine(line.lineId) : null}
                onRemove={() => screen.removeLine(line.lineId)}
              />
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

/** What it costs, and the acts that move the check on. */
function CheckFoot({ check, onSend, onPay }: CheckPanelProps) {
  const { t } = usePosI18n();
  const role = useSignIn((state) => state.person?.role ?? null);
  return (
    <div className="flex flex-col gap-3 border-edge border-t px-5 pt-3 pb-4">
      {!check.live && check.asOf !== null && (
        <p className="text-support font-semibold">{t('check.notLive', { time: check.asOf })}</p>
      )}
      {check.isReady && <p className="text-check-line text-go-text">{t('check.readyNote')}</p>}
      <CheckSums sums={check.sums} currency={check.currency} />
      <CheckActions
        unsent={check.newLines.length}
        sends={check.sends}
        canPay={permits('payments.cash', 'pos', role) === 'allowed'}
        payable={!check.isEmpty && (check.sums.dueMinor > 0 || check.newLines.length > 0)}
        onSend={onSend}
        onPay={onPay}
        onHandOver={check.onHandOver}
        handingOver={check.handingOver}
      />
    </div>
  );
}

function CheckTop({
  check,
  menuOpen,
  onMenu,
}: {
  readonly check: CheckPanelModel;
  readonly menuOpen: boolean;
  readonly onMenu: (open: boolean) => void;
}) {
  const { screen, carts, notices } = useTill();
  const i18n = usePosI18n();
  const nowMs = useServerNow();
  const subtitle = useCheckSubtitle(check);
  const role = useSignIn((state) => state.person?.role ?? null);
  const { orderId } = check;
  const mayCancel = permits('orders.cancel', 'pos', role) === 'allowed';
  const canCancel = orderId !== null && check.isOrder && check.sums.paidMinor === 0 && mayCancel;
  const discard = () => {
    const cart = orderId === null ? null : carts.discard(orderId);
    if (cart) notices.tell({ kind: 'check_discarded' }, () => carts.undiscard(cart));
  };
  return (
    <CheckHeader
      title={checkTitle(check.name, i18n)}
      subtitle={subtitle}
      openSeconds={check.openedMs === null ? null : (nowMs - check.openedMs) / 1_000}
      onDescribe={check.isOrder ? null : () => screen.open({ kind: 'describe' })}
      onNote={check.isOrder ? null : () => screen.open({ kind: 'note' })}
      onCancel={canCancel ? () => screen.open({ kind: 'cancel', orderId }) : null}
      onDiscard={orderId !== null && !check.isOrder && check.sendingSeconds === null ? discard : null}
      menuOpen={menuOpen}
      onMenu={onMenu}
    />
  );
}

function CheckSeats({ check }: { readonly check: CheckPanelModel }) {
  const { screen } = useTill();
  const { t } = usePosI18n();
  const seat = useOrderScreen((state) => state.seat);
  const seatFilter = useOrderScreen((state) => state.seatFilter);
  if (check.seats > 0) {
    return (
      <SeatChips
        seats={check.seats}
        armed={seat}
        filter={seatFilter}
        allergic={check.allergicSeats}
        onSeat={screen.tapSeat}
        onAll={screen.showAllSeats}
      />
    );
  }
  if (check.isOrder || check.diningOption !== 'dine_in') return null;
  return (
    <Button icon={Users} wide onPress={() => screen.open({ kind: 'describe' })}>
      {t('check.describe')}
    </Button>
  );
}

/** The check in front: who, what, how much, and the acts that move it on. */
export function CheckPanel(props: CheckPanelProps) {
  const { check, onSend } = props;
  const { t } = usePosI18n();
  const [menuOpen, setMenuOpen] = useState(false);
  const { orderId } = check;
  return (
    <section aria-label={t('check.panel')} className="flex min-h-0 flex-col border-edge border-s bg-bar">
      <div className="flex flex-col gap-3 border-edge border-b px-5 py-3">
        <CheckTop check={check} menuOpen={menuOpen} onMenu={setMenuOpen} />
        {/* What the menu lies over rests while it is open. */}
        <div inert={menuOpen} className="contents">
          <CheckSeats check={check} />
        </div>
      </div>
      <div inert={menuOpen} className="contents">
        {check.refusal && orderId !== null && (
          <RefusalCard orderId={orderId} check={check} refusal={check.refusal} onSend={onSend} />
        )}
        <CheckBody check={check} />
        <CheckFoot {...props} />
      </div>
    </section>
  );
}
