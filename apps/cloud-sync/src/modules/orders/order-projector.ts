import { decodeBody, projectedTable } from '../../projection/projected-table.ts';
import type { Projector } from '../../projection/projector.ts';
import { writeRows } from '../../projection/row-writer.ts';

const TABLES = [
  projectedTable('orders'),
  projectedTable('order_lines'),
  projectedTable('checks'),
  projectedTable('payments'),
];

/** Keeps orders, lines, checks and payments as the restaurants have them. A guest's name is sealed and is not among them. */
export const orderProjector: Projector = {
  name: 'orders',
  decode: (event) => decodeBody(TABLES, event),
  apply: writeRows,
};
