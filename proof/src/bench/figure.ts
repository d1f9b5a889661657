/** What a figure is held to. A ratio is that of the figure to its peer. */
export interface Bar {
  readonly of: 'value' | 'ratio';
  readonly op: '>=' | '<=';
  readonly amount: number;
}

/** A measured figure: the median of its rounds, beside a limit or peer that was measured in the same run. */
export interface Figure {
  /** Stable, so that its history can be followed: `orders-64`. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly peer: { readonly what: string; readonly value: number } | null;
  /** Median over the rounds of figure by peer in the same round; null without a peer. */
  readonly ratio: number | null;
  readonly bar: Bar | null;
}

/** A bench of several figures, which share what has to be set up for them. */
export interface Bench {
  readonly name: string;
  readonly what: string;
  run(progress: (line: string) => void): Promise<readonly Figure[]>;
}

/** The middle of the values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The value that this share of the sorted ones does not exceed. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Measured {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly rounds: readonly number[];
  /** Its rounds, in the same order as those of the figure: a ratio is taken within a round, where the machine was alike. */
  readonly peer?: { readonly what: string; readonly rounds: readonly number[] };
  readonly bar?: Bar;
}

export function figureOf({ id, what, unit, rounds, peer, bar }: Measured): Figure {
  const ratios = (peer?.rounds ?? []).flatMap((value, at) => {
    const mine = rounds[at];
    return mine === undefined ? [] : [mine / value];
  });
  return {
    id,
    what,
    unit,
    value: median(rounds),
    peer: peer ? { what: peer.what, value: median(peer.rounds) } : null,
    ratio: ratios.length > 0 ? median(ratios) : null,
    bar: bar ?? null,
  };
}

/** Whether a figure holds; null where it is held to nothing. */
export function holds({ value, ratio, bar }: Figure): boolean | null {
  if (bar === null) return null;
  const measured = bar.of === 'value' ? value : (ratio ?? Number.NaN);
  return bar.op === '>=' ? measured >= bar.amount : measured <= bar.amount;
}

/** A number as a person reads it: three digits that count. */
export function shown(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** A share of a peer is told in percent; a multiple of it as such. */
export function shownRatio(ratio: number): string {
  return ratio < 2 ? `${shown(ratio * 100)} %` : `${shown(ratio)} ×`;
}

export function shownBar({ of, op, amount }: Bar, unit: string): string {
  return `${op === '>=' ? '≥' : '≤'} ${of === 'ratio' ? shownRatio(amount) : `${shown(amount)} ${unit}`}`;
}
