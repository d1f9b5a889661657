import { Button } from '@passbell/ui/components/button';
import { useId, useState } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import type { TokenProblem } from '../open-store.ts';

interface TokenEntryProps {
  readonly problem: TokenProblem | null;
  readonly pending: boolean;
  readonly onEnter: (token: string) => void;
}

const WORDS = {
  empty: 'open.tokenEmpty',
  unknown: 'open.tokenUnknown',
  role: 'open.tokenRole',
  failed: 'open.failed',
} as const satisfies Record<TokenProblem, string>;

/** Pairs the screen by the token that the on-site server printed. */
export function TokenEntry({ problem, pending, onEnter }: TokenEntryProps) {
  const { t } = useKdsI18n();
  const [token, setToken] = useState('');
  const inputId = useId();
  const problemId = useId();
  return (
    <form
      className="mx-auto flex max-w-xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter(token);
      }}
    >
      <h1 className="text-title">{t('open.token')}</h1>
      <p className="text-check-line font-regular text-second">{t('open.tokenDetail')}</p>
      <label htmlFor={inputId} className="text-check-line">
        {t('open.tokenLabel')}
      </label>
      <input
        id={inputId}
        value={token}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problemId}
        onChange={(event) => setToken(event.target.value)}
        className="min-h-14 select-text rounded-button border-2 border-edge-input bg-input px-4 text-check-line text-main"
      />
      <p id={problemId} role="alert" className="min-h-6 text-check-line">
        {problem === null ? '' : t(WORDS[problem])}
      </p>
      <Button type="submit" variant="go" size={68} pending={pending} onPress={() => undefined}>
        {t('open.tokenPair')}
      </Button>
    </form>
  );
}
