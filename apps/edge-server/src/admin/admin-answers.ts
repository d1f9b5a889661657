import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Result } from '@passbell/core/kernel/result';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { CommandAnswer } from '@passbell/core/wire/command-registry';
import type { DeviceView, StaffView } from '@passbell/core/wire/views';
import type { ReplayReport } from '../journal/replay-journal.ts';
import type { VerifyReport } from '../journal/verify-journal.ts';
import type { ImportReport } from '../modules/menu/import/import-report.ts';
import type { AdminName } from './admin-request.ts';

export interface AdminStatus {
  readonly orgId: string;
  readonly locationId: string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly restaurant: string | null;
  readonly menuHash: string | null;
  readonly openOrders: number;
  readonly devices: number;
  readonly staff: number;
}

/** What an import did; `setUp` is the location it made, or would make, for a restaurant that had none. */
export interface MenuImportAnswer extends ImportReport {
  readonly setUp: Omit<LocationRow, 'id'> | null;
}

/** What each request is answered with. */
export interface AdminAnswers extends Record<AdminName, unknown> {
  readonly status: AdminStatus;
  readonly 'location.show': LocationRow;
  readonly 'location.set': CommandAnswer<'configureLocation'>;
  readonly 'devices.list': readonly DeviceView[];
  readonly 'devices.add': { readonly deviceId: string; readonly token: string };
  readonly 'devices.revoke': CommandAnswer<'revokeDevice'>;
  readonly 'staff.list': readonly StaffView[];
  readonly 'staff.add': CommandAnswer<'addStaff'>;
  readonly 'stock.receive': CommandAnswer<'receiveStock'>;
  readonly 'import.square': MenuImportAnswer;
  readonly 'import.csv': MenuImportAnswer;
  readonly verify: VerifyReport;
  readonly replay: ReplayReport;
}

export type AdminAnswer<Name extends AdminName> = Result<AdminAnswers[Name], DomainError>;
