/** The key that does the same. Hidden from screen readers, which have it from `aria-keyshortcuts` on the button. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd
      aria-hidden
      className="inline-flex min-w-6 items-center justify-center rounded-chip px-1.5 py-0.5 font-sans text-small font-semibold opacity-80 ring-1 ring-current ring-inset"
    >
      {keys}
    </kbd>
  );
}
