import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { checkMenu } from '@passbell/core/menu/check-menu';
import { menuDocument } from '@passbell/core/menu/menu-document';
import type { ImportContext, ImportedMenu } from './import-context.ts';
import { closeEntries, type OpenEntry } from './import-ledger.ts';
import type { ImportReason } from './import-reason.ts';
import { type ImportReport, importReport } from './import-report.ts';
import type { MenuDraft } from './menu-draft.ts';
import { mergeMenu } from './merge-menu.ts';

const ISSUE_LIMIT = 20;

/** Refuses to import into a restaurant that does not fit: another currency, or a station it does not have. */
export function refuseContext(context: ImportContext): Result<never, DomainError> | null {
  const { base, currency, defaultStationId } = context;
  if (base === null) return null;
  if (base.currency !== currency) return err(domainError('currency_mismatch', { expected: base.currency, currency }));
  if (base.stations.some((station) => station.id === defaultStationId)) return null;
  const known = base.stations.map((station) => station.id);
  return err(domainError('station_unknown', { stationId: defaultStationId, known }));
}

/**
 * Merges what was read into the restaurant's menu, checks the result and closes the report. Errors: `validation_failed`
 * where nothing of the file could be used, with the reasons; `menu_invalid` with `issues` where the menu it would make
 * contradicts itself (which only a menu that did so before can bring about).
 */
export function finishImport(
  source: ImportReport['source'],
  draft: MenuDraft,
  context: ImportContext,
  open: readonly OpenEntry[],
  notes: readonly ImportReason[],
): Result<ImportedMenu, DomainError> {
  if (open.every((entry) => entry.leftOut)) {
    const issues = open.slice(0, ISSUE_LIMIT).map(({ kind, id, reasons }) => ({
      path: `${kind} ${id}`,
      problem: reasons.map((reason) => reason.words).join('; '),
    }));
    const nothing = { path: '', problem: 'holds nothing that can be used' };
    return err(domainError('validation_failed', { issues: [nothing, ...issues], leftOut: open.length }));
  }
  const parsed = menuDocument.safeParse(mergeMenu(draft, context));
  const issues = parsed.success
    ? checkMenu(parsed.data).map(({ path, problem }) => ({ path, problem }))
    : parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), problem: issue.message }));
  if (!parsed.success || issues.length > 0)
    return err(domainError('menu_invalid', { issues: issues.slice(0, ISSUE_LIMIT) }));
  const changed = context.base === null || canonicalJson(context.base) !== canonicalJson(parsed.data);
  const entries = closeEntries(open, context.base, parsed.data);
  return ok({ document: parsed.data, report: importReport(source, changed, entries, notes) });
}
