import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { ImportReport } from './import-report.ts';

/** What an import needs to know of the restaurant it fills. */
export interface ImportContext {
  /** The menu that is active now; imported things merge into it. Null for the first menu. */
  readonly base: MenuDocument | null;
  /** ISO 4217 code of the location. Prices in another currency are left out. */
  readonly currency: string;
  /** Whether a price holds a tax that does not say so itself. */
  readonly taxMode: 'inclusive' | 'exclusive';
  /** Where a new item is made when the file does not say. Must be a station of `base`, if there is a base. */
  readonly defaultStationId: string;
}

export interface SquareImportContext extends ImportContext {
  /** Square's id of this restaurant: decides what is sold here and at which price. */
  readonly locationId?: string;
}

export interface ImportedMenu {
  readonly document: MenuDocument;
  readonly report: ImportReport;
}
