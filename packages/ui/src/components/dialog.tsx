import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { classNames } from '../class-names.ts';

interface DialogProps {
  readonly title: string;
  readonly icon?: LucideIcon;
  readonly tone?: 'neutral' | 'amber' | 'ember' | 'sky';
  readonly children?: ReactNode;
  /** Buttons, the main one first. */
  readonly actions: ReactNode;
  /** Escape closes with this. Without it the question has to be answered. */
  readonly onClose?: () => void;
  readonly wide?: boolean;
  readonly testId?: string;
}

const TONES = {
  neutral: 'bg-quiet text-main',
  amber: 'bg-amber-400 text-amber-900',
  ember: 'bg-ember-400 text-ember-900',
  sky: 'bg-sky-100 text-sky-700',
} as const;

/**
 * A question that must be answered before work goes on: money taken, void after cooking, two people on one check. Shown
 * for as long as it is mounted. The browser makes the rest of the page inert and gives focus back.
 */
export function Dialog({ title, icon: Icon, tone = 'neutral', children, actions, onClose, wide, testId }: DialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    // The title, not the first button: an Enter still on its way must not answer the question.
    headingRef.current?.focus();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={dialogRef}
      aria-labelledby={titleId}
      data-testid={testId}
      closedby={onClose ? 'closerequest' : 'none'}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      className={classNames(
        'm-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-sheet bg-raised p-6 text-main shadow-sheet backdrop:bg-scrim',
        wide ? 'max-w-2xl' : 'max-w-lg',
      )}
    >
      {Icon && (
        <span className={classNames('mb-4 flex size-14 items-center justify-center rounded-card', TONES[tone])}>
          <Icon aria-hidden size={28} strokeWidth={2.2} />
        </span>
      )}
      <h2 ref={headingRef} id={titleId} tabIndex={-1} className="text-title">
        {title}
      </h2>
      {children && <div className="mt-2 text-check-line font-regular text-second">{children}</div>}
      <div className="mt-6 flex flex-wrap gap-2">{actions}</div>
    </dialog>
  );
}
