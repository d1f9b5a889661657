import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPendingOverlay, overlayPending, type ShowPending } from './pending-overlay.ts';
import type { PendingCommand } from './queued-command.ts';

/** Orders as sets of line ids; a press adds one line. */
type Row = readonly string[];
const show: ShowPending<Row> = (rows, { args }) => {
  const order = String(args.order);
  const line = String(args.line);
  const lines = rows.get(order) ?? [];
  if (!lines.includes(line)) rows.set(order, [...lines, line]);
};

const press = (order: string, line: string, optimistic = true): PendingCommand => ({
  key: line,
  lane: order,
  name: 'addLines',
  args: { order, line },
  staffId: null,
  createdMs: 0,
  attempts: 0,
  optimistic,
  phase: 'waiting',
  needsSession: false,
});

test('a line never disappears between its press and the delta, whatever order result and delta come in', () => {
  const step = fc.record({ kind: fc.constantFrom('press', 'commit', 'show', 'leave'), at: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let server: ReadonlyMap<string, Row> = new Map();
      // A press goes through: pending → committed (in the server's rows or not yet shown) → shown → left the queue.
      const lines: { order: string; line: string; stage: 'pending' | 'committed' | 'shown' | 'left' }[] = [];
      const seen = new Set<string>();
      for (const { kind, at } of steps) {
        const target = lines[at % Math.max(1, lines.length)];
        if (kind === 'press') lines.push({ order: `o${at % 3}`, line: `l${lines.length}`, stage: 'pending' });
        else if (kind === 'commit' && target?.stage === 'pending') target.stage = 'committed';
        else if (kind === 'show' && (target?.stage === 'committed' || target?.stage === 'pending')) {
          // The delta may even overtake the result.
          server = new Map(server).set(target.order, [...(server.get(target.order) ?? []), target.line]);
          target.stage = 'shown';
        } else if (kind === 'leave' && target?.stage === 'shown') target.stage = 'left';
        const pending = lines.filter(({ stage }) => stage !== 'left').map(({ order, line }) => press(order, line));
        const view = [...overlayPending(server, pending, show).values()].flat();
        expect(new Set(view).size).toBe(view.length);
        for (const line of seen) expect(view).toContain(line);
        for (const line of view) seen.add(line);
        expect(seen.size).toBe(lines.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('the server rows are never changed, and come back as they are when nothing is shown', () => {
  const server = new Map<string, Row>([['o', ['a']]]);
  expect(overlayPending(server, [], show)).toBe(server);
  expect(overlayPending(server, [press('o', 'b', false)], show)).toBe(server);
  expect(overlayPending(server, [press('o', 'b')], show).get('o')).toEqual(['a', 'b']);
  expect(server.get('o')).toEqual(['a']);
});

test('the view is the same map while nothing changed', () => {
  const view = createPendingOverlay(show);
  const server = new Map<string, Row>();
  const pending = [press('o', 'a')];
  const first = view(server, pending);
  expect(view(server, pending)).toBe(first);
  expect(view(new Map(), pending)).not.toBe(first);
});
