import { Volume2, VolumeX } from 'lucide-react';
import { useI18n } from '../i18n/i18n-context.ts';
import type { SoundState } from '../sound.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

interface SoundChipProps {
  readonly state: SoundState;
  /** A tap on this is the gesture the browser waits for. */
  readonly onTurnOn: () => void;
  readonly onToggleMute: () => void;
}

/** Says that the browser keeps the sound back, until a tap frees it; then it is the mute button. */
export function SoundChip({ state, onTurnOn, onToggleMute }: SoundChipProps) {
  const { t } = useI18n();
  if (state === 'blocked') {
    return (
      <Button variant="ink" icon={VolumeX} onPress={onTurnOn}>
        {t('sound.blocked')}
      </Button>
    );
  }
  const muted = state === 'muted';
  return <IconButton icon={muted ? VolumeX : Volume2} label={t('sound.mute')} pressed={muted} onPress={onToggleMute} />;
}
