import { CloudOff, RefreshCw, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import type { ConnectionLevel } from '../connection-level.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { Button } from './button.tsx';

interface ConnectionStripProps {
  readonly level: ConnectionLevel;
  /** What happened, if this screen can say it better ("Internet is down. Your kitchen is not."). */
  readonly headline?: string;
  /** What still works here. */
  readonly detail?: string;
  /** Changes not yet at the cloud (internet down), or kept on this screen (server lost). */
  readonly waitingCount?: number;
  /** The same in the words of this screen ("3 bumps kept here"). */
  readonly waitingText?: string;
  /** How long the server has been lost. */
  readonly lostForSeconds?: number;
  /** Until the next try by itself. 0: trying now. */
  readonly retryInSeconds?: number;
  readonly onRetry?: () => void;
  /** How far catching up is. */
  readonly progress?: { readonly done: number; readonly total: number };
}

function StripBox({ look, children }: { readonly look: string; readonly children: ReactNode }) {
  return (
    <span className={classNames('whitespace-nowrap rounded-button px-4 py-2.5 text-support font-semibold', look)}>
      {children}
    </span>
  );
}

function InternetDown(props: ConnectionStripProps) {
  const { t } = useI18n();
  const count = props.waitingCount ?? 0;
  return (
    <div className="flex min-h-17 flex-wrap items-center gap-x-4 gap-y-2 bg-connection px-5 py-2.5 text-on-connection">
      <CloudOff aria-hidden className="shrink-0" size={30} strokeWidth={2.2} />
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-heading">{props.headline ?? t('connection.internetDown.headline')}</p>
        <p className="text-support text-on-connection-second">{props.detail ?? t('connection.internetDown.detail')}</p>
      </div>
      {count > 0 && (
        <StripBox look="bg-connection-box text-on-connection-box">
          {props.waitingText ?? t('connection.internetDown.waiting', { count })}
        </StripBox>
      )}
    </div>
  );
}

function RetryNote({ retryInSeconds, onRetry }: Pick<ConnectionStripProps, 'retryInSeconds' | 'onRetry'>) {
  const { t } = useI18n();
  if (retryInSeconds === undefined && !onRetry) return null;
  return (
    <span className="flex items-center gap-3 text-on-lost">
      {retryInSeconds !== undefined && (
        <span className="flex items-center gap-2 whitespace-nowrap text-support font-semibold">
          <RefreshCw aria-hidden size={20} strokeWidth={2.4} />
          {retryInSeconds > 0 ? t('connection.retryingIn', { seconds: retryInSeconds }) : t('connection.retrying')}
        </span>
      )}
      {onRetry && (
        <Button variant="outline" onPress={onRetry}>
          {t('action.retryNow')}
        </Button>
      )}
    </span>
  );
}

function ServerLost(props: ConnectionStripProps) {
  const { t, formatDuration } = useI18n();
  const count = props.waitingCount ?? 0;
  const since =
    props.lostForSeconds === undefined
      ? t('connection.serverLost.headline')
      : t('connection.serverLost.headlineSince', { duration: formatDuration(props.lostForSeconds) });
  return (
    <div className="hatch-lost flex min-h-17 flex-wrap items-center gap-x-4 gap-y-2 px-5 py-2.5 text-on-lost">
      <Unplug aria-hidden className="shrink-0" size={30} strokeWidth={2.2} />
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-heading">{props.headline ?? since}</p>
        <p className="text-support text-on-lost-second">{props.detail ?? t('connection.serverLost.detail')}</p>
      </div>
      {count > 0 && (
        <StripBox look="bg-lost-box text-on-lost-box">
          {props.waitingText ?? t('connection.serverLost.kept', { count })}
        </StripBox>
      )}
      <RetryNote {...props} />
    </div>
  );
}

function CatchingUp({ progress, headline }: ConnectionStripProps) {
  const { t } = useI18n();
  const words = headline ?? t('connection.catchingUp.headline');
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return (
    <div className="flex min-h-9 items-center gap-3 bg-connection px-5 py-1.5 text-on-connection">
      <RefreshCw aria-hidden className="shrink-0" size={18} strokeWidth={2.4} />
      <p className="text-support font-semibold">{words}</p>
      {progress && (
        <>
          <span
            role="progressbar"
            aria-label={words}
            aria-valuemin={0}
            aria-valuemax={progress.total}
            aria-valuenow={progress.done}
            className="h-1.5 flex-1 overflow-hidden rounded-full bg-on-connection-second/40"
          >
            <span className="block h-full bg-on-connection" style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <p className="figures text-support">{t('connection.catchingUp.progress', progress)}</p>
        </>
      )}
    </div>
  );
}

function announcement(props: ConnectionStripProps, t: ReturnType<typeof useI18n>['t']): string {
  if (props.level === 'live') return '';
  if (props.level === 'catching_up') return t('connection.catchingUp.headline');
  if (props.level === 'internet_down') return props.headline ?? t('connection.internetDown.headline');
  return t('connection.serverLost.headline');
}

/**
 * The strip under the top bar: what happened, what still works, what waits. Keep it mounted at all times; when live it
 * shows nothing. A change of level is spoken once (a lost server at once, the rest when there is a pause), never the
 * counts and countdowns that change each second.
 */
export function ConnectionStrip(props: ConnectionStripProps) {
  const { t } = useI18n();
  const spoken = announcement(props, t);
  return (
    <section aria-label={t('connection.title')} data-connection={props.level}>
      <p className="sr-only" aria-live="polite">
        {props.level === 'server_lost' ? '' : spoken}
      </p>
      <p className="sr-only" aria-live="assertive">
        {props.level === 'server_lost' ? spoken : ''}
      </p>
      {props.level === 'internet_down' && <InternetDown {...props} />}
      {props.level === 'server_lost' && <ServerLost {...props} />}
      {props.level === 'catching_up' && <CatchingUp {...props} />}
    </section>
  );
}
