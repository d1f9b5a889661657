import { originOf } from '@passbell/edge-client/edge-addresses';
import { Button } from '@passbell/ui/components/button';
import { ErrorNote } from '@passbell/ui/components/error-note';
import { Store } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { refusalWords } from '../../../i18n/refusal-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';
import { useSignIn, useTill } from '../../../shared/till-context.ts';

/** A till that the edge does not know: the demo in one tap where there is one, or a token. */
export function PairCard() {
  const { signIn } = useTill();
  const i18n = usePosI18n();
  const { t } = i18n;
  const { demo, busy, refusal } = useSignIn((state) => state);
  const [token, setToken] = useState('');
  const [address, setAddress] = useState('');
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  const complete = token.trim() !== '' && (!signIn.asksAddress || originOf(address) !== null);
  const enter = () => {
    if (complete) signIn.enterToken(token, address);
  };
  return (
    <div className="flex w-full max-w-md flex-col gap-5">
      <h1 ref={headingRef} tabIndex={-1} className="text-total">
        {t('pair.title')}
      </h1>
      {refusal && (
        <ErrorNote message={refusalWords(refusal, i18n, { currency: 'USD', nameOf: () => null })} code={refusal.code} />
      )}
      {demo && (
        <div className="flex flex-col gap-2 border-edge border-b pb-5">
          <Button variant="go" size={68} wide icon={Store} pending={busy} onPress={signIn.openDemo}>
            {t('pair.demo')}
          </Button>
          <p className="text-support text-second">{t('pair.demoIntro')}</p>
        </div>
      )}
      <p className="text-check-line font-regular text-second">{t('pair.intro')}</p>
      {signIn.asksAddress && (
        <TextField
          label={t('pair.address')}
          hint={t('pair.addressHint')}
          value={address}
          onChange={setAddress}
          maxLength={200}
          onEnter={enter}
        />
      )}
      <TextField label={t('pair.token')} value={token} onChange={setToken} maxLength={200} onEnter={enter} />
      <Button variant={demo ? 'outline' : 'go'} size={56} wide pending={busy} disabled={!complete} onPress={enter}>
        {t('pair.enter')}
      </Button>
    </div>
  );
}
