import { existsSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { EdgeConfig } from '../config.ts';
import { journalFileIn, makeDataDir, openEdgeServices } from '../edge-services.ts';
import { acquireEdgeLock } from '../journal/edge-lock.ts';
import type { SystemPorts } from '../system-ports.ts';
import type { AdminAnswer } from './admin-answers.ts';
import type { AdminName, AdminRequest } from './admin-request.ts';
import { adminSocketPath } from './admin-socket-path.ts';
import { checkJournal } from './journal-check.ts';
import { runAdminCommand } from './run-admin-command.ts';

/** An edge runs in the folder, but its door for the command line does not open. */
export class EdgeUnreachable extends Error {
  override readonly name = 'EdgeUnreachable';
}

type Ask = <Name extends AdminName>(request: Extract<AdminRequest, { name: Name }>) => Promise<AdminAnswer<Name>>;

/** Asks the running edge; undefined when none listens. */
function askRunning(socketPath: string, request: AdminRequest): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(
      { socketPath, path: '/', method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        res.on('error', reject);
      },
    );
    req.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    req.end(JSON.stringify(request));
  });
}

function isCheck(request: AdminRequest): request is Extract<AdminRequest, { name: 'verify' | 'replay' }> {
  return request.name === 'verify' || request.name === 'replay';
}

/** Takes the folder for the length of one command and works in it directly. */
async function askOpened(
  config: EdgeConfig,
  ports: SystemPorts,
  request: AdminRequest,
): Promise<Result<unknown, DomainError>> {
  makeDataDir(config.dataDir);
  const lock = acquireEdgeLock(config.dataDir);
  if (!lock.ok) {
    const { pid } = lock.error;
    throw new EdgeUnreachable(
      `an edge server${pid === null ? '' : ` (process ${pid})`} holds ${config.dataDir} but does not answer`,
    );
  }
  try {
    if (isCheck(request)) {
      // A journal that was tampered with may not even open for writing, and that is when a check is wanted.
      const file = journalFileIn(config.dataDir);
      return existsSync(file)
        ? ok(await checkJournal(request.name, file))
        : err(domainError('location_not_configured'));
    }
    let fatal: unknown;
    const services = openEdgeServices({
      config,
      ports,
      onFatal: (error) => {
        fatal = error;
      },
    });
    try {
      return await runAdminCommand({ ...services, ports }, request);
    } finally {
      if (fatal === undefined) await services.journal.close();
    }
  } finally {
    lock.value.release();
  }
}

/**
 * The command line's way to an edge: through the running one's admin socket, else by opening the data folder itself.
 * @throws {EdgeUnreachable}
 */
export function createAskEdge(config: EdgeConfig, ports: SystemPorts): Ask {
  return async <Name extends AdminName>(request: Extract<AdminRequest, { name: Name }>) => {
    const text = await askRunning(adminSocketPath(config.dataDir), request);
    const answer: unknown = text === undefined ? await askOpened(config, ports, request) : JSON.parse(text);
    // Both ways end in runAdminCommand of this same program, which answers each name with its own type.
    return answer as AdminAnswer<Name>;
  };
}
