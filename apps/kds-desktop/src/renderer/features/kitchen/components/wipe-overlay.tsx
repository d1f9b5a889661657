import { useEffect, useState } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';

/** How long touch stays off for cleaning. */
const WIPE_SECONDS = 30;

/** Swallows every touch while the screen is wiped; the tickets stay in sight behind it and the keys go on working. */
export function WipeOverlay({ onEnd }: { readonly onEnd: () => void }) {
  const { t, formatNumber } = useKdsI18n();
  const { clock, timers } = useStation().station;
  const [endMs] = useState(() => clock.monotonicMs() + WIPE_SECONDS * 1_000);
  const [left, setLeft] = useState(WIPE_SECONDS);
  useEffect(
    () =>
      timers.every(250, () => {
        const seconds = Math.ceil((endMs - clock.monotonicMs()) / 1_000);
        if (seconds <= 0) onEnd();
        else setLeft(seconds);
      }),
    [clock, timers, endMs, onEnd],
  );
  return (
    <section
      aria-label={t('wipe.title')}
      data-wipe
      className="fixed inset-0 z-40 flex touch-none items-center justify-center bg-black/35"
    >
      <div className="flex flex-col items-center gap-3 rounded-sheet bg-raised px-16 py-12 text-main shadow-sheet">
        <p role="status" className="text-title">
          {t('wipe.title')}
        </p>
        <p role="timer" className="figures text-[9rem] font-heavy leading-none">
          {formatNumber(left)}
        </p>
        <p className="text-tile font-regular text-second">{t('wipe.detail')}</p>
      </div>
    </section>
  );
}
