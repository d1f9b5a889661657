import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { type MenuDocument, menuDocument } from '@passbell/core/menu/menu-document';
import type { EdgeReads } from '../modules/edge-reads.ts';
import type { ImportReport } from '../modules/menu/import/import-report.ts';
import { runImport } from '../modules/menu/import/run-import.ts';
import type { AdminServices } from './admin-services.ts';
import { dispatchOwn } from './dispatch-own.ts';

/** Where the first menu's items are made when nobody says. */
const FIRST_STATION = 'kitchen';

interface ImportRequest {
  readonly source: 'square' | 'csv';
  readonly text: string;
  readonly dryRun: boolean;
  readonly stationId?: string | undefined;
  readonly squareLocationId?: string | undefined;
}

function activeDocument(reads: EdgeReads): MenuDocument | null {
  const head = reads.menuHead();
  const text = head === undefined ? undefined : reads.menuText(head.hash);
  return text === undefined ? null : menuDocument.parse(JSON.parse(text));
}

/** Merges a file into the active menu and makes the outcome the active one, unless nothing changed or it is a dry run. */
export async function importMenu(
  services: AdminServices,
  request: ImportRequest,
): Promise<Result<ImportReport, DomainError>> {
  const location = services.reads.location();
  if (location === undefined) return err(domainError('location_not_configured'));
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
  if (request.dryRun || !report.changed) return ok(report);
  const activated = await dispatchOwn(services, 'activateMenu', { document });
  return activated.ok ? ok(report) : activated;
}
