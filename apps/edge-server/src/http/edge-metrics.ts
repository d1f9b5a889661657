import type { HealthView } from '@passbell/core/wire/views';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Dispatch } from '../dispatch/dispatch-port.ts';
import type { DiskLevel, DiskState } from '../journal/disk-guard.ts';

/** One answered HTTP request. */
export interface RequestDone {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
}

/** What gauges are read from. */
export interface MetricSources {
  readonly feedSessions: () => number;
  readonly health: () => HealthView;
  readonly disk?: () => DiskState;
}

/** What is counted about this edge, for Prometheus. Nothing leaves the box unless somebody on it asks. */
export interface EdgeMetrics {
  requestDone(request: RequestDone): void;
  /** One COMMIT of the journal: how many commands with events shared it. */
  batchCommitted(commands: number): void;
  /** A dispatch that counts what it is asked, by name and outcome. */
  metered(dispatch: Dispatch): Dispatch;
  /** Gauges that are read when somebody asks. */
  watch(sources: MetricSources): void;
  /** The exposition text and its content type. */
  expose(): Promise<{ readonly text: string; readonly contentType: string }>;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A registry of its own, so that two edges in one process (tests, simulations) do not share their counts. */
export function createEdgeMetrics(commandNames: ReadonlySet<string>): EdgeMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'passbell_http_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['operation', 'method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const commands = new Counter({
    name: 'passbell_commands_total',
    help: 'Commands by name and outcome: committed, duplicate, failed, or the code of the refusal',
    labelNames: ['name', 'outcome'],
    registers,
  });
  const batches = new Histogram({
    name: 'passbell_journal_batch_commands',
    help: 'Commands that shared one COMMIT',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const durations = new Histogram({
    name: 'passbell_command_seconds',
    help: 'Time from asking to the answer, COMMIT included',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers,
  });
  // Names and methods of strangers must not become labels: each new one would cost memory for ever.
  const known = (name: string) => (commandNames.has(name) ? name : 'unknown');
  return {
    requestDone: ({ operation, method, status, durationMs }) =>
      requests.observe({ operation, method: METHODS.has(method) ? method : 'other', status }, durationMs / 1_000),
    batchCommitted: (size) => batches.observe(size),
    metered: (dispatch) => async (request) => {
      const name = known(request.name);
      const done = durations.startTimer();
      try {
        const outcome = await dispatch(request);
        const label = outcome.duplicate
          ? 'duplicate'
          : outcome.status === 'committed'
            ? 'committed'
            : outcome.error.code;
        commands.inc({ name, outcome: label });
        return outcome;
      } catch (error) {
        commands.inc({ name, outcome: 'failed' });
        throw error;
      } finally {
        done();
      }
    },
    watch: (sources) => watchGauges(registry, sources),
    expose: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

const DISK_LEVELS: readonly DiskLevel[] = ['ample', 'scarce', 'low', 'critical'];

function watchGauges(registry: Registry, { feedSessions, health, disk }: MetricSources): void {
  if (disk) watchDisk(registry, disk);
  new Gauge({
    name: 'passbell_feed_sessions',
    help: 'Screens that are connected',
    registers: [registry],
    collect() {
      this.set(feedSessions());
    },
  });
  new Gauge({
    name: 'passbell_sync_waiting_events',
    help: 'Journal events the cloud does not have yet',
    registers: [registry],
    collect() {
      this.set(health().waitingToSync);
    },
  });
}

function watchDisk(registry: Registry, disk: () => DiskState): void {
  new Gauge({
    name: 'passbell_disk_free_bytes',
    help: 'Room left on the disk of the journal',
    registers: [registry],
    collect() {
      this.set(disk().freeBytes);
    },
  });
  new Gauge({
    name: 'passbell_disk_level',
    help: 'Room on the disk of the journal: 0 ample, 1 scarce, 2 low, 3 critical (no new orders)',
    registers: [registry],
    collect() {
      this.set(DISK_LEVELS.indexOf(disk().level));
    },
  });
}
