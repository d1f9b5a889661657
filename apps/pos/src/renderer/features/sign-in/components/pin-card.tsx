import { classNames } from '@passbell/ui/class-names';
import { Button } from '@passbell/ui/components/button';
import { NumberPad } from '@passbell/ui/components/number-pad';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { MAX_PIN, MIN_PIN } from '../sign-in-store.ts';

interface PinCardProps {
  readonly name: string;
  readonly pin: string;
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly lockedSeconds: number;
  /** Shown in the demo, where it is no secret. */
  readonly demoPin: string | null;
  readonly back: string;
  readonly onPin: (pin: string) => void;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
}

function Dots({ count }: { readonly count: number }) {
  const { t } = usePosI18n();
  return (
    <p className="flex h-8 items-center gap-3">
      <span className="sr-only" role="status">
        {t('signIn.pinDigits', { count })}
      </span>
      {Array.from({ length: Math.max(MIN_PIN, count) }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots have nothing else to tell them apart
          key={at}
          aria-hidden
          className={classNames('size-4 rounded-full ring-2 ring-edge-strong ring-inset', at < count && 'bg-ink')}
        />
      ))}
    </p>
  );
}

/** A PIN by thumb or keyboard, or pasted. A wrong one is a plain line of text. */
export function PinCard(props: PinCardProps) {
  const { name, pin, busy, refusal, lockedSeconds, demoPin, onPin, onSubmit } = props;
  const { t } = usePosI18n();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) =>
      onPin((event.clipboardData?.getData('text') ?? '').replace(/\D/gu, '').slice(0, MAX_PIN));
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [onPin]);
  const locked = lockedSeconds > 0;
  return (
    <div className="w-full max-w-sm">
      <h1 ref={headingRef} tabIndex={-1} className="text-total">
        {t('signIn.pinFor', { name })}
      </h1>
      <div className="mt-4 mb-1">
        <Dots count={pin.length} />
      </div>
      <div className="mb-2 min-h-12">
        <p role="alert" className="text-check-line">
          {locked ? null : refusal}
        </p>
        {locked && <p className="text-check-line">{t('signIn.locked', { seconds: lockedSeconds })}</p>}
        {demoPin !== null && !locked && (
          <p className="text-support text-second">{t('signIn.demoPin', { pin: demoPin })}</p>
        )}
      </div>
      <div className={classNames('pad-tall', locked && 'opacity-50')} inert={locked}>
        <NumberPad
          kind="code"
          value={pin}
          onChange={onPin}
          maxLength={MAX_PIN}
          onEnter={onSubmit}
          capturesKeyboard={!locked}
          label={t('signIn.pinFor', { name })}
        />
      </div>
      <div className="mt-4 flex flex-col gap-2">
        <Button variant="go" size={68} wide pending={busy} disabled={locked || pin.length < MIN_PIN} onPress={onSubmit}>
          {t('signIn.go')}
        </Button>
        <Button icon={ArrowLeft} size={56} wide onPress={props.onBack}>
          {props.back}
        </Button>
      </div>
    </div>
  );
}
