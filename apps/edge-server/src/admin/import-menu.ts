import type { DomainError } from '@passbell/core/errors/domain-error';
import { ok, type Result } from '@passbell/core/kernel/result';
import type { LocationRow } from '@passbell/core/location/location-row';
import { type MenuDocument, menuDocument } from '@passbell/core/menu/menu-document';
import type { EdgeReads } from '../modules/edge-reads.ts';
import { runImport } from '../modules/menu/import/run-import.ts';
import type { MenuImportAnswer } from './admin-answers.ts';
import type { AdminServices } from './admin-services.ts';
import { dispatchOwn } from './dispatch-own.ts';
import { NEW_LOCATION } from './new-location.ts';

/** Where the first menu's items are made when nobody says. */
const FIRST_STATION = 'kitchen';

interface ImportRequest {
  readonly source: 'square' | 'csv';
  readonly text: string;
  readonly dryRun: boolean;
  readonly stationId?: string | undefined;
  readonly squareLocationId?: string | undefined;
  readonly currency?: string | undefined;
}

function activeDocument(reads: EdgeReads): MenuDocument | null {
  const head = reads.menuHead();
  const text = head === undefined ? undefined : reads.menuText(head.hash);
  return text === undefined ? null : menuDocument.parse(JSON.parse(text));
}

/** The currency a file names most often; a spreadsheet names none. */
function currencyIn(text: string): string | undefined {
  const counts = new Map<string, number>();
  for (const [, code] of text.matchAll(/"currency"\s*:\s*"([A-Z]{3})"/gu)) {
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * How a restaurant is set up that imports its menu before anything else: in the currency of its file and in the time
 * zone of this machine, which stands in it. All of it can be changed, the currency until the first order.
 */
function firstLocation(request: ImportRequest): Omit<LocationRow, 'id'> {
  return {
    ...NEW_LOCATION,
    name: 'My restaurant',
    currency: request.currency ?? currencyIn(request.text) ?? 'USD',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/**
 * Merges a file into the active menu and makes the outcome the active one, unless nothing changed or it is a dry run.
 * Sets the restaurant up if nobody did; then the answer says how.
 */
export async function importMenu(
  services: AdminServices,
  request: ImportRequest,
): Promise<Result<MenuImportAnswer, DomainError>> {
  const known = services.reads.location();
  const location = known ?? firstLocation(request);
  const base = activeDocument(services.reads);
  const { squareLocationId } = request;
  const imported = runImport(request.source, request.text, {
    base,
    currency: location.currency,
    taxMode: location.taxMode,
    defaultStationId: request.stationId ?? base?.stations[0]?.id ?? FIRST_STATION,
    ...(squareLocationId === undefined ? {} : { locationId: squareLocationId }),
  });
  if (!imported.ok) return imported;
  const { document, report } = imported.value;
  const answer: MenuImportAnswer = { ...report, setUp: known === undefined ? firstLocation(request) : null };
  if (request.dryRun || !report.changed) return ok(answer);
  if (known === undefined) {
    const configured = await dispatchOwn(services, 'configureLocation', { location: firstLocation(request) });
    if (!configured.ok) return configured;
  }
  const activated = await dispatchOwn(services, 'activateMenu', { document });
  return activated.ok ? ok(answer) : activated;
}
