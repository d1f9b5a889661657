import { statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adminSocketPath } from '../src/admin/admin-socket-path.ts';
import { runCli } from '../src/cli/run-cli.ts';
import { composeEdge, type Edge } from '../src/compose.ts';
import { parseConfig } from '../src/config.ts';
import { journalFileIn } from '../src/edge-services.ts';
import { createLogger } from '../src/logger.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { makeTempDir } from './journal-fixture.ts';

const SQUARE_EXPORT = join(import.meta.dirname, 'fixtures', 'square', 'list-catalog.json');
const ports = createSystemPorts();
let temp: ReturnType<typeof makeTempDir>;
let home: string;
let running: Edge | null = null;

beforeEach(() => {
  temp = makeTempDir();
  home = temp.dir;
});
afterEach(async () => {
  await running?.stop();
  running = null;
  temp.remove();
});

const dataDir = () => join(home, 'edge');

async function edge(...words: string[]) {
  const [out, complaints]: [string[], string[]] = [[], []];
  const env = { PASSBELL_HOME: home, PASSBELL_EDGE_PORT: '0' };
  const code = await runCli(words, {
    env,
    cwd: home,
    ports,
    print: (line) => out.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, out: out.join('\n'), last: out.at(-1)?.split('\n').at(-1) ?? '', complaint: complaints.join('\n') };
}

async function startEdge(): Promise<Edge> {
  const config = parseConfig({ PASSBELL_HOME: home, PASSBELL_EDGE_PORT: '0' }, home);
  if (!config.ok) throw new Error(config.error);
  running = composeEdge({
    config: config.value,
    ports,
    logger: createLogger('silent'),
    screens: { pos: null, kds: null },
    onFatal: (error) => {
      throw error;
    },
  });
  await running.start();
  return running;
}

const setUp = () => edge('location', 'set', '--name', 'Pier', '--time-zone', 'Europe/Zurich', '--currency', 'USD');

test('a device added without a running edge works when it runs, one added meanwhile works at once', async () => {
  expect((await setUp()).code).toBe(0);
  const before = await edge('devices', 'add', '--name', 'Till 1', '--role', 'pos');
  expect(before).toMatchObject({ code: 0, complaint: '' });
  expect(before.out).toContain('shown this once');
  const { url } = await startEdge();
  const meanwhile = await edge('devices', 'add', '--name', 'Partner', '--role', 'integration', '--expires-days', '30');
  for (const [token, role] of [
    [before.last, 'pos'],
    [meanwhile.last, 'integration'],
  ]) {
    const answer = await fetch(`${url()}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ device: { role } });
  }
  const listed = JSON.parse((await edge('devices', 'list', '--json')).out);
  expect(listed.map((device: { name: string }) => device.name).sort()).toEqual(['Partner', 'Till 1']);
  const partner = listed.find((device: { name: string }) => device.name === 'Partner');
  expect((await edge('devices', 'revoke', '--id', partner.id)).code).toBe(0);
  const revoked = await fetch(`${url()}/v1/me`, { headers: { authorization: `Bearer ${meanwhile.last}` } });
  expect(revoked.status).toBe(401);
  expect((await edge('devices', 'list')).out).toMatch(/Partner +integration +revoked/u);
});

test('the folder, its keys and its socket are for their owner alone', async () => {
  await startEdge();
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(mode(dataDir())).toBe('700');
  expect(mode(adminSocketPath(dataDir()))).toBe('600');
  for (const file of ['master.key', 'fingerprint.key', 'journal.sqlite'])
    expect(mode(join(dataDir(), file)), file).toBe('600');
});

test('a folder whose name is too long for a socket is reached all the same', async () => {
  home = join(temp.dir, 'a-very-long-folder-name-as-people-have-them'.repeat(3));
  expect(Buffer.byteLength(join(dataDir(), 'admin.sock'))).toBeGreaterThan(108);
  const { services } = await startEdge();
  const status = await edge('status', '--json');
  expect(JSON.parse(status.out)).toMatchObject({ nodeId: services.journal.identity().nodeId });
  expect(statSync(join(adminSocketPath(dataDir()), '..')).mode & 0o777).toBe(0o700);
});

test('what is typed wrong is explained and ends with 2', async () => {
  for (const words of [
    ['frobnicate'],
    ['devices'],
    ['devices', 'add'],
    ['devices', 'add', '--name', 'X', '--role', 'chef'],
    ['devices', 'add', '--name', 'X', '--role', 'pos', '--expires-days', 'soon'],
    ['devices', 'add', '--name', 'X', '--role', 'pos', '--colour', 'red'],
    ['devices', 'list', 'all'],
    ['staff', 'add', '--name', 'Ana', '--role', 'cook', '--pin', 'secret'],
    ['stock', 'receive'],
    ['stock', 'receive', 'beef'],
    ['stock', 'receive', 'beef=-5'],
    ['location', 'set', '--open-checks', 'perhaps'],
    ['import', 'square'],
    ['import', 'square', 'no-such-file.json'],
    ['devices', 'revoke', '--id', 'till-1'],
  ]) {
    const answer = await edge(...words);
    expect(answer.code, words.join(' ')).toBe(2);
    expect(answer.out).toBe('');
    expect(answer.complaint, words.join(' ')).toContain('Usage: npm run edge --');
  }
  const bad = await runCli(['status'], {
    env: { PASSBELL_EDGE_PORT: 'x' },
    cwd: home,
    ports,
    print: () => undefined,
    complain: () => undefined,
  });
  expect(bad).toBe(2);
});

test('what is refused is explained in plain words with its code and ends with 1', async () => {
  const half = await edge('location', 'set', '--name', 'Pier');
  expect(half).toMatchObject({ code: 1, out: '' });
  expect(half.complaint).toContain('validation_failed');
  expect(half.complaint).toContain('location.currency');
  await setUp();
  await edge('devices', 'add', '--name', 'Till', '--role', 'pos');
  const twice = await edge('devices', 'add', '--name', 'Till', '--role', 'pos');
  expect(twice.code).toBe(1);
  expect(twice.complaint).toContain('This device is already here (device_exists).');
});

test('an export of Square is taken, and taking it again changes nothing', async () => {
  const dry = await edge('import', 'square', SQUARE_EXPORT, '--dry-run', '--json');
  expect(JSON.parse(dry.out)).toMatchObject({ source: 'square', changed: true, setUp: { currency: 'USD' } });
  expect(JSON.parse((await edge('status', '--json')).out)).toMatchObject({ menuHash: null, restaurant: null });

  const first = await edge('import', 'square', SQUARE_EXPORT, '--station', 'grill');
  expect(first.code).toBe(0);
  expect(first.out).toContain('The restaurant was not set up: "My restaurant", USD');
  const seq = JSON.parse((await edge('status', '--json')).out).seq;
  await startEdge();
  const second = JSON.parse((await edge('import', 'square', SQUARE_EXPORT, '--json')).out);
  expect(second).toMatchObject({ changed: false, setUp: null, totals: { taken: 0, mapped: 0 } });
  expect(JSON.parse((await edge('status', '--json')).out).seq).toBe(seq);
  const unknownStation = await edge('devices', 'add', '--name', 'Screen', '--role', 'kds', '--station', 'sauna');
  expect(unknownStation.complaint).toContain('station_unknown');
});

test('staff and stock are added and listed', async () => {
  await setUp();
  expect((await edge('staff', 'add', '--name', 'Ana', '--role', 'manager', '--pin', '1234')).code).toBe(0);
  expect((await edge('staff', 'list')).out).toMatch(/Ana +manager +yes/u);
  expect((await edge('stock', 'receive', 'beef=5')).complaint).toContain('menu_not_found');
});

test('the chain is verified and replayed, beside a running edge and without one', async () => {
  await setUp();
  for (const check of ['verify', 'replay']) expect(await edge(check)).toMatchObject({ code: 0, complaint: '' });
  await startEdge();
  await edge('staff', 'add', '--name', 'Ana', '--role', 'manager', '--pin', '1234');
  expect((await edge('verify')).out).toMatch(/^ok: 3 events, head at epoch 1 seq 3/u);
  expect((await edge('replay')).out).toMatch(/^ok: 3 events give the 2 rows/u);
});

test('a journal that was tampered with is named at its first bad event, and ends with 1', async () => {
  await setUp();
  await edge('staff', 'add', '--name', 'Ana', '--role', 'manager', '--pin', '1234');
  await edge('staff', 'add', '--name', 'Bo', '--role', 'cook', '--pin', '5678');
  const db = new Sqlite(journalFileIn(dataDir()));
  db.exec('DROP TRIGGER events_never_change');
  db.prepare("UPDATE events SET body = replace(body, 'manager', 'cook') WHERE seq = 3").run();
  db.close();
  const verified = await edge('verify');
  expect(verified.code).toBe(1);
  expect(verified.out).toContain('BAD at epoch 1 seq 3');
  const replayed = await edge('replay');
  expect(replayed.code).toBe(1);
  expect(replayed.out).toContain('"table":"staff"');
  expect(JSON.parse((await edge('verify', '--json')).out)).toMatchObject({
    ok: false,
    seq: 3,
    problem: 'hash_mismatch',
  });
});

test('two edges do not work in one folder', async () => {
  await startEdge();
  const second = await edge('serve');
  expect(second.code).toBe(1);
  expect(second.complaint).toMatch(/another edge server works in .* \(process \d+\)/u);
});
