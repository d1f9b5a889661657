import {
  Ban,
  Check,
  CircleAlert,
  CirclePause,
  Clock3,
  Crown,
  Flame,
  type LucideIcon,
  PencilLine,
  Plus,
  Sparkle,
  TriangleAlert,
  X,
  Zap,
} from 'lucide-react';
import { useI18n } from '../i18n/i18n-context.ts';
import type { messagesEn } from '../i18n/messages-en.ts';
import { Badge, type BadgeTone } from './badge.tsx';

export type Status =
  | 'on_time'
  | 'due'
  | 'late'
  | 'new'
  | 'making'
  | 'done'
  | 'paid'
  | 'held'
  | 'void'
  | 'added'
  | 'changed'
  | 'rush'
  | 'vip'
  | 'out';

interface StatusLook {
  readonly word: Extract<keyof typeof messagesEn, `status.${string}`>;
  readonly icon: LucideIcon;
  readonly tone: BadgeTone;
}

/** Colour, word and shape of each status: the order survives colour blindness and a grey photograph. */
const LOOKS: Readonly<Record<Status, StatusLook>> = {
  on_time: { word: 'status.onTime', icon: Clock3, tone: 'quiet' },
  due: { word: 'status.due', icon: TriangleAlert, tone: 'due' },
  late: { word: 'status.late', icon: CircleAlert, tone: 'late' },
  new: { word: 'status.new', icon: Sparkle, tone: 'ink' },
  making: { word: 'status.making', icon: Flame, tone: 'making' },
  done: { word: 'status.done', icon: Check, tone: 'done' },
  paid: { word: 'status.paid', icon: Check, tone: 'go' },
  held: { word: 'status.held', icon: CirclePause, tone: 'quiet' },
  void: { word: 'status.void', icon: X, tone: 'ink' },
  added: { word: 'status.added', icon: Plus, tone: 'outline' },
  changed: { word: 'status.changed', icon: PencilLine, tone: 'ink' },
  rush: { word: 'status.rush', icon: Zap, tone: 'ink' },
  vip: { word: 'status.vip', icon: Crown, tone: 'ink' },
  out: { word: 'status.out', icon: Ban, tone: 'ink' },
};

interface StatusBadgeProps {
  readonly status: Status;
  readonly size?: 'small' | 'normal' | 'kitchen';
}

/** A status, always by colour, word and shape together. */
export function StatusBadge({ status, size = 'normal' }: StatusBadgeProps) {
  const { t } = useI18n();
  const look = LOOKS[status];
  return (
    <Badge tone={look.tone} icon={look.icon} size={size}>
      {t(look.word)}
    </Badge>
  );
}
