import { CloudOff, type LucideIcon, RefreshCw, Server, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import type { ConnectionLevel } from '../connection-level.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { Badge } from './badge.tsx';

interface ConnectionPillProps {
  readonly level: ConnectionLevel;
  /** compact: the till's top bar. full: kitchen and office. */
  readonly size?: 'compact' | 'full';
  /** Opens what is known about the connection. */
  readonly onPress?: () => void;
}

const ICONS: Readonly<Record<ConnectionLevel, LucideIcon>> = {
  live: Server,
  internet_down: CloudOff,
  server_lost: Unplug,
  catching_up: RefreshCw,
};

const LOOKS: Readonly<Record<ConnectionLevel, string>> = {
  live: '',
  internet_down: '',
  server_lost: 'rounded-button border-2 border-dashed border-edge-strong',
  catching_up: '',
};

function FullWords({ level }: { readonly level: ConnectionLevel }) {
  const { t } = useI18n();
  if (level === 'live') {
    return (
      <>
        <span>{t('connection.server')}</span> <Badge tone="go">{t('connection.live')}</Badge>
      </>
    );
  }
  if (level === 'internet_down') {
    return (
      <>
        <span>{t('connection.internetDown')}</span> <Badge tone="go">{t('connection.onSiteOk')}</Badge>
      </>
    );
  }
  return <span>{t(level === 'server_lost' ? 'connection.serverLost' : 'connection.catchingUp')}</span>;
}

function CompactWords({ level }: { readonly level: ConnectionLevel }) {
  const { t } = useI18n();
  if (level === 'live') {
    return (
      <>
        <span aria-hidden className="text-second">
          {t('connection.serverShort')}
        </span>
        <span aria-hidden className="size-2.5 rounded-full bg-go" />
        <span className="sr-only">{t('connection.onSiteLive')}</span>
      </>
    );
  }
  if (level === 'internet_down') return <span>{t('connection.internetDown')}</span>;
  return <span>{t(level === 'server_lost' ? 'connection.serverLost' : 'connection.catchingUp')}</span>;
}

/** How the screen stands with the on-site server and the internet, in one word and a shape. Never red: no one's fault. */
export function ConnectionPill({ level, size = 'full', onPress }: ConnectionPillProps) {
  const Icon = ICONS[level];
  const filled = size === 'compact' && level === 'internet_down';
  const look = classNames(
    'inline-flex min-h-10 items-center gap-2 whitespace-nowrap px-3 text-support font-semibold',
    filled ? 'rounded-button bg-ink text-on-ink' : 'text-main',
    LOOKS[level],
  );
  const content: ReactNode = (
    <>
      <Icon aria-hidden className="shrink-0" size={20} strokeWidth={2.2} />
      {size === 'full' ? <FullWords level={level} /> : <CompactWords level={level} />}
    </>
  );
  if (!onPress) return <span className={look}>{content}</span>;
  return (
    <button type="button" className={classNames(look, 'min-h-12')} onClick={onPress}>
      {content}
    </button>
  );
}
