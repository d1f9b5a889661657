import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { leaveOut, nameEntry, noteReason, type OpenEntry, openEntry } from '../import-ledger.ts';
import { type ImportReason, importReason } from '../import-reason.ts';
import { toMenuRef } from '../menu-ref.ts';
import { type SquareEnvelope, squareEnvelope } from './square-shapes.ts';

/** One object of the catalog with its place in the report. */
export interface SquareObject {
  readonly envelope: SquareEnvelope;
  /** Its id as the menu writes it. */
  readonly ref: string;
  /** The `…_data` of its type, not yet checked. */
  readonly data: unknown;
  readonly entry: OpenEntry;
  readonly parent: SquareObject | null;
  readonly position: number;
}

export interface SquareCatalog {
  readonly entries: readonly OpenEntry[];
  readonly notes: readonly ImportReason[];
  /** What is to be read on, by type; duplicates and broken objects are already left out. */
  readonly byType: ReadonlyMap<string, readonly SquareObject[]>;
}

/** Where each type of object keeps its data and, if any, the objects inside it. */
const LAYOUT: Readonly<Record<string, { readonly data: string; readonly inside?: string }>> = {
  ITEM: { data: 'item_data', inside: 'variations' },
  ITEM_VARIATION: { data: 'item_variation_data' },
  MODIFIER_LIST: { data: 'modifier_list_data', inside: 'modifiers' },
  MODIFIER: { data: 'modifier_data' },
  CATEGORY: { data: 'category_data' },
  TAX: { data: 'tax_data' },
  ITEM_OPTION: { data: 'item_option_data', inside: 'values' },
  ITEM_OPTION_VAL: { data: 'item_option_value_data' },
  IMAGE: { data: 'image_data' },
};

/** What a type may hold inside. */
const INSIDE: Readonly<Record<string, string>> = {
  ITEM: 'ITEM_VARIATION',
  MODIFIER_LIST: 'MODIFIER',
  ITEM_OPTION: 'ITEM_OPTION_VAL',
};

const UNKNOWN_KIND = 'UNKNOWN';

/** A field of untrusted JSON: its own fields only, so `__proto__` and the like are nothing special. */
export function ownField(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isPage(value: unknown): boolean {
  return ownField(value, 'type') === undefined && Array.isArray(ownField(value, 'objects'));
}

/** The objects of an answer of the API: a list, a page with `objects`, several such pages, or one `object`. */
function gather(catalog: unknown): readonly unknown[] | null {
  if (Array.isArray(catalog)) {
    return catalog.flatMap((element) => (isPage(element) ? (gather(element) ?? []) : [element]));
  }
  const objects = ownField(catalog, 'objects');
  const single = ownField(catalog, 'object');
  const related = ownField(catalog, 'related_objects');
  if (!Array.isArray(objects) && !Array.isArray(related) && ownField(single, 'type') === undefined) return null;
  return [...listOf(objects), ...(single === undefined ? [] : [single]), ...listOf(related)];
}

/** How the report calls a thing inside another: half of all variations are named Regular. */
export function nameInside(parent: SquareObject | null, name: string): string {
  return [parent?.entry.name ?? '', name].filter((part) => part !== '').join(' / ');
}

interface Reading {
  readonly entries: OpenEntry[];
  readonly objects: SquareObject[];
}

function kindOf(raw: unknown, assumed: string | undefined): string {
  const type = ownField(raw, 'type');
  if (typeof type === 'string') return /^[A-Z_]{1,40}$/u.test(type) ? type : UNKNOWN_KIND;
  return assumed ?? UNKNOWN_KIND;
}

function readOne(raw: unknown, path: string, parent: SquareObject | null, reading: Reading): void {
  const assumed = parent ? INSIDE[parent.envelope.type] : undefined;
  const kind = kindOf(raw, assumed);
  const id = ownField(raw, 'id');
  const layout = Object.hasOwn(LAYOUT, kind) ? LAYOUT[kind] : undefined;
  const data = ownField(raw, layout?.data ?? `${kind.toLowerCase()}_data`);
  const name = ownField(data, 'name');
  const entry = openEntry(kind, typeof id === 'string' && id !== '' ? id : path);
  nameEntry(entry, nameInside(parent, typeof name === 'string' ? name : ''));
  reading.entries.push(entry);
  const parsed = squareEnvelope.safeParse(raw);
  if (!parsed.success) {
    leaveOut(
      entry,
      typeof id === 'string' && kind !== UNKNOWN_KIND ? 'malformed' : 'not_an_object',
      issueOf(parsed.error),
    );
  } else if (assumed !== undefined && kind !== assumed) {
    leaveOut(entry, 'malformed', `${kind} inside ${parent?.envelope.type ?? ''}`);
  } else if (!layout) {
    leaveOut(entry, 'unsupported_type', kind === UNKNOWN_KIND ? parsed.data.type : undefined);
  }
  const envelope = parsed.data ?? { type: kind, id: path };
  const object: SquareObject = {
    envelope,
    ref: toMenuRef(envelope.id),
    data,
    entry,
    parent,
    position: reading.objects.length,
  };
  reading.objects.push(object);
  if (layout?.inside === undefined || parent !== null) return;
  for (const [at, inner] of listOf(ownField(data, layout.inside)).entries()) {
    readOne(inner, `${path}.${layout.inside}[${at}]`, object, reading);
  }
}

/** The first thing wrong with a shape, with its path. */
export function issueOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const issue = error.issues[0];
  return issue === undefined ? '' : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

/** Of objects with one id the newest version counts, the first among equals: pages of two exports overlap. */
function leaveDuplicatesOut(objects: readonly SquareObject[]): void {
  const winners = new Map<string, SquareObject>();
  for (const object of objects) {
    if (object.entry.leftOut) continue;
    const key = `${object.envelope.type}/${object.envelope.id}`;
    const known = winners.get(key);
    if (known && (object.envelope.version ?? 0) <= (known.envelope.version ?? 0)) {
      leaveOut(object.entry, 'duplicate_id');
      continue;
    }
    if (known) leaveOut(known.entry, 'duplicate_id');
    winners.set(key, object);
  }
}

/**
 * Reads an export of Square's catalog into objects that have an id and a type. Each object of the file, and each one
 * inside another, opens one entry of the report. Refuses only what is no catalog at all (`validation_failed`).
 */
export function readCatalog(catalog: unknown): Result<SquareCatalog, DomainError> {
  const list = gather(catalog);
  if (list === null) {
    const problem = 'is neither a list of catalog objects nor an object with `objects`';
    return err(domainError('validation_failed', { issues: [{ path: '', problem }] }));
  }
  const reading: Reading = { entries: [], objects: [] };
  for (const [at, raw] of list.entries()) readOne(raw, `objects[${at}]`, null, reading);
  leaveDuplicatesOut(reading.objects);
  const byType = new Map<string, SquareObject[]>();
  for (const object of reading.objects) {
    if (object.entry.leftOut) continue;
    if (object.ref !== object.envelope.id) noteReason(object.entry, 'id_changed', object.ref);
    const known = byType.get(object.envelope.type);
    if (known) known.push(object);
    else byType.set(object.envelope.type, [object]);
  }
  const cursor = ownField(catalog, 'cursor');
  const notes = typeof cursor === 'string' && cursor !== '' ? [importReason('incomplete_export')] : [];
  return ok({ entries: reading.entries, notes, byType });
}
