import { Skeleton } from '@passbell/ui/components/skeleton';
import { Wordmark } from '@passbell/ui/components/wordmark';
import { useEffect } from 'react';
import { refusalWords } from '../../i18n/refusal-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useSignIn, useTill } from '../../shared/till-context.ts';
import { PairCard } from './components/pair-card.tsx';
import { PinCard } from './components/pin-card.tsx';
import { StaffTiles } from './components/staff-tiles.tsx';
import { secondsLocked, useMonotonicNow } from './use-monotonic-now.ts';

function Looking() {
  const { t } = usePosI18n();
  const refusal = useSignIn((state) => state.lookingRefusal);
  return (
    <div className="w-full max-w-md text-center">
      <h1 className="text-total">{t('start.title')}</h1>
      <p role="status" className="mt-1 mb-6 text-check-line font-regular text-second">
        {t(refusal ? 'start.lookingLonger' : 'start.looking')}
      </p>
      {!refusal && <Skeleton rows={2} words={t('start.looking')} />}
    </div>
  );
}

function Names() {
  const { signIn, sound } = useTill();
  const i18n = usePosI18n();
  const { t } = i18n;
  const { staff, chosenId, pin, busy, refusal, demo, lockedUntilMs } = useSignIn((state) => state);
  const nowMs = useMonotonicNow();
  const chosen = staff.find((person) => person.id === chosenId);
  const words =
    refusal && refusal.code !== 'locked_out'
      ? refusalWords(refusal, i18n, { currency: 'USD', nameOf: () => null })
      : null;
  useEffect(() => {
    // Esc leads back to the names, as everywhere.
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && signIn.choose(null);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [signIn]);
  if (!chosen) return <StaffTiles staff={staff} note={words} onChoose={signIn.choose} />;
  return (
    <PinCard
      key={chosen.id}
      name={chosen.name}
      pin={pin}
      busy={busy}
      refusal={words}
      lockedSeconds={secondsLocked(lockedUntilMs.get(chosen.id), nowMs)}
      demoPin={demo?.find((person) => person.id === chosen.id)?.pin ?? null}
      onPin={signIn.setPin}
      onSubmit={() => {
        // A press of a person: the moment at which a browser lets a page sound.
        void sound.unlock();
        signIn.submit();
      }}
      onBack={() => signIn.choose(null)}
      back={t('signIn.other')}
    />
  );
}

/** From switched on to somebody at work: look for the edge, pair, choose a name, type a PIN. */
export function SignInScreen() {
  const phase = useSignIn((state) => state.phase);
  const name = useHouse((state) => state.location?.name ?? null);
  return (
    <>
      <header className="flex items-center justify-between gap-4 px-8 pt-6">
        <Wordmark coloured sizePx={28} />
        {name !== null && <p className="text-check-line text-second">{name}</p>}
      </header>
      <main className="flex min-h-0 flex-1 flex-col items-center justify-center overflow-y-auto px-6 py-8">
        {phase === 'looking' && <Looking />}
        {phase === 'unpaired' && <PairCard />}
        {phase === 'signed_out' && <Names />}
      </main>
    </>
  );
}
