import { resolve } from 'node:path';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { z } from 'zod';
import type { DiskLimits } from './journal/disk-guard.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const BYTES_PER_MB = 1024 * 1024;

const port = z
  .string()
  .regex(/^\d{1,5}$/u, { message: 'is a number from 0 to 65535' })
  .transform(Number)
  .refine((value) => value <= 65_535, { message: 'is a number from 0 to 65535' });
/** Whole megabytes (2^20 bytes), given as bytes. */
const megabytes = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/u, { message: 'is a whole number of megabytes' })
    .default(String(usual))
    .transform((text) => Number(text) * BYTES_PER_MB);
const tenantId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/u, { message: 'is 1 to 64 letters, digits, _ . or -' });

/** The variables the edge server reads, with what they mean when they are left away. */
const environment = z.object({
  /** Where everything is kept. A relative path counts from where the command was typed. */
  PASSBELL_HOME: z.string().min(1).optional(),
  /** Port of screens and integrators; 0 takes any free one. */
  PASSBELL_EDGE_PORT: port.default(8420),
  /** Address to listen at. Beyond loopback the server also announces itself on the local network. */
  PASSBELL_EDGE_HOST: z.string().min(1).default('127.0.0.1'),
  /** WebSocket address of the cloud's ingest, ending in /v1/sync; without it the restaurant keeps to itself. */
  PASSBELL_CLOUD_URL: z.url({ protocol: /^wss?$/u, message: 'is a ws:// or wss:// address' }).optional(),
  PASSBELL_CLOUD_TOKEN: z.string().min(1).optional(),
  PASSBELL_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** Whose restaurant it is. Once it is founded, its journal knows. */
  PASSBELL_ORG_ID: tenantId.optional(),
  PASSBELL_LOCATION_ID: tenantId.optional(),
  /** Free space below which reports and archives stop. */
  PASSBELL_DISK_SCARCE_MB: megabytes(2_048),
  /** Free space below which log, health and metrics warn. */
  PASSBELL_DISK_LOW_MB: megabytes(1_024),
  /** Free space below which no new orders are taken; paying, closing and the kitchen go on. */
  PASSBELL_DISK_CRITICAL_MB: megabytes(300),
  /** What is set aside in the data folder and given back when space is critical, so that there is a way out. */
  PASSBELL_DISK_BALLAST_MB: megabytes(256),
  /** Set by npm: the folder the command was typed in, while the working folder is the project's. */
  INIT_CWD: z.string().optional(),
});

/** How this edge server runs. Parsed once, at the start. */
export interface EdgeConfig {
  readonly homeDir: string;
  /** Folder of the journal, its keys and its lock. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Null: whatever the journal says, and for a new one the usual. */
  readonly orgId: string | null;
  readonly locationId: string | null;
  readonly cloud: { readonly url: string; readonly token: string } | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Left away, nobody watches the room on the disk. */
  readonly disk?: DiskLimits;
}

/** The edge's folder inside a home folder. */
export function edgeDataDir(homeDir: string): string {
  return resolve(homeDir, 'edge');
}

/**
 * The home folder: the default lies in the project (npm's working folder), a path given by hand counts from where the
 * command was typed.
 */
export function resolveHome(
  env: { PASSBELL_HOME?: string | undefined; INIT_CWD?: string | undefined },
  cwd: string,
): string {
  return env.PASSBELL_HOME === undefined ? resolve(cwd, '.passbell') : resolve(env.INIT_CWD ?? cwd, env.PASSBELL_HOME);
}

/** Reads the configuration. The error is one plain sentence per variable that cannot be used. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Result<EdgeConfig, string> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  }
  const { PASSBELL_CLOUD_URL: url, PASSBELL_CLOUD_TOKEN: token, ...values } = parsed.data;
  if ((url === undefined) !== (token === undefined)) {
    return err('PASSBELL_CLOUD_URL and PASSBELL_CLOUD_TOKEN belong together: set both or none');
  }
  const disk: DiskLimits = {
    scarceBytes: values.PASSBELL_DISK_SCARCE_MB,
    lowBytes: values.PASSBELL_DISK_LOW_MB,
    criticalBytes: values.PASSBELL_DISK_CRITICAL_MB,
    ballastBytes: values.PASSBELL_DISK_BALLAST_MB,
  };
  if (disk.criticalBytes > disk.lowBytes || disk.lowBytes > disk.scarceBytes) {
    return err('PASSBELL_DISK_CRITICAL_MB, PASSBELL_DISK_LOW_MB and PASSBELL_DISK_SCARCE_MB rise in this order');
  }
  const homeDir = resolveHome(values, cwd);
  return ok({
    homeDir,
    dataDir: edgeDataDir(homeDir),
    host: values.PASSBELL_EDGE_HOST,
    port: values.PASSBELL_EDGE_PORT,
    orgId: values.PASSBELL_ORG_ID ?? null,
    locationId: values.PASSBELL_LOCATION_ID ?? null,
    cloud: url !== undefined && token !== undefined ? { url, token } : null,
    logLevel: values.PASSBELL_LOG_LEVEL,
    disk,
  });
}
