import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures the cloud keeps about itself, for `/metrics`. No tenant is named in them. */
export function createCloudMetrics(sessionCount: () => number) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'passbell_sync_sessions',
    help: 'Edges connected now',
    registers,
    collect() {
      this.set(sessionCount());
    },
  });
  return {
    registry,
    eventsStored: new Counter({
      name: 'passbell_sync_events_stored_total',
      help: 'Journal events appended',
      registers,
    }),
    appendSeconds: new Histogram({
      name: 'passbell_sync_append_seconds',
      help: 'Verifying and appending one push',
      registers,
    }),
    refusals: new Counter({
      name: 'passbell_sync_nacks_total',
      help: 'NACKs sent, by code',
      labelNames: ['code'],
      registers,
    }),
    eventsProjected: new Counter({
      name: 'passbell_projected_events_total',
      help: 'Events projected',
      labelNames: ['projector'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'passbell_dead_letters_total',
      help: 'Events a projector could not read',
      labelNames: ['projector'],
      registers,
    }),
    requests: new Histogram({
      name: 'passbell_http_request_seconds',
      help: 'HTTP requests',
      labelNames: ['method', 'status'],
      registers,
    }),
  };
}

export type CloudMetrics = ReturnType<typeof createCloudMetrics>;
