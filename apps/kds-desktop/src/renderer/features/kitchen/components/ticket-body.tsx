import type { TicketLineView, TicketView } from '@passbell/core/wire/views';
import { AllergyBand } from '@passbell/ui/components/allergy-band';
import { MessageSquareText, PencilLine } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';
import type { TicketBlock } from '../ticket-blocks.ts';
import { allergyText } from '../ticket-words.ts';

/** The course a block opens, and when it was fired. */
export function CourseHead({ ticket, block }: { readonly ticket: TicketView; readonly block: TicketBlock }) {
  const { t, formatTime } = useKdsI18n();
  const { zone } = useStation();
  if (block.opensCourse === null) return null;
  return (
    <div className="flex items-baseline justify-between gap-2 px-3.5 pt-2.5 text-kds-label">
      <h3>{t('ticket.course', { course: block.opensCourse })}</h3>
      <p className="figures text-second">{t('ticket.fired', { time: formatTime(ticket.firedMs, zone) })}</p>
    </div>
  );
}

/** What the guest or server said about the whole order. */
export function OrderNote({ note }: { readonly note: string | null }) {
  const { t } = useKdsI18n();
  if (note === null || note === '') return null;
  return (
    <p className="flex items-start gap-2 border-edge border-b px-3.5 py-2 text-kds-modifier">
      <MessageSquareText aria-hidden className="mt-[0.2em] size-[1em] shrink-0" strokeWidth={2.4} />
      <span className="sr-only">{t('line.note')}</span>
      <bdi className="min-w-0 wrap-anywhere">{note}</bdi>
    </p>
  );
}

/** White, until somebody has got it. */
export function ChangedBand({ title, onGotIt }: { readonly title: string; readonly onGotIt: () => void }) {
  const { t } = useKdsI18n();
  return (
    <div className="flex items-center gap-2 bg-ink px-3 py-1 text-kds-label text-on-ink">
      <PencilLine aria-hidden className="size-[1.1em] shrink-0" strokeWidth={2.6} />
      <p className="min-w-0 flex-1">
        <strong className="font-heavy">{t('status.changed')}</strong> {t('ticket.changed')}
      </p>
      <button
        type="button"
        aria-label={t('cancelled.gotIt', { title })}
        onClick={onGotIt}
        className="min-h-[48px] shrink-0 rounded-button bg-on-ink px-3 font-bold text-ink press"
      >
        {t('action.gotIt')}
      </button>
    </div>
  );
}

/** The allergies of items that stand on another part of a tall ticket. */
export function RepeatedAllergy({ lines }: { readonly lines: readonly TicketLineView[] }) {
  const { t } = useKdsI18n();
  const allergies = [...new Set(lines.flatMap((line) => line.allergies))];
  if (allergies.length === 0) return null;
  return <AllergyBand allergens={allergyText(allergies)} detail={t('ticket.allergyOnOther')} />;
}
