import type { MenuItem } from '@passbell/core/menu/menu-document';
import { Button } from '@passbell/ui/components/button';
import { IconButton } from '@passbell/ui/components/icon-button';
import { useReturnFocus } from '@passbell/ui/use-return-focus';
import { Ban, RotateCcw, X } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { SaleState } from '../availability.ts';

interface OutPanelProps {
  readonly name: string;
  readonly sale: SaleState;
  readonly timeZone: string;
  readonly offers: readonly MenuItem[];
  /** Only for those who may put it back, and only where a person took it off. */
  readonly onRestore: (() => void) | null;
  readonly onOffer: (itemId: string) => void;
  readonly onClose: () => void;
}

function useReason({ name, sale, timeZone }: Pick<OutPanelProps, 'name' | 'sale' | 'timeZone'>): string {
  const { t, formatTime } = usePosI18n();
  if (sale.kind === 'other_time') return t('out.otherTime', { name });
  if (sale.kind !== 'eighty_six') return '';
  if (sale.cause === 'stock') return t('out.stock', { name });
  return sale.sinceMs === null
    ? t('out.manualPlain', { name })
    : t('out.manual', { name, time: formatTime(sale.sinceMs, timeZone) });
}

/** A dish that cannot be sold was tapped: why, and what else the section has. */
export function OutPanel(props: OutPanelProps) {
  const { t } = usePosI18n();
  const reason = useReason(props);
  const { panelRef, headingRef } = useReturnFocus<HTMLDivElement>();
  return (
    <div
      ref={panelRef}
      className="sheet-in mx-4 mb-4 shrink-0 rounded-sheet bg-raised p-4 ring-[2.5px] ring-edge-strong ring-inset"
    >
      <div className="flex items-center gap-3">
        <Ban aria-hidden className="shrink-0" size={26} strokeWidth={2.2} />
        <h2 ref={headingRef} tabIndex={-1} className="min-w-0 flex-1 text-heading">
          {reason}
        </h2>
        {props.onRestore && (
          <Button variant="ink" icon={RotateCcw} onPress={props.onRestore}>
            {t('out.restore')}
          </Button>
        )}
        <IconButton icon={X} label={t('action.close')} onPress={props.onClose} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <p role="status" className="text-check-line font-regular text-second">
          {t(props.offers.length > 0 ? 'out.offer' : 'out.noOffer')}
        </p>
        {props.offers.map((item) => (
          <Button key={item.id} variant="outline" onPress={() => props.onOffer(item.id)}>
            {item.name}
          </Button>
        ))}
      </div>
    </div>
  );
}
