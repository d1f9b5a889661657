import { Avatar } from '@passbell/ui/components/avatar';
import { Clock } from '@passbell/ui/components/clock';
import { ConnectionPill } from '@passbell/ui/components/connection-pill';
import { SearchField } from '@passbell/ui/components/search-field';
import { SoundChip } from '@passbell/ui/components/sound-chip';
import { initialsOf } from '@passbell/ui/initials';
import { useSoundState } from '@passbell/ui/use-sound-state';
import type { ReactNode, Ref } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useServerNow, useSignIn, useTill } from '../../shared/till-context.ts';
import { stripLevel } from '../connection/connection-level.ts';

/** Connection, time and person: the end of the bar on every screen of the till. */
export function BarEnd() {
  const { signIn, sound, screen } = useTill();
  const { t } = usePosI18n();
  const level = useHouse((state) => stripLevel(state.status));
  const zone = useHouse((state) => state.location?.timeZone ?? 'UTC');
  const person = useSignIn((state) => state.person);
  const soundState = useSoundState(sound);
  const nowMs = useServerNow();
  const switchWords = person ? t('bar.switchUser', { initials: initialsOf(person.name), name: person.name }) : '';
  return (
    <div className="flex shrink-0 items-center gap-3">
      {soundState === 'blocked' && (
        <SoundChip state={soundState} onTurnOn={() => void sound.unlock()} onToggleMute={() => undefined} />
      )}
      <ConnectionPill level={level} size="compact" />
      <Clock nowMs={nowMs} zone={zone} />
      {person && (
        <button
          type="button"
          aria-label={switchWords}
          title={switchWords}
          onClick={() => {
            screen.reset();
            signIn.leave();
          }}
          className="press rounded-full"
        >
          <Avatar name={person.name} />
        </button>
      )}
    </div>
  );
}

interface OrderBarProps {
  readonly checks: ReactNode;
  readonly search: string;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly onSearch: (text: string) => void;
  readonly onSubmit: () => void;
}

/** The bar over the order screen: checks in work, search, and the end every screen has. */
export function OrderBar({ checks, search, searchRef, onSearch, onSubmit }: OrderBarProps) {
  const { t } = usePosI18n();
  return (
    <header className="order-bar flex h-(--bar-height) shrink-0 items-center gap-3 border-edge border-b bg-bar px-3">
      {checks}
      <div className="w-56 shrink-0 min-[87.5rem]:w-60">
        <SearchField
          ref={searchRef}
          label={t('bar.search')}
          placeholder={t('bar.searchPlaceholder')}
          value={search}
          onChange={onSearch}
          onSubmit={onSubmit}
        />
      </div>
      <BarEnd />
    </header>
  );
}
