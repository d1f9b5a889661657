import type { CheckLine } from '../features/orders/check-model.ts';
import type { PosI18n } from './use-pos-i18n.ts';

/** A modifier as a server reads it: `Medium rare`, `no garlic butter`, `extra cheese`. */
function modifierWords(modifier: CheckLine['modifiers'][number], { t, locale }: PosI18n): string | null {
  const name = modifier.name;
  const lower = name.slice(0, 1).toLocaleLowerCase(locale) + name.slice(1);
  switch (modifier.action) {
    case 'choice':
    // The menu says itself where a side stands: "romesco on the side".
    case 'side':
      return name;
    case 'no':
      return t('line.no', { name: lower });
    case 'add':
      return t('line.add', { name: lower });
    case 'extra':
      return t('line.extra', { name: lower });
    case 'sub':
      return t('line.sub', { name: lower });
    case 'standard':
      // As the dish always comes: nothing to say.
      return null;
  }
}

/** Everything that stands under a line's name: size, modifiers. */
export function lineDetail(line: Pick<CheckLine, 'variationName' | 'modifiers'>, i18n: PosI18n): string {
  return [
    ...(line.variationName === null ? [] : [line.variationName]),
    ...line.modifiers.flatMap((modifier) => modifierWords(modifier, i18n) ?? []),
  ].join(' · ');
}

export function lineTitle(line: Pick<CheckLine, 'quantity' | 'name'>, { t }: PosI18n): string {
  return line.quantity === 1 ? line.name : t('line.name', { quantity: line.quantity, name: line.name });
}
