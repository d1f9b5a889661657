import type { MenuItem } from '@passbell/core/menu/menu-document';
import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { Ban, RotateCcw, UtensilsCrossed } from 'lucide-react';
import { allergenList } from '../../../i18n/allergen-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { SaleState } from '../availability.ts';

interface ItemDialogProps {
  readonly item: MenuItem;
  readonly sale: SaleState;
  readonly allergens: readonly string[];
  /** Null for those who may not, or while it is off already. */
  readonly onEightySix: (() => void) | null;
  readonly onRestore: (() => void) | null;
  readonly onChoose: (() => void) | null;
  readonly onClose: () => void;
}

/** What there is to know about a dish, and the switch that takes it off sale. */
export function ItemDialog({ item, sale, allergens, onEightySix, onRestore, onChoose, onClose }: ItemDialogProps) {
  const i18n = usePosI18n();
  const { t } = i18n;
  const facts = [
    ...(item.description === null ? [] : [item.description]),
    ...(allergens.length === 0 ? [] : [t('item.contains', { allergens: allergenList(allergens, i18n) })]),
    ...(item.dietaryTags.length === 0 ? [] : [t('item.dietary', { tags: item.dietaryTags.join(', ') })]),
    ...(sale.kind === 'on_sale' && sale.left !== null ? [t('item.left', { count: sale.left })] : []),
  ];
  return (
    <Dialog
      title={item.name}
      icon={UtensilsCrossed}
      onClose={onClose}
      actions={
        <>
          {onChoose && (
            <Button variant="go" size={56} onPress={onChoose}>
              {t('item.open')}
            </Button>
          )}
          {onRestore && (
            <Button variant="outline" size={56} icon={RotateCcw} onPress={onRestore}>
              {t('eighty.restore')}
            </Button>
          )}
          {onEightySix && (
            <Button variant="ink" size={56} icon={Ban} onPress={onEightySix}>
              {t('eighty.stop')}
            </Button>
          )}
          <Button size={56} onPress={onClose}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      {facts.length > 0 && (
        <ul className="flex flex-col gap-1">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
