import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';

/** ink: black block (white in the dark), such as NO or "4 left". outline: ADD, SUB. quiet: SIDE. go: Live, Paid. veil: a count within a button. */
export type BadgeTone = 'ink' | 'outline' | 'quiet' | 'go' | 'veil' | 'due' | 'late' | 'making' | 'done' | 'allergy';

interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: BadgeTone;
  readonly icon?: LucideIcon;
  /** kitchen: grows with the wall's scale. */
  readonly size?: 'small' | 'normal' | 'kitchen';
}

const TONES: Readonly<Record<BadgeTone, string>> = {
  ink: 'bg-ink text-on-ink',
  outline: 'text-main ring-2 ring-inset ring-edge-strong',
  quiet: 'bg-quiet text-main',
  go: 'bg-go text-on-go',
  veil: 'bg-black/25 text-current',
  due: 'bg-due text-on-due ring-[1.5px] ring-inset ring-due-edge',
  late: 'bg-late text-on-late',
  making: 'bg-making text-on-making',
  done: 'bg-done text-on-done ring-1 ring-inset ring-edge-input',
  allergy: 'bg-allergy text-on-allergy',
};

const SIZES = {
  small: 'px-1.5 py-0.5 text-small gap-1',
  normal: 'px-2.5 py-1 text-support gap-1.5',
  kitchen: 'px-2.5 text-kds-label gap-1.5',
} as const;

/** A word in a box. Not pressable; see `Chip` for that. */
export function Badge({ children, tone = 'ink', icon: Icon, size = 'normal' }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center whitespace-nowrap rounded-chip font-bold',
        SIZES[size],
        TONES[tone],
      )}
    >
      {Icon && <Icon aria-hidden className="size-[1.1em] shrink-0" strokeWidth={2.6} />}
      {children}
    </span>
  );
}
