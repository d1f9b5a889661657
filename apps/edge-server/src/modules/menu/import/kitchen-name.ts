import { plainText } from './plain-text.ts';

/** Longest kitchen name a menu takes. */
export const KITCHEN_NAME_LIMIT = 40;

/** What the kitchen reads when nobody set a name for it: the dish's own, shortened. */
export function kitchenNameFrom(name: string): string {
  return plainText(name, KITCHEN_NAME_LIMIT)?.text ?? name;
}

export type ModifierKind = 'choice' | 'add' | 'sub' | 'side';

interface KitchenWording {
  readonly kitchenName: string;
  readonly kind: ModifierKind;
}

const WORDINGS: readonly { readonly pattern: RegExp; readonly kind: ModifierKind }[] = [
  { pattern: /^(?:sub|substitute|swap)\b[\s:.]*(?:for\s+)?(.+)$/iu, kind: 'sub' },
  { pattern: /^(?:add)\b[\s:.]*(.+)$/iu, kind: 'add' },
  { pattern: /^side(?:\s+of)?\b[\s:.]*(.+)$/iu, kind: 'side' },
  { pattern: /^(.+?)\s+on\s+(?:the\s+)?side$/iu, kind: 'side' },
];

/**
 * How the kitchen reads a modifier. Other systems write the act into the name ("Add bacon"); the kitchen screen shows
 * it as a mark in front, so it leaves the name. "No onion" stays as it is: it is chosen, not left off.
 */
export function kitchenWording(name: string, isOptional: boolean): KitchenWording {
  if (/^(?:no|without|hold)\b/iu.test(name)) return { kitchenName: kitchenNameFrom(name), kind: 'choice' };
  for (const { pattern, kind } of WORDINGS) {
    const rest = pattern.exec(name)?.[1];
    if (rest !== undefined && rest.trim() !== '') return { kitchenName: kitchenNameFrom(rest), kind };
  }
  return { kitchenName: kitchenNameFrom(name), kind: isOptional ? 'add' : 'choice' };
}
