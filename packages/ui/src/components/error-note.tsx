import { ChevronDown, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { Button } from './button.tsx';

interface ErrorNoteProps {
  /** What happened and what it means, in plain words, without the code. */
  readonly message: string;
  /** What still works, or what to do. */
  readonly detail?: ReactNode;
  /** The code of the error catalogue, for whoever is called for help. */
  readonly code?: string;
  readonly onRetry?: () => void;
  readonly pending?: boolean;
}

/** An error beside its cause. Black and white: red means late. The code stands in the "More" line, never in the headline. */
export function ErrorNote({ message, detail, code, onRetry, pending }: ErrorNoteProps) {
  const { t } = useI18n();
  return (
    <div className="rounded-card bg-raised p-4 text-main ring-2 ring-inset ring-edge-strong">
      <div className="flex flex-wrap items-start gap-3">
        <Info aria-hidden className="mt-0.5 shrink-0" size={24} strokeWidth={2.2} />
        <div className="min-w-0 flex-1 basis-56">
          <p role="alert" className="text-check-line">
            {message}
          </p>
          {detail && <div className="text-support text-second">{detail}</div>}
        </div>
        {onRetry && (
          <Button variant="ink" onPress={onRetry} pending={pending === true}>
            {t('action.retry')}
          </Button>
        )}
      </div>
      {code && (
        <details className="group/more mt-1 ms-9">
          <summary className="inline-flex min-h-12 list-none items-center gap-1 text-support text-second">
            {t('error.details')}
            <ChevronDown aria-hidden className="group-open/more:rotate-180" size={18} strokeWidth={2.4} />
          </summary>
          <p className="text-support text-second">
            {t('error.code')} <code className="select-all font-semibold text-main">{code}</code>
          </p>
        </details>
      )}
    </div>
  );
}
