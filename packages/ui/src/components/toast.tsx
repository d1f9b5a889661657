import { Check, type LucideIcon, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { UndoProgress } from './undo-progress.tsx';

interface ToastRegionProps {
  /** Where no main action is covered: the screen knows. */
  readonly place?: 'bottom' | 'bottom_start' | 'top';
  readonly children?: ReactNode;
}

const PLACES = {
  bottom: 'inset-x-0 bottom-6 items-center',
  bottom_start: 'start-0 bottom-6 items-start',
  top: 'inset-x-0 top-20 items-center',
} as const;

/** Where toasts come up. Mount it once and keep it: a screen reader only hears what is added to a region it knows. */
export function ToastRegion({ place = 'bottom', children }: ToastRegionProps) {
  const { t } = useI18n();
  return (
    <section
      aria-label={t('toast.region')}
      aria-live="polite"
      className={classNames('pointer-events-none fixed z-50 flex w-full max-w-full flex-col gap-2 px-4', PLACES[place])}
    >
      {children}
    </section>
  );
}

interface ToastProps {
  readonly message: string;
  readonly icon?: LucideIcon;
  /** The one thing to do about it. */
  readonly action?: { readonly label: string; readonly icon?: LucideIcon; readonly onPress: () => void };
  /** Called when the time is over or the toast was closed. */
  readonly onDone: () => void;
  readonly durationMs?: number;
}

/** A short notice. It stays while a pointer rests on it or focus is inside, so nobody has to hurry. */
export function Toast({ message, icon: Icon = Check, action, onDone, durationMs = 6000 }: ToastProps) {
  const { t } = useI18n();
  const ActionIcon = action?.icon;
  return (
    <div
      className="group/undo toast-in pointer-events-auto w-full max-w-md overflow-hidden rounded-card bg-ink text-on-ink shadow-toast"
      data-toast
    >
      <div className="flex items-center gap-2 ps-4 pe-2 pt-2 pb-1.5">
        <Icon aria-hidden className="shrink-0" size={22} strokeWidth={2.4} />
        <p className="min-w-0 flex-1 text-check-line">{message}</p>
        {action && (
          <button
            type="button"
            onClick={() => {
              action.onPress();
              onDone();
            }}
            className="inline-flex min-h-12 shrink-0 items-center gap-2 rounded-button bg-on-ink px-4 text-button text-ink press active:bg-on-ink-second"
          >
            {ActionIcon && <ActionIcon aria-hidden size={22} strokeWidth={2.4} />}
            {action.label}
          </button>
        )}
        <button
          type="button"
          aria-label={t('action.close')}
          title={t('action.close')}
          onClick={onDone}
          className="inline-flex size-12 shrink-0 items-center justify-center rounded-button press active:bg-ink-press"
        >
          <X aria-hidden size={22} strokeWidth={2.4} />
        </button>
      </div>
      <div className="px-4 pb-2">
        <UndoProgress durationMs={durationMs} onDone={onDone} />
      </div>
    </div>
  );
}

interface UndoBarProps {
  /** What was done: "Skirt frites is 86". */
  readonly message: string;
  readonly onUndo: () => void;
  readonly onDone: () => void;
  readonly durationMs?: number;
}

/** A toast that takes an act back. Reversible acts happen at once and offer this for 6 s. */
export function UndoBar({ message, onUndo, onDone, durationMs = 6000 }: UndoBarProps) {
  const { t } = useI18n();
  return (
    <Toast
      message={message}
      action={{ label: t('action.undo'), icon: Undo2, onPress: onUndo }}
      onDone={onDone}
      durationMs={durationMs}
    />
  );
}
