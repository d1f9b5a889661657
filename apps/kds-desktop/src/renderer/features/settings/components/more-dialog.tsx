import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { Kbd } from '@passbell/ui/components/kbd';
import { Droplets, Keyboard, ListOrdered, type LucideIcon, MapPin, Settings2, Undo2 } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

/** What the More menu leads to. */
export type MoreChoice = 'recall_list' | 'all_day' | 'wipe' | 'help' | 'settings' | 'station';

interface MoreDialogProps {
  readonly onChoose: (choice: MoreChoice) => void;
  readonly onClose: () => void;
}

const CHOICES = [
  { choice: 'recall_list', word: 'more.recallList', icon: Undo2, keys: 'Shift R' },
  { choice: 'all_day', word: 'more.allDay', icon: ListOrdered, keys: 'A' },
  { choice: 'wipe', word: 'more.wipe', icon: Droplets, keys: 'L' },
  { choice: 'help', word: 'more.keys', icon: Keyboard, keys: '?' },
  { choice: 'settings', word: 'more.settings', icon: Settings2, keys: null },
  { choice: 'station', word: 'more.station', icon: MapPin, keys: null },
] as const satisfies readonly {
  readonly choice: MoreChoice;
  readonly icon: LucideIcon;
  readonly [field: string]: unknown;
}[];

/** Everything that is not used with every ticket. */
export function MoreDialog({ onChoose, onClose }: MoreDialogProps) {
  const { t } = useKdsI18n();
  return (
    <Dialog
      wide
      title={t('more.title')}
      onClose={onClose}
      actions={
        <Button size={56} onPress={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <ul className="grid grid-cols-2 gap-2">
        {CHOICES.map(({ choice, word, icon, keys }) => (
          <li key={choice}>
            <Button wide size={68} icon={icon} trailing={keys && <Kbd keys={keys} />} onPress={() => onChoose(choice)}>
              {t(word)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
