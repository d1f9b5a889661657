import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';

interface AllergyBandProps {
  /** What the guest must not eat: "Shellfish", "Peanut, sesame". In a note a sentence: "Fried egg contains egg." */
  readonly allergens: string;
  /** band: full width, kitchen. line: under a line of the check. note: a panel with something to do. */
  readonly look?: 'band' | 'line' | 'note';
  readonly detail?: string;
  /** note only: the one thing to do about it. */
  readonly action?: ReactNode;
}

const LOOKS = {
  band: 'bg-allergy px-3 py-1 text-on-allergy text-kds-modifier font-semibold gap-2',
  line: 'text-allergy-text text-support font-semibold gap-1.5',
  note: 'rounded-button bg-allergy-quiet ring-1 ring-inset ring-allergy p-2 ps-4 text-on-allergy-quiet text-check-line font-regular gap-3 min-h-16 flex-wrap',
} as const;

/** An allergy: orchid, a triangle and the word. Nothing else on any screen is orchid. */
export function AllergyBand({ allergens, look = 'band', detail, action }: AllergyBandProps) {
  const { t } = useI18n();
  return (
    <div className={classNames('flex items-center', LOOKS[look])}>
      <TriangleAlert aria-hidden className="size-[1.15em] shrink-0" strokeWidth={2.4} />
      <p className="min-w-0 flex-1">
        <strong className={look === 'note' ? 'sr-only' : 'font-heavy'}>{t('allergy.word')}</strong>{' '}
        {look === 'note' ? <strong className="font-bold">{allergens}</strong> : allergens}
        {detail && <span className="font-regular">{look === 'note' ? ` ${detail}` : ` · ${detail}`}</span>}
      </p>
      {look === 'note' && action}
    </div>
  );
}
