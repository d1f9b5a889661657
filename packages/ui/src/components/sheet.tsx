import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useId } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { useReturnFocus } from '../use-return-focus.ts';
import { IconButton } from './icon-button.tsx';

interface SheetProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly onClose: () => void;
  /** Stays in sight under the scrolling body: the main action. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  readonly testId?: string;
}

/**
 * A panel over a part of the screen. Not modal: the check beside it stays in use. The place that holds it gives its
 * size. Opening moves focus to its title, closing gives it back; Escape closes it unless a dialog stands above.
 */
export function Sheet({ title, subtitle, onClose, footer, children, testId }: SheetProps) {
  const { t } = useI18n();
  const titleId = useId();
  const { panelRef, headingRef } = useReturnFocus<HTMLDivElement>();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    event.preventDefault();
    onClose();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <div
      ref={panelRef}
      role="dialog"
      aria-labelledby={titleId}
      data-testid={testId}
      className="sheet-in flex h-full min-h-0 flex-col bg-raised text-main shadow-sheet"
    >
      <header className="flex items-center gap-4 border-edge border-b ps-6 pe-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 ref={headingRef} id={titleId} tabIndex={-1} className="text-title">
            {title}
          </h2>
          {subtitle && <p className="text-support text-second">{subtitle}</p>}
        </div>
        <IconButton icon={X} label={t('action.close')} onPress={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-6 py-4">{children}</div>
      {footer && <footer className="flex items-stretch gap-2 border-edge border-t px-6 py-3">{footer}</footer>}
    </div>
  );
}
