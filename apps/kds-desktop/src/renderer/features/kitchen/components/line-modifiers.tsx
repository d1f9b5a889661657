import type { TicketLineView } from '@passbell/core/wire/views';
import { classNames } from '@passbell/ui/class-names';
import { MessageSquareText } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

type Modifier = TicketLineView['modifiers'][number];
type Mark = Exclude<Modifier['action'], 'choice'>;

/** NO is a block, what changes the dish is outlined, what comes beside it is grey. */
const LOOKS: Readonly<Record<Mark, string>> = {
  no: 'bg-ink text-on-ink',
  add: 'ring-2 ring-inset ring-edge-strong',
  extra: 'ring-2 ring-inset ring-edge-strong',
  sub: 'bg-press ring-2 ring-inset ring-edge-input',
  side: 'bg-head',
};
/** On a line that is done nothing calls any more. */
const OVER_LOOK = 'ring-2 ring-inset ring-edge-input';

function ChoiceBox({ children }: { readonly children: string }) {
  return (
    <span className="inline-flex min-h-8.5 items-center rounded-chip px-2 text-kds-modifier font-bold leading-none ring-2 ring-current ring-inset">
      {children}
    </span>
  );
}

interface ModifierRowProps {
  readonly modifier: Modifier;
  readonly action: Mark;
  readonly isOver: boolean;
}

function ModifierRow({ modifier, action, isOver }: ModifierRowProps) {
  const { t } = useKdsI18n();
  const { kitchenName: name, quantity: count } = modifier;
  return (
    <span className="flex items-baseline gap-2 text-kds-modifier">
      <span
        className={classNames(
          'shrink-0 rounded-chip px-2.5 text-kds-label font-bold',
          isOver ? OVER_LOOK : LOOKS[action],
        )}
      >
        {t(`modifier.${action}`)}
      </span>
      <bdi className="min-w-0 wrap-anywhere">{count > 1 ? t('modifier.times', { count, name }) : name}</bdi>
    </span>
  );
}

/** Under a line's name: how it is wanted and for which seat, what is changed, what the guest said. */
export function LineModifiers({ line }: { readonly line: TicketLineView }) {
  const { t } = useKdsI18n();
  const isOver = line.state === 'done' || line.state === 'voided';
  const choices = line.modifiers.filter((modifier) => modifier.action === 'choice');
  const boxes = [
    ...(line.variationName === null ? [] : [line.variationName]),
    ...choices.map((each) => each.kitchenName),
  ];
  const hasHow = boxes.length > 0 || line.seat !== null;
  return (
    <>
      {hasHow && (
        <span className="flex min-h-9.5 flex-wrap items-center gap-x-2.5 gap-y-1 text-kds-modifier">
          {boxes.map((box) => (
            <ChoiceBox key={box}>{box}</ChoiceBox>
          ))}
          {line.seat !== null && <span className="text-second">{t('line.seat', { seat: line.seat })}</span>}
        </span>
      )}
      {line.modifiers.map(
        (modifier) =>
          modifier.action !== 'choice' && (
            <ModifierRow key={modifier.modifierId} modifier={modifier} action={modifier.action} isOver={isOver} />
          ),
      )}
      {line.note !== null && (
        <span className="flex items-start gap-2 text-kds-modifier">
          <MessageSquareText aria-hidden className="mt-[0.2em] size-[1em] shrink-0" strokeWidth={2.4} />
          <span className="sr-only">{t('line.note')}</span>
          <bdi className="min-w-0 wrap-anywhere">{line.note}</bdi>
        </span>
      )}
    </>
  );
}
