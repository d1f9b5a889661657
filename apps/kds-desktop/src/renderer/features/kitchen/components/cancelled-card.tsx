import { classNames } from '@passbell/ui/class-names';
import { Badge } from '@passbell/ui/components/badge';
import { Button } from '@passbell/ui/components/button';
import { Check, X } from 'lucide-react';
import { memo } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';
import { ticketBlocks } from '../ticket-blocks.ts';
import { spokenTitle, ticketTitle } from '../ticket-words.ts';
import type { WallEntry } from '../wall-entries.ts';
import type { WallPart } from '../wall-layout.ts';
import { SlotKey } from './slot-key.tsx';

interface CancelledCardProps {
  readonly entry: WallEntry;
  readonly part: WallPart;
  readonly slotKey: string | null;
  readonly isChosen: boolean;
}

/** A ticket whose order was cancelled. It keeps its slot until somebody says "Got it": no one may cook on unknowing. */
export const CancelledCard = memo(function CancelledCard({ entry, part, slotKey, isChosen }: CancelledCardProps) {
  const i18n = useKdsI18n();
  const { t, formatNumber } = i18n;
  const { kitchen } = useStation().station;
  const { ticket } = entry;
  const title = ticketTitle(ticket, i18n);
  const lines = ticketBlocks(ticket).slice(part.fromBlock, part.toBlock);
  return (
    <article
      aria-label={t('ticket.nameCancelled', { title: spokenTitle(ticket, i18n) })}
      data-cancelled-id={ticket.id}
      data-part={part.part}
      onPointerDown={() => kitchen.touched(ticket.id)}
      className={classNames(
        'flex flex-col overflow-clip rounded-ticket bg-raised text-second ring-[3px] ring-edge-strong',
        isChosen && 'ring-chosen',
      )}
      style={{ blockSize: part.heightPx }}
    >
      <header className="flex shrink-0 items-center gap-2 bg-head px-3 py-2">
        <SlotKey slotKey={slotKey} isLate={false} />
        <h2 className="min-w-0 flex-1 truncate text-kds-head line-through">{title}</h2>
        <Badge tone="ink" icon={X} size="kitchen">
          {t('cancelled.word')}
        </Badge>
      </header>
      {part.part === 0 && (
        <div className="flex shrink-0 items-center gap-2 bg-ink py-1 ps-3 pe-1 text-kds-label text-on-ink">
          <p className="min-w-0 flex-1">{t('cancelled.detail')}</p>
          <Button variant="outline" size={68} icon={Check} onPress={() => kitchen.gotIt(ticket.id)}>
            <span className="sr-only">{title}: </span>
            {t('action.gotIt')}
          </Button>
        </div>
      )}
      <ul className="min-h-0 px-3 py-2 text-kds-item line-through">
        {lines.map(({ line }) => (
          <li key={line.id} className="wrap-anywhere">
            <span className="figures">{formatNumber(line.quantity)}</span> {line.name}
          </li>
        ))}
      </ul>
    </article>
  );
});
