import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentTransitions } from '../payments/payment-state.ts';
import { checkTransitions } from './check-state.ts';
import { lineTransitions } from './line-state.ts';
import { ORDER_STATUSES, type OrderStatus, orderStatusOf, type StatusFacts } from './order-status.ts';

const states = <S extends string>(table: Readonly<Record<S, readonly S[]>>) =>
  fc.constantFrom(...(Object.keys(table) as S[])); // The table's keys are exactly S.
const facts: fc.Arbitrary<StatusFacts> = fc.record({
  lines: fc.array(fc.record({ state: states(lineTransitions.table) }), { minLength: 1, maxLength: 5 }),
  checks: fc.array(fc.record({ state: states(checkTransitions.table) }), { minLength: 1, maxLength: 3 }),
  payments: fc.array(fc.record({ state: states(paymentTransitions.table) }), { maxLength: 3 }),
  tickets: fc.array(fc.record({ seen: fc.boolean() }), { maxLength: 3 }),
});

test('every status of the ring can be reached, and nothing else comes out', () => {
  const seen = new Set<OrderStatus>();
  fc.assert(
    fc.property(facts, (given) => {
      const status = orderStatusOf(given);
      expect(ORDER_STATUSES).toContain(status);
      seen.add(status);
    }),
    { numRuns: 5_000 },
  );
  expect([...seen].sort()).toEqual([...ORDER_STATUSES].sort());
});

test('an order is completed only when every active line is served and no check is open', () => {
  fc.assert(
    fc.property(facts, (given) => {
      if (orderStatusOf(given) !== 'completed') return;
      expect(given.lines.every((line) => line.state === 'served' || line.state === 'voided')).toBe(true);
      expect(given.checks.every((check) => check.state !== 'open')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('the food decides once it is with the kitchen: one more line ready never takes the status back', () => {
  const rank = (status: OrderStatus) => ['placed', 'confirmed', 'preparing', 'ready', 'completed'].indexOf(status);
  fc.assert(
    fc.property(facts, fc.nat(4), (given, at) => {
      const line = given.lines[at % given.lines.length];
      if (!line || (line.state !== 'sent' && line.state !== 'preparing')) return;
      const after = {
        ...given,
        lines: given.lines.map((other) => (other === line ? { state: 'ready' as const } : other)),
      };
      const [before, next] = [rank(orderStatusOf(given)), rank(orderStatusOf(after))];
      if (before >= 0 && next >= 0) expect(next).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 2_000 },
  );
});

test('the ring, step by step', () => {
  const base = { checks: [{ state: 'open' as const }], payments: [], tickets: [{ seen: false }] };
  const status = (over: Partial<StatusFacts>) => orderStatusOf({ ...base, lines: [{ state: 'new' }], ...over });
  expect(status({})).toBe('cart');
  expect(status({ payments: [{ state: 'in_progress' }] })).toBe('payment_pending');
  expect(status({ payments: [{ state: 'captured' }], checks: [{ state: 'paid' }] })).toBe('authorized');
  expect(status({ lines: [{ state: 'sent' }] })).toBe('placed');
  expect(status({ lines: [{ state: 'sent' }], tickets: [{ seen: true }] })).toBe('confirmed');
  expect(status({ lines: [{ state: 'preparing' }, { state: 'sent' }] })).toBe('preparing');
  expect(status({ lines: [{ state: 'ready' }] })).toBe('ready');
  expect(status({ lines: [{ state: 'served' }] })).toBe('ready');
  expect(status({ lines: [{ state: 'served' }], checks: [{ state: 'paid' }] })).toBe('completed');
  expect(status({ lines: [{ state: 'voided' }], checks: [{ state: 'voided' }] })).toBe('cancelled');
  expect(status({ lines: [{ state: 'voided' }], payments: [{ state: 'refunded' }] })).toBe('refunded');
});
