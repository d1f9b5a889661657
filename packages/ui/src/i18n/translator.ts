import { assert } from '@passbell/core/kernel/assert';
import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageArguments, MessageMap } from './message-params.ts';

/** Gives the text of a key with its parameters filled in. */
export type Translate<Messages extends MessageMap> = <Key extends keyof Messages & string>(
  key: Key,
  ...params: MessageArguments<Messages[Key]>
) => string;

/**
 * Makes `t(key, params)` for one locale. Keys and parameters are checked by the compiler against `messages` (declare a
 * catalogue `as const`). An unknown key or a missing parameter is a bug and throws at run time too. Each message is
 * parsed on first use and kept.
 */
export function createTranslator<const Messages extends MessageMap>(
  locale: string,
  messages: Messages,
): Translate<Messages> {
  const parsed = new Map<string, IntlMessageFormat>();

  return (key, ...[params]) => {
    let format = parsed.get(key);
    if (!format) {
      const text = Object.hasOwn(messages, key) ? messages[key] : undefined;
      assert(text !== undefined, `no message with the key ${key}`);
      // Our texts hold no markup, so "<" is a character like others.
      format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      parsed.set(key, format);
    }
    const result = format.format(params);
    assert(typeof result === 'string', `the message ${key} gave more than text`);
    return result;
  };
}
