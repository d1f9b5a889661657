import type { IdSource } from '@passbell/core/kernel/ids';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a toast says. Words are put by the screen. */
export type NoticeWords =
  | { readonly kind: 'line_removed'; readonly name: string }
  | { readonly kind: 'check_discarded' }
  | { readonly kind: 'eighty_sixed'; readonly name: string }
  | { readonly kind: 'restored'; readonly name: string }
  | { readonly kind: 'handed_over'; readonly name: string }
  | { readonly kind: 'cancelled'; readonly name: string };

export interface Notice {
  readonly id: string;
  readonly words: NoticeWords;
  readonly undo: (() => void) | null;
}

/** What is spoken politely as things are added: the picture shows it, a screen reader has to be told. */
export interface Spoken {
  readonly id: string;
  readonly kind: 'added' | 'found';
  readonly name: string;
  readonly quantity: number;
}

export interface NoticeState {
  /** One at a time: the newest act is the one to take back. */
  readonly notice: Notice | null;
  readonly spoken: Spoken | null;
}

export interface Notices {
  readonly store: StoreApi<NoticeState>;
  tell(words: NoticeWords, undo?: () => void): void;
  speak(spoken: Omit<Spoken, 'id'>): void;
  /** The toast's time is over, or somebody closed it. */
  done(id: string): void;
}

export function createNotices(ids: IdSource): Notices {
  const store = createStore<NoticeState>(() => ({ notice: null, spoken: null }));
  return {
    store,
    tell: (words, undo) => store.setState({ notice: { id: ids.newId(), words, undo: undo ?? null } }),
    speak: (spoken) => store.setState({ spoken: { ...spoken, id: ids.newId() } }),
    done: (id) => store.getState().notice?.id === id && store.setState({ notice: null }),
  };
}
