/** What a sum of cash does to what is due. */
export interface CashPreview {
  readonly tenderedMinor: number;
  /** What is booked on the check. */
  readonly amountMinor: number;
  readonly changeMinor: number;
  /** Still due after it: more than 0 for a part payment. */
  readonly leftMinor: number;
}

/** Cash handed over against what is due. The edge computes the same and has the last word. */
export function previewCash(dueMinor: number, tenderedMinor: number): CashPreview {
  const amountMinor = Math.min(dueMinor, tenderedMinor);
  return { tenderedMinor, amountMinor, changeMinor: tenderedMinor - amountMinor, leftMinor: dueMinor - amountMinor };
}

/** Digits of the pad as minor units: `4598` is 45.98. Nothing typed is null. */
export function minorOfDigits(digits: string): number | null {
  return digits === '' ? null : Number(digits);
}

/** Most digits the pad takes: 9,999,999.99 is far above any check. */
export const MAX_CASH_DIGITS = 9;
