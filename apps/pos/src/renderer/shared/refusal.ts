import type { EdgeError } from '@passbell/edge-client/edge-error';

/** Why something did not happen: a refusal of the edge, or no answer from it at all. */
export type Refusal = Pick<EdgeError, 'code' | 'params'>;

/** A number among a refusal's parameters, or null. */
export function numberParam(refusal: Refusal, name: string): number | null {
  const value = refusal.params[name];
  return typeof value === 'number' ? value : null;
}

/** What a `sold_out` or `eighty_sixed` refusal names. */
export interface MissingSubject {
  readonly kind: string;
  readonly subjectId: string;
  readonly name: string | null;
  readonly left: number | null;
}

/** Reads the `items` of a `sold_out` or `eighty_sixed` refusal, whichever of its fields are there. */
export function missingSubjects(refusal: Refusal): MissingSubject[] {
  const { items } = refusal.params;
  if (!Array.isArray(items)) return [];
  return items.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const subjectId = entry.subjectId ?? entry.variationId ?? entry.modifierId ?? entry.itemId;
    if (typeof subjectId !== 'string') return [];
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return [
      {
        kind: text(entry.kind) ?? 'item',
        subjectId,
        name: text(entry.name),
        left: typeof entry.left === 'number' ? entry.left : null,
      },
    ];
  });
}
