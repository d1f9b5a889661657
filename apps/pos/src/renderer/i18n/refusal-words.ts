import { ERROR_CATALOGUE, isErrorCode } from '@passbell/core/errors/error-code';
import { missingSubjects, numberParam, type Refusal } from '../shared/refusal.ts';
import type { PosI18n } from './use-pos-i18n.ts';

export interface RefusalContext {
  readonly currency: string;
  /** What a subject that the refusal names only by id is called on the menu. */
  readonly nameOf: (subjectId: string) => string | null;
}

function namesOf(refusal: Refusal, { t }: PosI18n, context: RefusalContext): string {
  const names = missingSubjects(refusal).map((subject) => {
    const name = subject.name ?? context.nameOf(subject.subjectId) ?? subject.subjectId;
    return subject.left !== null && subject.left > 0 ? t('refusal.left', { name, left: subject.left }) : name;
  });
  return [...new Set(names)].join(', ');
}

/** A refusal in plain words: what happened and what it means. The code stands elsewhere. */
export function refusalWords(refusal: Refusal, i18n: PosI18n, context: RefusalContext): string {
  const { t, formatMoney } = i18n;
  switch (refusal.code) {
    case 'sold_out':
    case 'eighty_sixed': {
      const names = namesOf(refusal, i18n, context);
      return names === '' ? t(`refusal.${refusal.code}Plain`) : t(`refusal.${refusal.code}`, { names });
    }
    case 'item_unavailable': {
      const { name } = refusal.params;
      return t('refusal.item_unavailable', { name: typeof name === 'string' ? name : '' });
    }
    case 'amount_exceeds_due': {
      const dueMinor = numberParam(refusal, 'dueMinor');
      if (dueMinor === null) return t('refusal.amount_exceeds_duePlain');
      return t('refusal.amount_exceeds_due', { due: formatMoney(dueMinor, context.currency, { narrow: true }) });
    }
    case 'pin_wrong': {
      const tries = numberParam(refusal, 'triesLeft');
      return tries === null ? t('refusal.pin_wrong') : t('refusal.pin_wrongLeft', { tries });
    }
    case 'session_required':
    case 'session_expired':
      return t('refusal.session_expired');
    case 'unauthenticated':
    case 'token_expired':
      return t('refusal.unauthenticated');
    case 'edge_unreachable':
    case 'edge_answer_invalid':
    case 'order_closed':
    case 'order_has_payments':
    case 'order_not_ready':
    case 'check_paid':
    case 'tendered_too_little':
    case 'permission_denied':
    case 'origin_refused':
    case 'open_checks_not_allowed':
    case 'payment_required_first':
      return t(`refusal.${refusal.code}`);
    default: {
      const entry = isErrorCode(refusal.code) ? ERROR_CATALOGUE[refusal.code] : ERROR_CATALOGUE.internal;
      return t('refusal.other', { title: entry.title, remedy: entry.remedy });
    }
  }
}
