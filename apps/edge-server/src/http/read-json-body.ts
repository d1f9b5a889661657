import type { IncomingMessage } from 'node:http';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';

/** Largest body an operation takes. An order of 200 lines with notes has 60 KB. */
export const MAX_BODY_BYTES = 262_144;
/** So much of a body that is too large is read and thrown away, so that the sender gets to read the answer. */
const DRAIN_BYTES = 8_388_608;
const MAX_DEPTH = 20;

/** The sender went away in the middle of its body: there is nobody to answer. */
export class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

export type JsonObject = Readonly<Record<string, unknown>>;

function hasBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

function isPlainJson(req: IncomingMessage): boolean {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') return false;
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  return type === 'application/json' && parameters.every((parameter) => /^(charset="?utf-8"?)?$/u.test(parameter));
}

/** By events: an async iterator over the request cost an order as much as finding its device. */
function readBytes(req: IncomingMessage): Promise<Buffer | 'too_large'> {
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > DRAIN_BYTES) return Promise.resolve('too_large');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const gone = (cause?: unknown) => {
      if (!req.readableEnded) reject(new SenderGone('the request was cut off', { cause }));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      if (size <= DRAIN_BYTES) return;
      // The socket is not torn down: the answer still has to go out on it.
      req.off('data', onData).pause();
      resolve('too_large');
    };
    req.on('data', onData);
    req.once('end', () => resolve(size > MAX_BODY_BYTES ? 'too_large' : Buffer.concat(chunks)));
    req.once('error', gone);
    req.once('close', gone);
  });
}

/** Whether anything lies deeper than `levels` below a value. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const entries = Object.values(value);
  return levels === 0 ? entries.length > 0 : entries.some((entry) => isDeeperThan(levels - 1, entry));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseObject(bytes: Buffer): Result<JsonObject, DomainError> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    return err(domainError('malformed_json'));
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return err(domainError('malformed_json'));
  if (isDeeperThan(MAX_DEPTH, value)) return err(domainError('malformed_json', { maxDepth: MAX_DEPTH }));
  // An object of JSON.parse has string keys and no more is claimed about its fields.
  return ok(value as JsonObject);
}

/**
 * Reads a JSON object of at most `MAX_BODY_BYTES`, nested at most 20 deep. No body at all is the empty object.
 * Refuses in the order media type, size, syntax. @throws {SenderGone}
 */
export async function readJsonBody(req: IncomingMessage): Promise<Result<JsonObject, DomainError>> {
  if (!hasBody(req)) return ok({});
  if (!isPlainJson(req)) return err(domainError('unsupported_media_type'));
  const bytes = await readBytes(req);
  if (bytes === 'too_large') return err(domainError('payload_too_large', { maxBytes: MAX_BODY_BYTES }));
  return bytes.length === 0 ? ok({}) : parseObject(bytes);
}
