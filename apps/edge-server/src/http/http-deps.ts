import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { HealthView } from '@passbell/core/wire/views';
import type { Logger } from 'pino';
import type { Dispatch, Gatekeeper } from '../dispatch/dispatch-port.ts';
import type { EdgeReads } from '../modules/edge-reads.ts';
import type { DemoDoor } from './demo-door.ts';
import type { EdgeMetrics } from './edge-metrics.ts';

/** What `/readyz` answers. */
export interface Readiness {
  /** Whether commands are taken. */
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Folders of the built screens; null for one that is not built. */
export interface ScreenFolders {
  readonly pos: string | null;
  readonly kds: string | null;
}

/** Everything the HTTP layer stands on. */
export interface HttpDeps {
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly reads: EdgeReads;
  readonly health: () => HealthView;
  readonly readiness: () => Readiness;
  readonly metrics: EdgeMetrics;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly screens: ScreenFolders;
  /** Only a demo restaurant has this door; null keeps it walled up. */
  readonly demo: DemoDoor | null;
}
