import type { RefusedCommand } from '@passbell/edge-client/queued-command';
import { Button } from '@passbell/ui/components/button';
import { ErrorNote } from '@passbell/ui/components/error-note';
import { type PosMessages, posMessagesEn } from '../../i18n/messages-en.ts';
import { refusalWords } from '../../i18n/refusal-words.ts';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, usePay, useQueue, useSignIn, useTill } from '../../shared/till-context.ts';
import { subjectName } from '../menu/subject-name.ts';

type What = Extract<keyof PosMessages, `what.${string}`>;

function isWhat(key: string): key is What {
  return Object.hasOwn(posMessagesEn, key);
}

/** Presses that did not happen and that no other place on the screen speaks of. They stay until somebody has read them. */
export function CommandCards() {
  const { queue } = useTill();
  const i18n = usePosI18n();
  const { t } = i18n;
  const { refused, pending } = useQueue();
  const staff = useHouse((state) => state.staff);
  const me = useSignIn((state) => state.person?.staffId ?? null);
  const menu = useHouse((state) => state.menu);
  const currency = useHouse((state) => state.location?.currency ?? 'USD');
  const paying = usePay((state) => state.phase.kind === 'taking');
  const shown = refused.filter((command) => command.state === 'rejected' && !(paying && command.name === 'payCash'));
  const waiting = pending.filter(
    (command) => command.needsSession && command.staffId !== null && command.staffId !== me,
  );
  const waitingFor = [...new Set(waiting.map((command) => command.staffId ?? ''))];
  if (shown.length === 0 && waitingFor.length === 0) return null;
  const what = (command: RefusedCommand) => {
    const key = `what.${command.name}`;
    return t(isWhat(key) ? key : 'what.other');
  };
  return (
    <section aria-label={t('card.region')} className="border-edge border-b bg-surface px-5 py-2.5">
      <ul className="flex flex-col gap-2">
        {waitingFor.map((staffId) => (
          <li key={staffId}>
            <ErrorNote
              message={t('ladder.needsSession', {
                count: waiting.filter((command) => command.staffId === staffId).length,
                name: staff.get(staffId)?.name ?? t('role.other'),
              })}
            />
          </li>
        ))}
        {shown.map((command) => (
          <li key={command.key} className="flex flex-wrap items-start gap-2">
            <div className="min-w-0 flex-1 basis-96">
              <ErrorNote
                message={t('card.title', { what: what(command) })}
                detail={refusalWords(command.error, i18n, { currency, nameOf: (id) => subjectName(menu, id) })}
                code={command.error.code}
              />
            </div>
            <Button variant="ink" onPress={() => queue.dismiss(command.key)}>
              {t('card.dismiss')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
