import type { DomainError } from '@passbell/core/errors/domain-error';
import type { TicketView } from '@passbell/core/wire/views';
import type { RefusedCommand } from '@passbell/edge-client/queued-command';
import { type KeptMarks, keptMarks } from './pending-tickets.ts';
import type { WallEntry } from './wall-entries.ts';
import { NO_SELECTION, type WallSelection } from './wall-selection.ts';

/** One station's wall as this screen shows it. Maps and lists are never changed in place. */
export interface KitchenState {
  /** Server rows with what is kept here shown as done: open ones and those bumped within the hour. */
  readonly tickets: ReadonlyMap<string, TicketView>;
  /** `saved`: the copy of the last run, until the on-site server answers. */
  readonly source: 'none' | 'saved' | 'edge';
  readonly entries: readonly WallEntry[];
  readonly marks: KeptMarks;
  readonly kept: { readonly count: number; readonly allBumps: boolean };
  readonly refused: readonly RefusedCommand[];
  /** Why the on-site server does not give this station's tickets. */
  readonly error: DomainError | null;
  readonly selection: WallSelection;
  /** The ticket whose bump waits for "Allergy plate checked?". */
  readonly askingId: string | null;
}

export const EMPTY_KITCHEN: KitchenState = {
  tickets: new Map(),
  source: 'none',
  entries: [],
  marks: keptMarks([]),
  kept: { count: 0, allBumps: true },
  refused: [],
  error: null,
  selection: NO_SELECTION,
  askingId: null,
};
