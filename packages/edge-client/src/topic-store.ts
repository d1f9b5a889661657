import type { DomainError } from '@passbell/core/errors/domain-error';
import type { FeedDelta, FeedSnapshot } from '@passbell/core/wire/feed-messages';
import { type FeedPosition, hasReached } from './feed-position.ts';
import { createListeners, type Observable } from './observable-value.ts';

/** What a screen sees of a topic. A new object for each change; the maps are never changed in place. */
export interface TopicView<Doc> {
  readonly documents: ReadonlyMap<string, Doc>;
  /** False until the first snapshot has arrived, and again from a refusal until the next one. */
  readonly ready: boolean;
  /** Why the edge does not give this topic; null when it does. */
  readonly error: DomainError | null;
}

/** `gap`: something was missed, subscribe again. `ignored`: known already, or of a fenced-off past. */
export type TopicOutcome = 'applied' | 'partial' | 'ignored' | 'gap';

/** The documents of one topic as this screen knows them. `apply` and its kind tell nobody; `flush` does. */
export interface TopicStore<Doc> extends Observable<TopicView<Doc>> {
  apply(message: FeedSnapshot | FeedDelta): TopicOutcome;
  /** Where to resume; null asks for a snapshot. */
  position(): FeedPosition | null;
  /** The edge's history is another one now: the next snapshot counts whatever its position. The view stays meanwhile. */
  forgetPosition(): void;
  setError(error: DomainError | null): void;
  /** Tells the listeners if the view changed since the last time. */
  flush(): void;
}

interface Assembly {
  readonly epoch: number;
  readonly seq: number;
  readonly parts: number;
  nextPart: number;
  readonly documents: Map<string, unknown>;
  /** Deltas that came between the parts and fit nothing yet. */
  readonly later: FeedDelta[];
}

export function createTopicStore<Doc>(): TopicStore<Doc> {
  const listeners = createListeners();
  let view: TopicView<Doc> = { documents: new Map(), ready: false, error: null };
  let told = view;
  let position: FeedPosition | null = null;
  let assembly: Assembly | null = null;

  const applySnapshot = (message: FeedSnapshot): TopicOutcome => {
    // An older snapshot than what is shown would take the screen back.
    if (position !== null && !hasReached(message, position)) return 'ignored';
    if (message.part === 1) {
      assembly = {
        epoch: message.epoch,
        seq: message.seq,
        parts: message.parts,
        nextPart: 1,
        documents: new Map(),
        later: [],
      };
    }
    const same =
      assembly !== null &&
      assembly.epoch === message.epoch &&
      assembly.seq === message.seq &&
      assembly.parts === message.parts &&
      assembly.nextPart === message.part;
    if (assembly === null || !same) {
      assembly = null;
      return 'gap';
    }
    assembly.nextPart += 1;
    for (const { key, doc } of message.documents) assembly.documents.set(key, doc);
    if (assembly.nextPart <= assembly.parts) return 'partial';
    // The document's type follows from the topic's name; both ends are pinned to one protocol version.
    view = { documents: assembly.documents as Map<string, Doc>, ready: true, error: null };
    position = { epoch: message.epoch, seq: message.seq };
    const { later } = assembly;
    assembly = null;
    return later.some((delta) => applyDelta(delta) === 'gap') ? 'gap' : 'applied';
  };

  const applyDelta = (message: FeedDelta): TopicOutcome => {
    const outcome = applyFittingDelta(message);
    if (outcome !== 'gap' || assembly === null) return outcome;
    assembly.later.push(message);
    return 'partial';
  };

  const applyFittingDelta = (message: FeedDelta): TopicOutcome => {
    if (position === null) return 'gap';
    if (message.epoch < position.epoch) return 'ignored';
    if (message.epoch > position.epoch) return 'gap';
    if (message.seq <= position.seq) return 'ignored';
    // A snapshot may stand past the topic's last change, so an older `prev` is no gap; a newer one is.
    if (message.prev > position.seq) return 'gap';
    position = { epoch: message.epoch, seq: message.seq };
    if (message.ops.length > 0) {
      const documents = new Map(view.documents);
      for (const { key, doc } of message.ops) {
        if (doc === null) documents.delete(key);
        else documents.set(key, doc as Doc); // As above.
      }
      view = { ...view, documents };
    }
    return 'applied';
  };

  return {
    getSnapshot: () => view,
    subscribe: listeners.add,
    apply: (message) => (message.type === 'snapshot' ? applySnapshot(message) : applyDelta(message)),
    position: () => position,
    forgetPosition() {
      position = null;
      assembly = null;
    },
    setError(error) {
      if (view.error === error) return;
      view = { ...view, error };
      if (error === null) return;
      // Nobody keeps the documents up to date from here on: whoever may see them next gets them anew.
      view = { ...view, ready: false };
      position = null;
      assembly = null;
    },
    flush() {
      if (told === view) return;
      told = view;
      listeners.tell();
    },
  };
}
