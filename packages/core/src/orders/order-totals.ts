import { canonicalJson } from '../kernel/canonical-json.ts';
import { allocate, applyRatePpm, divideRounded, sumMinor } from '../kernel/money.ts';
import type { CheckTax, LineTax } from './order-rows.ts';

/** What the totals of a check are computed from. */
export interface PricedLine {
  readonly id: string;
  readonly amountMinor: number;
  readonly taxes: readonly LineTax[];
}

export interface CheckTotals {
  readonly subtotalMinor: number;
  readonly exclusiveTaxMinor: number;
  readonly inclusiveTaxMinor: number;
  readonly totalMinor: number;
  readonly taxes: readonly CheckTax[];
  /** Each line's share of the taxes, by line id; the shares of a rate group sum to its taxes to the minor unit. */
  readonly lineTaxMinor: ReadonlyMap<string, number>;
}

interface GroupTaxes {
  readonly taxes: readonly CheckTax[];
  readonly inclusiveMinor: number;
  readonly exclusiveMinor: number;
}

const PPM = 1_000_000n;

/**
 * The taxes of one rate group. Inclusive ones are taken out of the gross first; exclusive ones lie on the net, so a
 * dish with both is taxed once on each. Rounds half up, once per check and tax, as most registers must
 * (rounding each line instead drifts by a cent per line).
 */
function taxesOfGroup(grossMinor: number, taxes: readonly LineTax[]): GroupTaxes {
  const inclusive = taxes.filter((tax) => tax.inclusive);
  const inclusivePpm = inclusive.reduce((sum, tax) => sum + tax.ratePpm, 0);
  const netMinor = divideRounded(BigInt(grossMinor) * PPM, PPM + BigInt(inclusivePpm), 'half_up');
  const inclusiveMinor = grossMinor - netMinor;
  const inclusiveShares =
    inclusive.length === 0
      ? []
      : allocate(
          inclusiveMinor,
          inclusive.map((tax) => tax.ratePpm),
        );
  const shareOf = new Map(inclusive.map((tax, at) => [tax, inclusiveShares[at] ?? 0]));
  const rows = taxes.map((tax) => ({
    ...tax,
    baseMinor: netMinor,
    amountMinor: shareOf.get(tax) ?? applyRatePpm(netMinor, tax.ratePpm, 'half_up'),
  }));
  return {
    taxes: rows,
    inclusiveMinor,
    exclusiveMinor: sumMinor(rows.filter((tax) => !tax.inclusive).map((tax) => tax.amountMinor)),
  };
}

function mergeTaxes(groups: readonly GroupTaxes[]): CheckTax[] {
  const merged = new Map<string, CheckTax>();
  for (const tax of groups.flatMap((group) => group.taxes)) {
    const key = `${tax.taxId}|${tax.ratePpm}|${tax.inclusive}`;
    const known = merged.get(key);
    merged.set(
      key,
      known
        ? { ...known, baseMinor: known.baseMinor + tax.baseMinor, amountMinor: known.amountMinor + tax.amountMinor }
        : tax,
    );
  }
  return [...merged.values()];
}

/** The totals of one check from its lines. Void lines are left out by the caller. Amounts are not negative. */
export function totalCheck(lines: readonly PricedLine[]): CheckTotals {
  const byGroup = new Map<string, PricedLine[]>();
  for (const line of lines) {
    const key = canonicalJson(line.taxes);
    const known = byGroup.get(key);
    if (known) known.push(line);
    else byGroup.set(key, [line]);
  }
  const lineTaxMinor = new Map<string, number>();
  const groups = [...byGroup.values()].map((members) => {
    const amounts = members.map((line) => line.amountMinor);
    const group = taxesOfGroup(sumMinor(amounts), members[0]?.taxes ?? []);
    const shares = allocate(group.inclusiveMinor + group.exclusiveMinor, amounts);
    members.forEach((line, at) => {
      lineTaxMinor.set(line.id, shares[at] ?? 0);
    });
    return group;
  });
  const subtotalMinor = sumMinor(lines.map((line) => line.amountMinor));
  const exclusiveTaxMinor = sumMinor(groups.map((group) => group.exclusiveMinor));
  return {
    subtotalMinor,
    exclusiveTaxMinor,
    inclusiveTaxMinor: sumMinor(groups.map((group) => group.inclusiveMinor)),
    totalMinor: subtotalMinor + exclusiveTaxMinor,
    taxes: mergeTaxes(groups),
    lineTaxMinor,
  };
}
