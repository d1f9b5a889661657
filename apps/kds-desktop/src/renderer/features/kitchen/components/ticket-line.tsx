import type { TicketLineView } from '@passbell/core/wire/views';
import { classNames } from '@passbell/ui/class-names';
import { AllergyBand } from '@passbell/ui/components/allergy-band';
import { StatusBadge } from '@passbell/ui/components/status-badge';
import { Check } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { allergyText } from '../ticket-words.ts';
import { FitText } from './fit-text.tsx';
import { LineModifiers } from './line-modifiers.tsx';

interface TicketLineProps {
  readonly line: TicketLineView;
  /** Not yet stored by the on-site server. */
  readonly isKept: boolean;
  readonly isLive: boolean;
  readonly isAdded: boolean;
  /** The one the arrow keys stand on. */
  readonly isChosen: boolean;
  readonly tabIndex: 0 | -1;
  readonly onPress: () => void;
  readonly onFocus: () => void;
}

const BOXES: Readonly<Record<TicketLineView['state'], string>> = {
  waiting: 'bg-head text-main',
  making: 'bg-making text-on-making',
  done: 'text-second',
  voided: 'text-second',
};

function QuantityBox({ line, isKept }: { readonly line: TicketLineView; readonly isKept: boolean }) {
  const { formatNumber } = useKdsI18n();
  return (
    <span
      className={classNames(
        'figures relative flex h-10.5 min-w-10.5 shrink-0 items-center justify-center rounded-button px-1 text-kds-item font-bold',
        BOXES[line.state],
      )}
    >
      {line.state === 'done' ? <Check aria-hidden className="size-8" strokeWidth={3} /> : formatNumber(line.quantity)}
      {isKept && <span aria-hidden className="kept-dots appear-late absolute inset-0 rounded-button" />}
    </span>
  );
}

/** One line of a ticket. A tap steps it: waiting, making, done, waiting. */
export function TicketLine(props: TicketLineProps) {
  const { line, isKept, isLive, isAdded, isChosen } = props;
  const { t, formatNumber } = useKdsI18n();
  const isOver = line.state === 'done' || line.state === 'voided';
  return (
    <button
      type="button"
      tabIndex={props.tabIndex}
      data-line-id={line.id}
      disabled={line.state === 'voided'}
      onClick={props.onPress}
      onFocus={props.onFocus}
      className={classNames(
        'relative flex min-h-[48px] w-full gap-2.75 px-2.5 py-2 text-start press active:bg-press focus-visible:-outline-offset-4 focus-visible:shadow-none',
        isChosen && 'outline-4 -outline-offset-4 outline-white',
        isOver ? 'text-second' : 'text-main',
      )}
    >
      <QuantityBox line={line} isKept={isKept} />
      <span className="min-w-0 flex-1">
        <span className={classNames('block text-kds-item', isOver && 'line-through decoration-[3px]')}>
          <FitText>
            {line.state === 'done' && <span className="figures">{formatNumber(line.quantity)} </span>}
            <bdi>{line.name}</bdi>
          </FitText>
        </span>
        {(line.state === 'voided' || isAdded) && (
          <span className="flex min-h-9 items-center gap-2">
            {line.state === 'voided' && <StatusBadge status="void" size="kitchen" />}
            {isAdded && <StatusBadge status="added" size="kitchen" />}
          </span>
        )}
        <LineModifiers line={line} />
        <span className="sr-only">{t(`line.${line.state}`)}</span>
      </span>
      {isKept && !isLive && (
        <span className="absolute end-2 top-1 rounded-chip bg-raised px-1 text-rail-note text-second">
          {t('ticket.keptHere')}
        </span>
      )}
    </button>
  );
}

/** The allergy of a line, right under it and as wide as the ticket. */
export function LineAllergy({ line }: { readonly line: TicketLineView }) {
  if (line.allergies.length === 0 || line.state === 'voided') return null;
  return <AllergyBand allergens={allergyText(line.allergies)} />;
}
