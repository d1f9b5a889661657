import { IconButton } from '@passbell/ui/components/icon-button';
import { Clock3, MessageSquareText, MoreHorizontal, Trash2, Users, XCircle } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { ActionMenu } from '../../../shared/action-menu.tsx';

interface CheckHeaderProps {
  readonly title: string;
  readonly subtitle: string;
  readonly openSeconds: number | null;
  readonly onDescribe: (() => void) | null;
  readonly onNote: (() => void) | null;
  readonly onCancel: (() => void) | null;
  readonly onDiscard: (() => void) | null;
  readonly menuOpen: boolean;
  readonly onMenu: (open: boolean) => void;
}

/** Which check this is, and what can be done with it beside selling. What cannot be done is not there. */
export function CheckHeader(props: CheckHeaderProps) {
  const { t, formatDuration } = usePosI18n();
  const { onDescribe, onNote, onCancel, onDiscard, openSeconds, menuOpen, onMenu } = props;
  const entries = [
    ...(onDescribe ? [{ id: 'describe', icon: Users, label: t('check.describe'), onPress: onDescribe }] : []),
    ...(onNote ? [{ id: 'note', icon: MessageSquareText, label: t('check.addNote'), onPress: onNote }] : []),
    ...(onCancel ? [{ id: 'cancel', icon: XCircle, label: t('check.cancel'), onPress: onCancel }] : []),
    ...(onDiscard ? [{ id: 'discard', icon: Trash2, label: t('check.discard'), onPress: onDiscard }] : []),
  ];
  return (
    <div className="relative flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-title" id="check-title" tabIndex={-1}>
          {props.title}
        </h2>
        <p className="text-support text-second">{props.subtitle}</p>
      </div>
      {openSeconds !== null && (
        <span
          role="timer"
          aria-label={t('check.openFor', { duration: formatDuration(openSeconds) })}
          className="flex items-center gap-1.5 text-check-line text-second"
        >
          <Clock3 aria-hidden size={18} strokeWidth={2.2} />
          <span className="figures">{formatDuration(openSeconds)}</span>
        </span>
      )}
      {entries.length > 0 && (
        <IconButton
          icon={MoreHorizontal}
          label={t('check.more')}
          expanded={menuOpen}
          onPress={() => onMenu(!menuOpen)}
        />
      )}
      {menuOpen && <ActionMenu label={t('check.more')} entries={entries} onClose={() => onMenu(false)} />}
    </div>
  );
}
