import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What was last, what comes next, or what to do. */
  readonly detail?: ReactNode;
  readonly action?: ReactNode;
}

/** A place with nothing in it, said as good news: "All clear", "Ready to sell". */
export function EmptyState({ icon: Icon, title, detail, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 px-6 py-12 text-center text-main">
      <Icon aria-hidden className="mb-2 text-go-text" size={44} strokeWidth={2.2} />
      <p className="text-total">{title}</p>
      {detail && <div className="max-w-sm text-balance text-check-line font-regular text-second">{detail}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
