import { Toast, ToastRegion, UndoBar } from '@passbell/ui/components/toast';
import { useStore } from 'zustand';
import { type PosI18n, usePosI18n } from '../i18n/use-pos-i18n.ts';
import type { NoticeWords } from './notices.ts';
import { useTill } from './till-context.ts';

function words(notice: NoticeWords, { t }: PosI18n): string {
  if (notice.kind === 'check_discarded') return t('toast.check_discarded');
  return t(`toast.${notice.kind}`, { name: notice.name });
}

/** The newest thing that was done and can be taken back, and what screen readers hear of each dish that is added. */
export function NoticeToast() {
  const { notices } = useTill();
  const i18n = usePosI18n();
  const { notice, spoken } = useStore(notices.store);
  const done = () => notice && notices.done(notice.id);
  return (
    <>
      <ToastRegion place="bottom_start">
        {notice?.undo && (
          <UndoBar key={notice.id} message={words(notice.words, i18n)} onUndo={notice.undo} onDone={done} />
        )}
        {notice && !notice.undo && <Toast key={notice.id} message={words(notice.words, i18n)} onDone={done} />}
      </ToastRegion>
      <p role="status" className="sr-only">
        {spoken?.kind === 'added' && (
          <span key={spoken.id}>{i18n.t('spoken.added', { quantity: spoken.quantity, name: spoken.name })}</span>
        )}
        {spoken?.kind === 'found' && (
          <span key={spoken.id}>{i18n.t('spoken.found', { quantity: spoken.quantity })}</span>
        )}
      </p>
    </>
  );
}
