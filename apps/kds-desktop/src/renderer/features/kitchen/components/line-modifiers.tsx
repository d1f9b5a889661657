import type { TicketLineView } from '@passbell/core/wire/views';
import { Badge, type BadgeTone } from '@passbell/ui/components/badge';
import { MessageSquareText } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

type Modifier = TicketLineView['modifiers'][number];
type Mark = Exclude<Modifier['action'], 'choice'>;

/** NO is a block, what changes the dish is outlined, what comes beside it is grey. */
const TONES: Readonly<Record<Mark, BadgeTone>> = {
  no: 'ink',
  add: 'outline',
  extra: 'outline',
  sub: 'outline',
  side: 'quiet',
};

function ChoiceBox({ children }: { readonly children: string }) {
  return (
    <span className="inline-flex min-h-8.5 items-center rounded-chip px-2 text-kds-modifier font-bold leading-none ring-2 ring-edge-strong ring-inset">
      {children}
    </span>
  );
}

function ModifierRow({ modifier, action }: { readonly modifier: Modifier; readonly action: Mark }) {
  const { t } = useKdsI18n();
  const { kitchenName: name, quantity: count } = modifier;
  return (
    <span className="flex items-baseline gap-2 text-kds-modifier">
      <Badge tone={TONES[action]} size="kitchen">
        {t(`modifier.${action}`)}
      </Badge>
      <span className="min-w-0 wrap-anywhere">{count > 1 ? t('modifier.times', { count, name }) : name}</span>
    </span>
  );
}

/** Under a line's name: how it is wanted and for which seat, what is changed, what the guest said. */
export function LineModifiers({ line }: { readonly line: TicketLineView }) {
  const { t } = useKdsI18n();
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
            <ModifierRow key={modifier.modifierId} modifier={modifier} action={modifier.action} />
          ),
      )}
      {line.note !== null && (
        <span className="flex items-start gap-2 text-kds-modifier">
          <MessageSquareText aria-hidden className="mt-[0.2em] size-[1em] shrink-0" strokeWidth={2.4} />
          <span className="sr-only">{t('line.note')}</span>
          <span className="min-w-0 wrap-anywhere">{line.note}</span>
        </span>
      )}
    </>
  );
}
