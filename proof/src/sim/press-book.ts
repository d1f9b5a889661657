import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import type { SimContext } from './sim-context.ts';

/** Refusals that the edge does not keep under the key: sent again, the same key may have another answer. */
const NOT_KEPT = new Set([
  'rate_limited',
  'overloaded',
  'shutting_down',
  'session_required',
  'session_expired',
  'unauthenticated',
  'token_expired',
  'permission_denied',
  'message_invalid',
  'internal',
  'idempotency_key_reused',
  'validation_failed',
]);

/** What an edge said about a key. */
export interface Answer {
  readonly status: 'committed' | 'refused';
  /** The result, or the error's code and parameters, as canonical JSON. */
  readonly text: string;
  readonly epoch: number | null;
  readonly seq: number | null;
}

/** One intent of one person or machine, from its first moment. */
export interface Press {
  readonly key: string;
  readonly by: string;
  readonly lane: string;
  readonly name: string;
  /** Grows with each press of a device. */
  readonly position: number;
  readonly args: Readonly<Record<string, Json>>;
  /** On the device's disk (or in a caller that asks until it is answered): it must come to an end. */
  isKept: boolean;
  /** The answer that counts. */
  answer: Answer | null;
  /** Shown to a person as refused, or as waiting behind one that was. */
  isShownRefused: boolean;
}

/** Every key that anybody made, and what they were told about it. Answers must not change. */
export class PressBook {
  readonly presses = new Map<string, Press>();
  readonly #context: SimContext;

  constructor(context: SimContext) {
    this.#context = context;
  }

  add(press: Omit<Press, 'isKept' | 'answer' | 'isShownRefused'>): Press {
    const known = this.presses.get(press.key);
    if (known) return known;
    const made: Press = { ...press, isKept: false, answer: null, isShownRefused: false };
    this.presses.set(press.key, made);
    this.#context.stats.presses += 1;
    return made;
  }

  /** An older copy of the journal was put back: what was answered after it was made is as if it had never been. */
  forget(isThere: (key: string) => boolean): void {
    for (const press of this.presses.values()) {
      if (press.answer === null || isThere(press.key)) continue;
      press.answer = null;
      press.isKept = false;
    }
  }

  /** An answer arrived at whoever asked. */
  answered(key: string, answer: Answer, errorCode: string | null): void {
    const press = this.presses.get(key);
    if (press === undefined) {
      this.#context.violate('answers belong to a press', `nobody made ${key}`);
      return;
    }
    this.#context.trace(`answer ${key} ${answer.status} ${answer.text}`);
    const isKept = errorCode === null || !NOT_KEPT.has(errorCode);
    if (press.answer !== null) {
      if (isKept && !isSame(press.answer, answer))
        this.#context.violate(
          'an answer is stable',
          `${press.name} ${key}: ${show(press.answer)}, then ${show(answer)}`,
        );
      if (errorCode === 'idempotency_key_reused') return;
      return;
    }
    if (isKept) press.answer = answer;
  }
}

function show({ status, text, seq }: Answer): string {
  return `${status} ${text.slice(0, 200)} at ${seq}`;
}

function isSame(a: Answer, b: Answer): boolean {
  // Over HTTP the position is not part of every answer.
  return a.status === b.status && a.text === b.text && (a.seq === null || b.seq === null || a.seq === b.seq);
}

export function committedAnswer(result: Json, epoch: number | null, seq: number | null): Answer {
  return { status: 'committed', text: canonicalJson(result), epoch, seq };
}

export function refusedAnswer(code: string, params: Readonly<Record<string, Json>>): Answer {
  return { status: 'refused', text: canonicalJson([code, params]), epoch: null, seq: null };
}
