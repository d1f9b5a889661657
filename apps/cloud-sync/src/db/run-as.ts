import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * How PostgreSQL, which refuses to run as root, is started. `direct`: we are no root. `userns`: root, renamed inside a
 * user namespace; files stay root's, so a folder of mode 0700 is no obstacle. `capability`: a system user who keeps the
 * one right to enter folders that are not its own (containers often forbid namespaces but allow this). `setuid`: a
 * plain system user, where the folders let it in.
 */
export type RunAsKind = 'direct' | 'userns' | 'capability' | 'setuid';

export interface RunAs {
  readonly kind: RunAsKind;
  /** Words to put before a command. */
  readonly prefix: readonly string[];
  /** Who owns, as the disk sees it, the files PostgreSQL writes. Null: whoever we are. */
  readonly diskIds: { readonly uid: number; readonly gid: number } | null;
}

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** `postgres` where it exists, else the first system user that is not root. initdb insists that the user has a name. */
function systemUser(): SystemUser | null {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== '' && user.uid > 0 && user.uid < 65_534);
  return users.find((user) => user.name === 'postgres') ?? users[0] ?? null;
}

function candidates(user: SystemUser): RunAs[] {
  const ids = { uid: user.uid, gid: user.gid };
  return [
    { kind: 'userns', prefix: ['unshare', '--user', `--map-user=${user.uid}`, '--'], diskIds: { uid: 0, gid: 0 } },
    {
      kind: 'capability',
      // Without no_setuid_fixup the kernel hides the kept right from access(2), with which initdb looks for its files.
      prefix: [
        'setpriv',
        `--reuid=${user.uid}`,
        `--regid=${user.gid}`,
        '--clear-groups',
        '--securebits=+no_setuid_fixup',
        '--inh-caps=-all,+dac_override',
        '--ambient-caps=-all,+dac_override',
        '--bounding-set=-all,+dac_override',
        '--',
      ],
      diskIds: ids,
    },
    {
      kind: 'setuid',
      prefix: ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'],
      diskIds: ids,
    },
  ];
}

/** Whether a command started this way is not root, can run `binary` and can write to `folder`. */
function works(runAs: RunAs, binary: string, folder: string): boolean {
  const script = '[ "$(id -u)" != 0 ] && [ -w "$1" ] && exec "$2" --version';
  const [command = 'sh', ...rest] = [...runAs.prefix, 'sh', '-c', script, 'sh', folder, binary];
  return spawnSync(command, rest, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/**
 * The first way that really works here, tried by running it. `prepare` is called before each try, so that the folder
 * can be given to whoever will own the files.
 *
 * @returns null when none works.
 */
export function chooseRunAs(
  binary: string,
  folder: string,
  prepare: (runAs: RunAs) => void,
  only?: RunAsKind,
): RunAs | null {
  const direct: RunAs = { kind: 'direct', prefix: [], diskIds: null };
  if (process.getuid?.() !== 0) return direct;
  const user = systemUser();
  for (const candidate of user === null ? [] : candidates(user)) {
    if (only !== undefined && candidate.kind !== only) continue;
    prepare(candidate);
    if (works(candidate, binary, folder)) return candidate;
  }
  return null;
}
