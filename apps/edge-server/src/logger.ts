import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { EdgeConfig } from './config.ts';

/** Fields that never reach a log, wherever somebody logs an object that holds them: secrets and people's names. */
const REDACTED = [
  'token',
  'pin',
  'pinHash',
  'tokenHash',
  'session',
  'sessionToken',
  'guestName',
  'authorization',
  'cookie',
  'masterKey',
];

/**
 * The server's log: one JSON object per line on stderr, or wherever `stream` leads. A name, a PIN or a token in a field
 * of the known names, up to two levels deep, is replaced before it is written.
 */
export function createLogger(level: EdgeConfig['logLevel'], stream?: DestinationStream, app = 'edge-server'): Logger {
  return pino(
    {
      level,
      base: { app },
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    // Synchronous, so that the last words before a crash are not lost in a buffer.
    stream ?? destination({ dest: 2, sync: true }),
  );
}
