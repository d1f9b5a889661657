import { initialsOf } from '../initials.ts';

/** The person signed in, by initials. */
export function Avatar({ name }: { readonly name: string }) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className="inline-flex size-12 shrink-0 items-center justify-center rounded-full bg-basil-100 text-button font-bold text-basil-700"
    >
      <span aria-hidden>{initialsOf(name)}</span>
    </span>
  );
}
