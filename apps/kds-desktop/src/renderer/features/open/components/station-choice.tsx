import type { MenuStation } from '@passbell/core/menu/menu-document';
import { Button } from '@passbell/ui/components/button';
import { ChefHat } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

interface StationChoiceProps {
  readonly stations: readonly MenuStation[];
  readonly pendingId: string | null;
  readonly onChoose: (stationId: string) => void;
}

/** One tap says which station the screen is for. */
export function StationChoice({ stations, pendingId, onChoose }: StationChoiceProps) {
  const { t } = useKdsI18n();
  return (
    <div className="flex flex-col gap-6">
      <div className="text-center">
        <h1 className="text-title">{t('open.choose')}</h1>
        <p className="mt-2 text-check-line font-regular text-second">{t('open.chooseDetail')}</p>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] gap-3">
        {stations.map((station) => (
          <li key={station.id}>
            <Button
              wide
              size={68}
              icon={ChefHat}
              pending={station.id === pendingId}
              onPress={() => onChoose(station.id)}
            >
              {station.name}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
