import { type ImportReason, importReason } from '../import-reason.ts';
import { ownField, type SquareCatalog, type SquareObject } from './read-catalog.ts';

/** The restaurant of a catalog that may serve many. */
export interface SquarePlace {
  readonly locationId: string | null;
  readonly notes: readonly ImportReason[];
  /** Whether an object is sold here; without a chosen location, anywhere. */
  isHere(object: SquareObject): boolean;
  /** The entry of a list of per-location settings that is this location's. */
  ownOverride<T extends { readonly location_id?: string | null | undefined }>(
    overrides: readonly T[] | null | undefined,
  ): T | undefined;
}

function namedLocations(catalog: SquareCatalog): Set<string> {
  const named = new Set<string>();
  for (const object of [...catalog.byType.values()].flat()) {
    const { present_at_location_ids: present, absent_at_location_ids: absent } = object.envelope;
    for (const id of [...(present ?? []), ...(absent ?? [])]) named.add(id);
    const overrides = ownField(object.data, 'location_overrides');
    for (const override of Array.isArray(overrides) ? overrides : []) {
      const id = ownField(override, 'location_id');
      if (typeof id === 'string') named.add(id);
    }
  }
  return named;
}

/**
 * Settles for which location the catalog is read. Without a choice, the only location a file names is taken; of several
 * none is, and everything that is sold somewhere counts.
 */
export function squarePlace(catalog: SquareCatalog, chosen: string | undefined): SquarePlace {
  const named = [...namedLocations(catalog)].sort();
  const only = named.length === 1 ? named[0] : undefined;
  const locationId = chosen ?? only ?? null;
  const notes: ImportReason[] = [];
  if (chosen === undefined && only !== undefined) notes.push(importReason('location_assumed', only));
  if (chosen === undefined && named.length > 1)
    notes.push(importReason('location_not_chosen', named.slice(0, 5).join(', ')));
  if (chosen !== undefined && named.length > 0 && !named.includes(chosen))
    notes.push(importReason('location_not_in_file', chosen));
  return {
    locationId,
    notes,
    isHere(object) {
      const { present_at_all_locations: everywhere, present_at_location_ids: present } = object.envelope;
      const present_ = present ?? [];
      if (locationId === null) return everywhere !== false || present_.length > 0;
      if (everywhere === false) return present_.includes(locationId);
      return !(object.envelope.absent_at_location_ids ?? []).includes(locationId);
    },
    ownOverride: (overrides) =>
      overrides?.find((override) => override.location_id === locationId && locationId !== null),
  };
}
