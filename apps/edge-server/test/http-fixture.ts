import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { RandomSource } from '@passbell/core/kernel/random';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { DeviceRole } from '@passbell/core/staff/permissions';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { composeEdge, type Edge } from '../src/compose.ts';
import { parseConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { deviceTokenHash, newDeviceToken } from '../src/modules/devices/device-tokens.ts';
import { createSystemPorts, type SystemPorts } from '../src/system-ports.ts';
import { plainPins, TEST_LOCATION } from './edge-fixture.ts';
import { makeTempDir } from './journal-fixture.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly token?: string | null;
  readonly session?: string;
  /** A new one for each POST when left away; null sends none. */
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpEdge {
  readonly edge: Edge;
  readonly dir: string;
  readonly port: number;
  readonly ports: SystemPorts;
  /** What was logged, one parsed line each. */
  readonly log: Record<string, unknown>[];
  readonly tokens: Readonly<Record<'pos' | 'kds' | 'kiosk' | 'integration', string>>;
  readonly manager: { readonly staffId: string; readonly pin: string };
  /** A session of the manager on the till. */
  session(): Promise<string>;
  commit<Name extends CommandName>(name: Name, args: CommandInput<Name>): Promise<CommandAnswer<Name>>;
  /** One request over a connection of its own. The body is sent as JSON unless it is text already. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Sends bytes as they are and gives everything that comes back until the server closes. */
  raw(text: string | Buffer): Promise<string>;
  dispose(): Promise<void>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, json: parsed(text) });
      });
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}

function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

async function addDevice(edge: Edge, random: RandomSource, role: Exclude<DeviceRole, 'server'>): Promise<string> {
  const token = newDeviceToken(random);
  const args = { name: `Test ${role}`, role, tokenHash: deviceTokenHash(token) };
  await edge.dispatch({
    name: 'addDevice',
    key: randomUUID(),
    device: edge.services.ownDevice,
    sessionToken: null,
    args,
  });
  return token;
}

/** A whole edge server on a real file and a real port, with the example restaurant in it. */
export async function openHttpEdge(
  options: { readonly demo?: boolean; readonly screens?: { pos: string | null; kds: string | null } } = {},
): Promise<HttpEdge> {
  const { dir, remove } = makeTempDir();
  const ports = createSystemPorts();
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('trace', { write: (line) => void log.push(JSON.parse(line)) });
  const config = parseConfig({ PASSBELL_HOME: dir, PASSBELL_EDGE_PORT: '0' }, dir);
  if (!config.ok) throw new Error(config.error);
  const staffId = randomUUID();
  const edge = composeEdge({
    config: config.value,
    ports,
    logger,
    screens: options.screens ?? { pos: null, kds: null },
    onFatal: (error) => log.push({ level: 60, fatal: String(error) }),
    pins: plainPins,
    ...(options.demo ? { demo: { pins: new Map([[staffId, '1234']]) } } : {}),
  });
  const commit: HttpEdge['commit'] = async (name, args) => {
    const device = edge.services.ownDevice;
    const outcome = await edge.dispatch({ name, key: randomUUID(), device, sessionToken: null, args });
    if (outcome.status === 'refused') throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
    return outcome.answer as CommandAnswer<typeof name>; // Made by this command's own handler.
  };
  await commit('configureLocation', { location: TEST_LOCATION });
  await commit('activateMenu', { document: exampleMenu });
  await commit('receiveStock', {
    lines: exampleMenu.ingredients.map(({ id }) => ({ ingredientId: id, quantity: 1_000_000 })),
  });
  await commit('addStaff', { staffId, name: 'Ana', role: 'manager', pin: '1234' });
  const tokens = {
    pos: await addDevice(edge, ports.random, 'pos'),
    kds: await addDevice(edge, ports.random, 'kds'),
    kiosk: await addDevice(edge, ports.random, 'kiosk'),
    integration: await addDevice(edge, ports.random, 'integration'),
  };
  await edge.start();
  const port = Number(new URL(edge.url()).port);

  const call: HttpEdge['call'] = (method, path, { token, session, key, body, headers = {} } = {}) => {
    const all: Record<string, string> = {};
    if (token) all.authorization = `Bearer ${token}`;
    if (session) all['x-passbell-session'] = session;
    if (method === 'POST' && key !== null) all['idempotency-key'] = key ?? randomUUID();
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    if (text !== undefined) {
      all['content-type'] = 'application/json';
      all['content-length'] = String(Buffer.byteLength(text));
    }
    return send(port, method, path, { ...all, ...headers }, text);
  };
  return {
    edge,
    dir,
    port,
    ports,
    log,
    tokens,
    commit,
    call,
    manager: { staffId, pin: '1234' },
    raw: (bytes) => sendRaw(port, bytes),
    session: async () => {
      const answer = await call('POST', '/v1/sign-in', { token: tokens.pos, body: { staffId, pin: '1234' } });
      return String((answer.json as { session: string }).session); // The documented answer of signIn.
    },
    dispose: async () => {
      await edge.stop();
      remove();
    },
  };
}
