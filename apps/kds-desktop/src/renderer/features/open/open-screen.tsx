import { Button } from '@passbell/ui/components/button';
import { EmptyState } from '@passbell/ui/components/empty-state';
import { ErrorNote } from '@passbell/ui/components/error-note';
import { Wordmark } from '@passbell/ui/components/wordmark';
import { BookX, Search, Unplug } from 'lucide-react';
import { useKdsI18n } from '../../i18n/use-kds-i18n.ts';
import { StationChoice } from './components/station-choice.tsx';
import { TokenEntry } from './components/token-entry.tsx';
import type { Opening, OpenState } from './open-store.ts';

function OpenStep({ state, opening }: { readonly state: OpenState; readonly opening: Opening }) {
  const { t } = useKdsI18n();
  const again = <Button onPress={opening.retry}>{t('action.retryNow')}</Button>;
  switch (state.kind) {
    case 'looking':
      return <EmptyState icon={Search} title={t('open.looking')} />;
    case 'unreachable':
      return (
        <EmptyState icon={Unplug} title={t('open.unreachable')} detail={t('open.unreachableDetail')} action={again} />
      );
    case 'no_menu':
      return <EmptyState icon={BookX} title={t('open.noMenu')} detail={t('open.noMenuDetail')} action={again} />;
    case 'refused':
      return <ErrorNote message={t('open.refused')} code={state.code} onRetry={opening.retry} />;
    case 'token':
      return (
        <TokenEntry
          problem={state.problem}
          pending={state.pending}
          address={opening.address}
          onEnter={opening.enterToken}
        />
      );
    case 'choose':
      return <StationChoice stations={state.stations} pendingId={state.pendingId} onChoose={opening.choose} />;
    case 'open':
      return null;
  }
}

/** What a screen shows until it knows which station it is for. */
export function OpenScreen({ state, opening }: { readonly state: OpenState; readonly opening: Opening }) {
  return (
    <main className="flex h-full flex-col items-center gap-10 overflow-y-auto bg-surface p-10 text-main">
      <Wordmark sizePx={40} coloured />
      <div className="my-auto w-full max-w-3xl">
        <OpenStep state={state} opening={opening} />
      </div>
    </main>
  );
}
