import { Button } from '@passbell/ui/components/button';
import { useId, useState } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import type { TokenProblem } from '../open-store.ts';

interface TokenEntryProps {
  readonly problem: TokenProblem | null;
  readonly pending: boolean;
  /** Where to look for the on-site server; null where nobody has to say it. */
  readonly address: string | null;
  readonly onEnter: (token: string, address: string) => void;
}

const WORDS = {
  empty: 'open.tokenEmpty',
  unknown: 'open.tokenUnknown',
  role: 'open.tokenRole',
  failed: 'open.failed',
  away: 'open.tokenAway',
  address: 'open.tokenAddress',
} as const satisfies Record<TokenProblem, string>;

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly problemId: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, value, problemId, onChange }: FieldProps) {
  const inputId = useId();
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={inputId} className="text-check-line">
        {label}
      </label>
      <input
        id={inputId}
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        aria-describedby={problemId}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-14 select-text rounded-button border-2 border-edge-input bg-input px-4 text-check-line text-main"
      />
    </div>
  );
}

/** Pairs the screen by the token that the on-site server printed. */
export function TokenEntry({ problem, pending, address, onEnter }: TokenEntryProps) {
  const { t } = useKdsI18n();
  const [token, setToken] = useState('');
  const [place, setPlace] = useState(address ?? '');
  const problemId = useId();
  return (
    <form
      className="mx-auto flex max-w-xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter(token, place);
      }}
    >
      <h1 className="text-title">{t('open.token')}</h1>
      <p className="text-check-line font-regular text-second">{t('open.tokenDetail')}</p>
      {address !== null && (
        <Field label={t('open.addressLabel')} value={place} problemId={problemId} onChange={setPlace} />
      )}
      <Field label={t('open.tokenLabel')} value={token} problemId={problemId} onChange={setToken} />
      <p id={problemId} role="alert" className="min-h-6 text-check-line">
        {problem === null ? '' : t(WORDS[problem])}
      </p>
      <Button type="submit" variant="go" size={68} pending={pending} onPress={() => undefined}>
        {t('open.tokenPair')}
      </Button>
    </form>
  );
}
