import { classNames } from '@passbell/ui/class-names';
import { TriangleAlert } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';

interface SeatChipsProps {
  readonly seats: number;
  /** The seat the next dish goes to; null is the table. */
  readonly armed: number | null;
  readonly filter: number | null | 'all';
  /** Seats with an allergy. */
  readonly allergic: ReadonlySet<number | null>;
  readonly onSeat: (seat: number | null) => void;
  readonly onAll: () => void;
}

type Look = 'on' | 'armed' | 'off';

const LOOKS: Readonly<Record<Look, string>> = {
  on: 'bg-ink text-on-ink active:bg-ink-press',
  armed: 'bg-raised ring-[2.5px] ring-inset ring-edge-strong active:bg-press',
  off: 'bg-quiet active:bg-press',
};

function SeatChip({
  label,
  spoken,
  look,
  alert,
  onPress,
}: {
  readonly label: string;
  readonly spoken: string;
  readonly look: Look;
  readonly alert: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={spoken}
      aria-pressed={look !== 'off'}
      onClick={onPress}
      className={classNames(
        'press relative min-h-12 min-w-12 flex-1 shrink-0 rounded-button px-0.5 text-[1rem] font-bold',
        LOOKS[look],
      )}
    >
      {label}
      {alert && (
        <TriangleAlert
          aria-hidden
          className={classNames('absolute end-1 top-1', look === 'on' ? 'text-orchid-300' : 'text-allergy-text')}
          size={15}
          strokeWidth={2.6}
        />
      )}
    </button>
  );
}

/** For whom: pick a seat first, or press a line and then a seat. A second press on the same seat shows only its lines. */
export function SeatChips({ seats, armed, filter, allergic, onSeat, onAll }: SeatChipsProps) {
  const { t } = usePosI18n();
  const lookOf = (seat: number | null): Look =>
    filter === seat ? 'on' : filter === 'all' && armed === seat ? 'armed' : 'off';
  const spoken = (seat: number | null, words: string) =>
    allergic.has(seat) ? `${words}, ${t('seat.allergy')}` : words;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no fields of a form
    <div role="group" aria-label={t('seat.label')} className="flex gap-1.5 overflow-x-auto p-1 -m-1">
      <SeatChip
        label={t('seat.all')}
        spoken={t('seat.all')}
        look={filter === 'all' ? 'on' : 'off'}
        alert={false}
        onPress={onAll}
      />
      {Array.from({ length: seats }, (_, at) => at + 1).map((seat) => (
        <SeatChip
          key={seat}
          label={String(seat)}
          spoken={spoken(seat, t('seat.number', { seat }))}
          look={lookOf(seat)}
          alert={allergic.has(seat)}
          onPress={() => onSeat(seat)}
        />
      ))}
      <SeatChip
        label={t('seat.table')}
        spoken={spoken(null, t('seat.table'))}
        look={lookOf(null)}
        alert={allergic.has(null)}
        onPress={() => onSeat(null)}
      />
    </div>
  );
}
