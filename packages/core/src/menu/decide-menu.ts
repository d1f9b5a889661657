import { type DomainError, domainError } from '../errors/domain-error.ts';
import { makeableCount } from '../inventory/availability.ts';
import type { AvailabilityRow } from '../inventory/stock-rows.ts';
import type { StockState } from '../inventory/stock-state.ts';
import type { DomainEvent, RowImage } from '../journal/domain-event.ts';
import type { Json } from '../kernel/canonical-json.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { checkMenu } from './check-menu.ts';
import type { MenuDocument } from './menu-document.ts';
import { hasSubject, type MenuIndex } from './menu-index.ts';

/** The one slot of the active menu. Dayparts live inside the document, so a restaurant has one menu at a time. */
export const ACTIVE_MENU_SLOT = 'active';

/** How many contradictions a refusal names. */
const MAX_ISSUES = 50;

export interface ActiveMenu {
  readonly hash: string;
  readonly version: number;
}

interface ActivateContext {
  readonly nowMs: number;
  readonly currency: string;
  readonly active: ActiveMenu | null;
  readonly stock: StockState;
  /** What is off now, so that what the new menu does not hold leaves the list. */
  readonly unavailable: readonly AvailabilityRow[];
}

/** What changes on the 86 list when recipes change: stops that stock demands now, and those that no longer apply. */
function availabilityImages(menu: MenuIndex, context: ActivateContext): RowImage[] {
  const images: RowImage[] = [];
  for (const row of context.unavailable) {
    const subject = menu.counted.get(`${row.kind}:${row.subjectId}`);
    const isMakeable = subject === undefined || (makeableCount(subject.parts, context.stock) ?? 1) > 0;
    if (!hasSubject(menu, row.kind, row.subjectId) || (row.cause === 'stock' && isMakeable))
      images.push({ table: 'availability', key: [row.kind, row.subjectId], row: null });
  }
  const off = new Set(context.unavailable.map((row) => `${row.kind}:${row.subjectId}`));
  for (const [key, subject] of menu.counted) {
    if (off.has(key) || (makeableCount(subject.parts, context.stock) ?? 1) > 0) continue;
    const row: AvailabilityRow = { kind: subject.kind, subjectId: subject.id, cause: 'stock', sinceMs: context.nowMs };
    images.push({ table: 'availability', key: [row.kind, row.subjectId], row: { ...row } });
  }
  return images;
}

/**
 * Makes a document the active menu: one event, however many items it has. Open checks keep what they were sold with.
 * Activating what is active changes nothing.
 */
export function decideActivateMenu(
  menu: MenuIndex,
  context: ActivateContext,
): Result<ActiveMenu & { changed: boolean; events: DomainEvent[] }, DomainError> {
  const { document, hash } = menu;
  const issues = checkMenu(document);
  if (issues.length > 0)
    return err(
      domainError('menu_invalid', {
        issues: issues.slice(0, MAX_ISSUES).map(({ path, problem }) => ({ path, problem })),
      }),
    );
  if (document.currency !== context.currency)
    return err(domainError('currency_mismatch', { menu: document.currency, location: context.currency }));
  if (context.active?.hash === hash) return ok({ ...context.active, changed: false, events: [] });
  const version = (context.active?.version ?? 0) + 1;
  const body = document satisfies MenuDocument as Json; // A parsed document is JSON by construction.
  const rows: RowImage[] = [
    { table: 'menu_documents', key: [hash], row: { hash, version, name: document.name, body } },
    {
      table: 'menu_activations',
      key: [ACTIVE_MENU_SLOT],
      row: { slot: ACTIVE_MENU_SLOT, hash, version, activatedMs: context.nowMs },
    },
  ];
  const availability = availabilityImages(menu, context);
  const events: DomainEvent[] = [{ type: 'menu.activated', ver: 1, entity: 'menu', entityId: hash, rows }];
  if (availability.length > 0)
    events.push({
      type: 'inventory.availability_changed',
      ver: 1,
      entity: 'stock',
      entityId: 'availability',
      rows: availability,
    });
  return ok({ hash, version, changed: true, events });
}
