import type { StaffView } from '@passbell/core/wire/views';
import { initialsOf } from '@passbell/ui/initials';
import { useEffect, useRef } from 'react';
import { roleWord } from '../../../i18n/role-word.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';

interface StaffTilesProps {
  readonly staff: readonly StaffView[];
  /** Why somebody has to sign in again; null at an ordinary start. */
  readonly note: string | null;
  readonly onChoose: (staffId: string) => void;
}

/** Everybody who may sign in, by name. */
export function StaffTiles({ staff, note, onChoose }: StaffTilesProps) {
  const i18n = usePosI18n();
  const { t, locale } = i18n;
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  const sorted = staff.toSorted((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <div className="w-full max-w-4xl">
      <h1 ref={headingRef} tabIndex={-1} className="text-total">
        {t('signIn.title')}
      </h1>
      <p className="mt-1 mb-5 text-check-line font-regular text-second">
        {note ?? t(staff.length === 0 ? 'signIn.empty' : 'signIn.choose')}
      </p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
        {sorted.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => onChoose(person.id)}
              className="press flex min-h-20 w-full items-center gap-4 rounded-card bg-raised px-4 text-start ring-1 ring-edge ring-inset active:bg-press"
            >
              <span
                aria-hidden
                className="flex size-12 shrink-0 items-center justify-center rounded-full bg-basil-100 font-bold text-basil-700 text-button"
              >
                {initialsOf(person.name)}
              </span>
              <span className="min-w-0">
                <span className="block truncate text-tile">{person.name}</span>{' '}
                <span className="block text-support text-second">{roleWord(person.role, i18n)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
