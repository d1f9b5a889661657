import type { JournalEvent } from '@passbell/core/journal/domain-event';
import { GENESIS_HASH } from '@passbell/core/journal/domain-event';
import { assert } from '@passbell/core/kernel/assert';
import {
  type SyncDown,
  type SyncPosition,
  type SyncPush,
  type SyncUp,
  syncUp,
} from '@passbell/core/wire/sync-messages';

/**
 * The other side of the sync as tests need it: the cursor and the rules of the protocol, without a database. Kept
 * across connections, as the real cloud's is. A test may make it say anything in between.
 */
export interface ScriptedCloud {
  /** What it has, in order. */
  readonly stored: JournalEvent[];
  /** Everything edges said. */
  readonly heard: SyncUp[];
  cursor: SyncPosition;
  credit: number;
  /** When true it stores but does not answer, as a cloud that dies before its ACK. */
  isMute: boolean;
  /** Takes one frame and gives the answer, or null when there is none. */
  hear(frame: string): SyncDown | null;
}

export function createScriptedCloud(credit = 1_000): ScriptedCloud {
  const cloud: ScriptedCloud = {
    stored: [],
    heard: [],
    cursor: { epoch: 1, seq: 0, hash: GENESIS_HASH },
    credit,
    isMute: false,
    hear: (frame) => {
      const message = syncUp.parse(JSON.parse(frame));
      cloud.heard.push(message);
      if (message.type === 'status') return null;
      if (message.type === 'hello') return { type: 'welcome', protocol: 1, cursor: cloud.cursor, credit: cloud.credit };
      const answer = take(cloud, message);
      return cloud.isMute ? null : answer;
    },
  };
  return cloud;
}

function take(cloud: ScriptedCloud, push: SyncPush): SyncDown {
  assert(push.to - push.from + 1 === push.events.length, 'a push is dense');
  assert(
    push.events.every((event) => event.epoch === push.epoch),
    'a push has one epoch',
  );
  const [first] = push.events;
  assert(first?.txn === first?.seq, 'a push starts a transaction');
  if (push.from !== cloud.cursor.seq + 1) return { type: 'nack', code: 'gap', cursor: cloud.cursor, afterMs: 0 };
  assert(push.prevHash === cloud.cursor.hash, 'a push follows the chain');
  cloud.stored.push(...push.events);
  cloud.cursor = { epoch: push.epoch, seq: push.to, hash: push.lastHash };
  return { type: 'ack', cursor: cloud.cursor, credit: cloud.credit };
}
