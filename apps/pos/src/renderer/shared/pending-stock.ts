import type { StockView } from '@passbell/core/wire/views';
import type { ShowPending } from '@passbell/edge-client/pending-overlay';

/** Shows an 86 that was pressed here, or taken back, before the edge has it: the tile answers the finger. */
export const showPendingStock: ShowPending<StockView> = (rows, command) => {
  const { kind, subjectId } = command.args;
  if (typeof subjectId !== 'string' || (kind !== 'item' && kind !== 'variation' && kind !== 'modifier')) return;
  const key = `${kind}:${subjectId}`;
  const known = rows.get(key) ?? { kind, subjectId, left: null, eightySixed: null, sinceMs: null };
  if (command.name === 'eightySix') rows.set(key, { ...known, eightySixed: 'manual', sinceMs: command.createdMs });
  if (command.name === 'restoreSale' && known.eightySixed === 'manual')
    rows.set(key, { ...known, eightySixed: null, sinceMs: null });
};
