import type { CheckName } from '../features/checks/check-tabs.ts';
import type { PosI18n } from './use-pos-i18n.ts';

const STARTS_WITH_DIGIT = /^\p{N}/u;

function numberText(series: string, number: number): string {
  return series === '' ? String(number) : `${series}-${number}`;
}

/** What a check is called in a heading: `Table 14`, `Bar 3`, `Dana`, `Order 42`. A named table needs no word before it. */
export function checkTitle(name: CheckName, { t }: PosI18n): string {
  switch (name.kind) {
    case 'table':
      return STARTS_WITH_DIGIT.test(name.label) ? t('check.table', { label: name.label }) : name.label;
    case 'guest':
      return name.name;
    case 'number':
      return t('check.number', { number: numberText(name.series, name.number) });
    case 'new':
      return t('check.new');
  }
}

/** The same on a tab: `T14`, `Bar 3`, `Dana`, `#42`. */
export function checkShort(name: CheckName, { t }: PosI18n): string {
  switch (name.kind) {
    case 'table':
      return STARTS_WITH_DIGIT.test(name.label) ? t('check.tableShort', { label: name.label }) : name.label;
    case 'guest':
      return name.name;
    case 'number':
      return t('check.numberShort', { number: numberText(name.series, name.number) });
    case 'new':
      return t('check.newShort');
  }
}
