/** go: the one main action. ink: a firm or destructive act. outline: the second choice. quiet: all others. */
export type ButtonVariant = 'go' | 'ink' | 'outline' | 'quiet' | 'allergy' | 'bare';
/** Height in px: 48 smallest staff target, 56 options and rows, 68 main and kitchen. */
export type ButtonSize = 48 | 56 | 68;

export const VARIANT_CLASSES: Readonly<Record<ButtonVariant, string>> = {
  go: 'bg-go text-on-go active:bg-go-press',
  ink: 'bg-ink text-on-ink active:bg-ink-press',
  outline: 'bg-raised text-main ring-[2.5px] ring-inset ring-edge-strong active:bg-press',
  quiet: 'bg-quiet text-main active:bg-press',
  allergy: 'bg-allergy-press text-on-allergy active:bg-allergy',
  bare: 'text-main active:bg-press',
};
