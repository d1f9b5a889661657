import { EdgeUnreachable } from '../admin/ask-edge.ts';
import { JournalMismatch, JournalTooNew } from '../journal/journal-errors.ts';
import { replay, status, verify } from './check-commands.ts';
import { type CliCommand, type CliContext, type ExitCode, UsageError } from './cli-command.ts';
import { devicesAdd, devicesList, devicesRevoke } from './devices-commands.ts';
import { importCsvCommand, importSquareCommand } from './import-commands.ts';
import { locationSet, locationShow } from './location-commands.ts';
import { serveCommand } from './serve-command.ts';
import { staffAdd, staffList } from './staff-commands.ts';
import { stockReceive } from './stock-commands.ts';

const CLI_COMMANDS: readonly CliCommand[] = [
  serveCommand,
  status,
  locationSet,
  locationShow,
  devicesAdd,
  devicesList,
  devicesRevoke,
  staffAdd,
  staffList,
  importSquareCommand,
  importCsvCommand,
  stockReceive,
  verify,
  replay,
];

function helpText(): string {
  const entries = CLI_COMMANDS.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`);
  return [
    'Usage: npm run edge -- COMMAND',
    '',
    ...entries,
    '  help',
    '      Show this',
    '',
    'Everything is kept under PASSBELL_HOME (default ./.passbell). While an edge server runs there, a command asks it;',
    'otherwise it opens the folder itself. Exit code 0: done, 1: refused or failed, 2: typed wrong.',
    'Environment: PASSBELL_HOME, PASSBELL_EDGE_PORT (8420), PASSBELL_EDGE_HOST (127.0.0.1), PASSBELL_CLOUD_URL and',
    'PASSBELL_CLOUD_TOKEN, PASSBELL_ORG_ID, PASSBELL_LOCATION_ID, PASSBELL_LOG_LEVEL (info). Of the disk: no new orders',
    'below PASSBELL_DISK_CRITICAL_MB (300), warnings below PASSBELL_DISK_LOW_MB (1024), no reports below',
    'PASSBELL_DISK_SCARCE_MB (2048); PASSBELL_DISK_BALLAST_MB (256) is set aside for the way out.',
  ].join('\n');
}

function find(words: readonly string[]): { command: CliCommand; rest: readonly string[] } | undefined {
  for (const command of CLI_COMMANDS) {
    const name = command.name.split(' ');
    if (name.every((word, at) => words[at] === word)) return { command, rest: words.slice(name.length) };
  }
  return undefined;
}

/** Runs what was typed after `npm run edge --` and gives the exit code. */
export async function runCli(words: readonly string[], context: CliContext): Promise<ExitCode> {
  const [first] = words;
  if (first === 'help' || first === '--help' || first === '-h') {
    context.print(helpText());
    return 0;
  }
  const found = find(first === undefined ? ['serve'] : words);
  if (found === undefined) {
    context.complain(`There is no command "${words.join(' ')}".\n`);
    context.complain(helpText());
    return 2;
  }
  try {
    return await found.command.run(found.rest, context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.complain(`${error.message}\n`);
      context.complain(`Usage: npm run edge -- ${found.command.name} ${found.command.usage}`.trimEnd());
      return 2;
    }
    if (error instanceof EdgeUnreachable || error instanceof JournalMismatch || error instanceof JournalTooNew) {
      context.complain(error.message);
      return 1;
    }
    throw error;
  }
}
