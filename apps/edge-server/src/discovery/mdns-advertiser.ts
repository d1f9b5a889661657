import { Bonjour } from 'bonjour-service';
import type { Logger } from 'pino';

/** What screens look for on the local network. */
export const SERVICE_TYPE = 'passbell';

/** A name on the local network that ends with `withdraw`. */
export interface Advertisement {
  withdraw(): Promise<void>;
}

interface Advertised {
  readonly name: string;
  readonly port: number;
  readonly locationId: string;
}

/**
 * Announces the server on the local network as `_passbell._tcp`. A hint, never the only way to find it: many networks
 * keep multicast from their tablets, so a failure here is logged and nothing more.
 */
export function advertise({ name, port, locationId }: Advertised, logger: Logger): Advertisement {
  const bonjour = new Bonjour({}, (error: unknown) =>
    logger.warn({ err: error }, 'the local network announcement failed'),
  );
  const service = bonjour.publish({
    name,
    type: SERVICE_TYPE,
    port,
    txt: { location: locationId, feed: '/v1/feed' },
    probe: false,
  });
  service.on('error', (error: unknown) => logger.warn({ err: error }, 'the local network announcement failed'));
  return {
    withdraw: () =>
      new Promise((resolve) => {
        bonjour.unpublishAll(() => bonjour.destroy(() => resolve()));
      }),
  };
}
