import { ticketAgeMs } from '@passbell/core/kitchen/ticket-age';
import { Button } from '@passbell/ui/components/button';
import { UndoProgress } from '@passbell/ui/components/undo-progress';
import { Undo2 } from 'lucide-react';
import { memo } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';
import { spokenTitle, ticketTitle } from '../ticket-words.ts';
import { GHOST_MS, type WallEntry } from '../wall-entries.ts';
import type { WallPart } from '../wall-layout.ts';

interface GhostCardProps {
  readonly entry: WallEntry;
  readonly part: WallPart;
  /** Bumped here, not yet stored by the on-site server. */
  readonly isKept: boolean;
  readonly isLive: boolean;
}

/** The slot of a bumped ticket: holds still and offers the undo. Its later parts, and a spent slot, only hold still. */
export const GhostCard = memo(function GhostCard({ entry, part, isKept, isLive }: GhostCardProps) {
  const i18n = useKdsI18n();
  const { t } = i18n;
  const { kitchen, clock } = useStation().station;
  const { ticket } = entry;
  const place = 'rounded-ticket border-[3px] border-edge-input border-dashed';
  if (part.part > 0 || entry.kind === 'spent') {
    return <div aria-hidden className={place} style={{ blockSize: part.heightPx }} />;
  }
  const seconds = Math.floor(ticketAgeMs(ticket, ticket.bumpedMs ?? ticket.firedMs) / 1_000);
  const title = ticketTitle(ticket, i18n);
  return (
    <article
      aria-label={t('ticket.nameGhost', { title: spokenTitle(ticket, i18n) })}
      data-ghost-id={ticket.id}
      className={`${place} flex flex-col gap-3 p-3`}
      style={{ minBlockSize: part.heightPx }}
    >
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="text-kds-head text-second">{title}</p>
          <p className="figures mt-1 text-kds-meta text-second">
            {t('ghost.outIn', { duration: i18n.formatDuration(seconds) })}
          </p>
        </div>
        <Button variant="ink" size={68} icon={Undo2} iconMirrors onPress={() => kitchen.undo(ticket.id)}>
          <span className="sr-only">{title}: </span>
          {t('action.undo')}
        </Button>
      </div>
      <UndoProgress durationMs={GHOST_MS} elapsedMs={Math.max(0, clock.monotonicMs() - entry.sinceMs)} />
      {isKept && !isLive && <p className="text-kds-meta text-second">{t('ticket.keptHere')}</p>}
    </article>
  );
});
