import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('secrets and names are replaced wherever an object that holds them is logged', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const secret = 'not-for-the-log';
  logger.info({
    token: secret,
    pin: secret,
    device: { token: secret },
    order: { guest: { guestName: secret } },
    authorization: secret,
  });
  logger.warn({ args: { pin: secret, sessionToken: secret }, staffId: 'kept' }, 'refused');
  expect(lines.join('')).not.toContain(secret);
  expect(lines.join('')).toContain('[redacted]');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ app: 'edge-server', level: 40, staffId: 'kept', msg: 'refused' });
});
