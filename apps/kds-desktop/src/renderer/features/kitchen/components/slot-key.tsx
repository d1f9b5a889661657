import { classNames } from '@passbell/ui/class-names';

/** The bump bar's key for a ticket. */
export function SlotKey({ slotKey, isLate }: { readonly slotKey: string | null; readonly isLate: boolean }) {
  if (slotKey === null) return null;
  return (
    <span
      aria-hidden
      className={classNames(
        'figures flex size-8.5 shrink-0 items-center justify-center rounded-chip text-kds-meta font-bold',
        isLate ? 'bg-on-late text-white' : 'bg-raised text-main',
      )}
    >
      {slotKey}
    </span>
  );
}
