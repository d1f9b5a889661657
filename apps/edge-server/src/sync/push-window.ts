import type { SyncPosition } from '@passbell/core/wire/sync-messages';

/** Pushes under way at once: one travels while the cloud writes the other. */
const MAX_PUSHES = 2;

/** What was sent and is not acknowledged, within the cloud's credit. */
export class PushWindow {
  #credit: number;
  #underWay: { readonly toSeq: number; readonly events: number }[] = [];
  /** The last event sent, or acknowledged when nothing is under way. */
  sent: SyncPosition;

  constructor(cursor: SyncPosition, credit: number) {
    this.sent = cursor;
    this.#credit = credit;
  }

  get isEmpty(): boolean {
    return this.#underWay.length === 0;
  }

  /** Events that may be sent now. A push that is larger may go when nothing else is under way. */
  room(): number {
    if (this.#underWay.length >= MAX_PUSHES) return 0;
    return Math.max(0, this.#credit - this.#underWay.reduce((sum, push) => sum + push.events, 0));
  }

  take(last: SyncPosition, events: number): void {
    this.sent = last;
    this.#underWay.push({ toSeq: last.seq, events });
  }

  acknowledge(cursor: SyncPosition, credit: number): void {
    this.#credit = credit;
    this.#underWay = this.#underWay.filter((push) => push.toSeq > cursor.seq);
  }
}
