import type { SimWorld } from './sim-world.ts';

type Row = Readonly<Record<string, unknown>>;

interface Tax {
  readonly ratePpm: number;
  readonly inclusive: boolean;
}

const PPM = 1_000_000n;

/** Half up, exact. Written here anew: the check must not share the rules' own arithmetic. */
function divide(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

/** What some lines of one check come to, by the rules in the words of the tax office: once per check and rate. */
export function expectedTotal(lines: readonly Row[]): { subtotal: bigint; exclusive: bigint } {
  const groups = new Map<string, { taxes: readonly Tax[]; amount: bigint }>();
  for (const line of lines) {
    const taxes = parsed(line.taxes) as readonly Tax[]; // The column holds a line's taxes.
    const name = JSON.stringify(taxes);
    const group = groups.get(name) ?? { taxes, amount: 0n };
    group.amount += BigInt(Number(line.amountMinor));
    groups.set(name, group);
  }
  let subtotal = 0n;
  let exclusive = 0n;
  for (const { taxes, amount } of groups.values()) {
    const inside = taxes.filter((tax) => tax.inclusive).reduce((sum, tax) => sum + BigInt(tax.ratePpm), 0n);
    const net = divide(amount * PPM, PPM + inside);
    subtotal += amount;
    for (const tax of taxes) if (!tax.inclusive) exclusive += divide(net * BigInt(tax.ratePpm), PPM);
  }
  return { subtotal, exclusive };
}

/** Every order's money, added up from its lines and payments alone. */
export function checkMoney(world: SimWorld): void {
  const { context, edge } = world;
  const by = (table: string, column: string) =>
    Map.groupBy(edge.watch.table(table).values(), (row: Row) => String(row[column]));
  const lines = by('order_lines', 'checkId');
  const payments = by('payments', 'checkId');
  const paidOf = new Map<string, bigint>();
  const totalOf = new Map<string, bigint>();
  for (const check of edge.watch.table('checks').values()) {
    const id = String(check.id);
    const active = (lines.get(id) ?? []).filter((line) => line.state !== 'voided');
    const { subtotal, exclusive } = expectedTotal(active);
    const paid = (payments.get(id) ?? []).reduce((sum, payment) => sum + BigInt(Number(payment.amountMinor)), 0n);
    if (BigInt(Number(check.totalMinor)) !== subtotal + exclusive)
      context.violate('a check adds up', `check ${id}: ${String(check.totalMinor)}, not ${subtotal + exclusive}`);
    if (BigInt(Number(check.paidMinor)) !== paid || paid > subtotal + exclusive)
      context.violate('payments add up', `check ${id}: ${String(check.paidMinor)} paid, ${paid} taken`);
    const order = String(check.orderId);
    paidOf.set(order, (paidOf.get(order) ?? 0n) + paid);
    if (check.state !== 'voided') totalOf.set(order, (totalOf.get(order) ?? 0n) + subtotal + exclusive);
  }
  for (const payment of edge.watch.table('payments').values()) {
    const change = Number(payment.tenderedMinor) - Number(payment.amountMinor);
    if (change !== payment.changeMinor || change < 0)
      context.violate('the change is right', `payment ${String(payment.id)}`);
  }
  for (const order of edge.watch.table('orders').values()) {
    const id = String(order.id);
    if (BigInt(Number(order.totalMinor)) !== (totalOf.get(id) ?? 0n))
      context.violate('an order adds up', `order ${id}: ${String(order.totalMinor)}, not ${totalOf.get(id)}`);
    if (BigInt(Number(order.paidMinor)) !== (paidOf.get(id) ?? 0n)) context.violate('payments add up', `order ${id}`);
  }
}
