import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { QuantityStepper } from '@passbell/ui/components/quantity-stepper';
import { SegmentedControl } from '@passbell/ui/components/segmented-control';
import { Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { DISTANCES_M, MAX_VOLUME, SCREEN_INCHES, type Settings } from '../settings-store.ts';
import type { ViewingScale } from '../viewing-scale.ts';

interface SettingsDialogProps {
  readonly settings: Settings;
  readonly viewing: ViewingScale;
  /** False: this browser cannot keep bumps over a reload. */
  readonly isDurable: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
  readonly onTestSound: () => void;
  readonly onClose: () => void;
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-edge border-t py-3">
      <p aria-hidden className="text-check-line text-main">
        {label}
      </p>
      {children}
    </div>
  );
}

function SizeRows({ settings, viewing, onChange }: Pick<SettingsDialogProps, 'settings' | 'viewing' | 'onChange'>) {
  const { t } = useKdsI18n();
  const columns = { columns: viewing.columns, percent: Math.round(viewing.scale * 100) };
  return (
    <>
      <Row label={t('settings.inches')}>
        <SegmentedControl
          label={t('settings.inches')}
          value={String(settings.screenInches)}
          options={SCREEN_INCHES.map((inches) => ({ value: String(inches), label: String(inches) }))}
          onChange={(value) => {
            const screenInches = SCREEN_INCHES.find((inches) => String(inches) === value);
            if (screenInches !== undefined) onChange({ screenInches });
          }}
        />
      </Row>
      <Row label={t('settings.distance')}>
        <SegmentedControl
          label={t('settings.distance')}
          value={String(settings.distanceM)}
          options={DISTANCES_M.map((metres) => ({
            value: String(metres),
            label: t('settings.distanceValue', { metres }),
          }))}
          onChange={(value) => {
            const distanceM = DISTANCES_M.find((metres) => String(metres) === value);
            if (distanceM !== undefined) onChange({ distanceM });
          }}
        />
      </Row>
      <p role="status" className="pb-3 text-support">
        {viewing.fits ? t('settings.scale', columns) : t('settings.tooFar')}
      </p>
    </>
  );
}

/** What is set for this screen alone. It takes effect at once. */
export function SettingsDialog(props: SettingsDialogProps) {
  const { settings, onChange } = props;
  const { t } = useKdsI18n();
  return (
    <Dialog
      wide
      title={t('settings.title')}
      onClose={props.onClose}
      actions={
        <Button variant="go" size={56} onPress={props.onClose}>
          {t('settings.done')}
        </Button>
      }
    >
      <SizeRows {...props} />
      <Row label={t('settings.volume')}>
        <div className="flex items-center gap-2">
          <Button icon={Volume2} onPress={props.onTestSound}>
            {t('settings.testSound')}
          </Button>
          <QuantityStepper
            label={t('settings.volume')}
            value={settings.volume}
            min={0}
            max={MAX_VOLUME}
            onChange={(volume) => onChange({ volume })}
          />
        </div>
      </Row>
      <Row label={t('settings.barMode')}>
        <SegmentedControl
          label={t('settings.barMode')}
          value={settings.barMode}
          options={[
            { value: 'direct', label: t('settings.direct') },
            { value: 'select', label: t('settings.select') },
          ]}
          onChange={(barMode) => onChange({ barMode })}
        />
      </Row>
      <Row label={t('settings.motion')}>
        <SegmentedControl
          label={t('settings.motion')}
          value={settings.motion}
          options={[
            { value: 'system', label: t('settings.motionOn') },
            { value: 'off', label: t('settings.motionOff') },
          ]}
          onChange={(motion) => onChange({ motion })}
        />
      </Row>
      {!props.isDurable && <p className="border-edge border-t pt-3 text-support">{t('settings.storage')}</p>}
    </Dialog>
  );
}
