import { Button } from '@passbell/ui/components/button';
import { ErrorNote } from '@passbell/ui/components/error-note';
import { refusalWords } from '../../../i18n/refusal-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { missingSubjects, type Refusal } from '../../../shared/refusal.ts';
import { useHouse, useTill } from '../../../shared/till-context.ts';
import { subjectName } from '../../menu/subject-name.ts';
import { linesNaming } from '../refused-lines.ts';
import type { CheckPanelModel } from '../use-check.ts';

interface RefusalCardProps {
  readonly orderId: string;
  readonly check: CheckPanelModel;
  readonly refusal: Refusal;
  readonly onSend: () => void;
}

/** Why the send came back, beside the lines it is about, and the one tap that mends it. */
export function RefusalCard({ orderId, check, refusal, onSend }: RefusalCardProps) {
  const { carts } = useTill();
  const i18n = usePosI18n();
  const { t } = i18n;
  const menu = useHouse((state) => state.menu);
  const cart = carts.store.getState().carts.get(orderId);
  const subjects = missingSubjects(refusal);
  const takeOffs = subjects
    .map((subject) => ({ subject, lineIds: cart && menu ? linesNaming(cart, menu, subject.subjectId) : [] }))
    .filter(({ lineIds }) => lineIds.length > 0);
  return (
    <div className="border-edge border-b px-5 py-3">
      <ErrorNote
        message={refusalWords(refusal, i18n, { currency: check.currency, nameOf: (id) => subjectName(menu, id) })}
        detail={t('card.backInCheck')}
        code={refusal.code}
        {...(takeOffs.length === 0 ? { onRetry: onSend } : {})}
      />
      {takeOffs.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-2">
          {takeOffs.map(({ subject, lineIds }) => (
            <Button key={subject.subjectId} variant="ink" onPress={() => carts.takeOff(orderId, lineIds)}>
              {t('card.takeOff', { name: subject.name ?? subjectName(menu, subject.subjectId) ?? subject.subjectId })}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
