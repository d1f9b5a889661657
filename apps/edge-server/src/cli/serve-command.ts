import { existsSync } from 'node:fs';
import { builtScreens, composeEdge, type Edge, EdgeBusy } from '../compose.ts';
import { parseConfig } from '../config.ts';
import { PortTaken } from '../http/http-server.ts';
import { JournalMismatch, JournalTooNew } from '../journal/journal-errors.ts';
import { createLogger } from '../logger.ts';
import { type CliCommand, type CliContext, type ExitCode, UsageError } from './cli-command.ts';
import { noWords, readOptions } from './cli-options.ts';

/** What a person is told instead of a stack trace; undefined for what nobody foresaw. */
export function startFailure(error: unknown): string | undefined {
  if (error instanceof PortTaken) {
    return `Port ${error.port} is in use by another program. Stop it, or choose another port with PASSBELL_EDGE_PORT.`;
  }
  if (error instanceof EdgeBusy || error instanceof JournalMismatch || error instanceof JournalTooNew)
    return error.message;
  return undefined;
}

/** Serves until SIGTERM or SIGINT, or until the disk fails. Says which it was. */
async function serveUntilStopped(
  edge: Edge,
  fatal: Promise<'fatal'>,
  opened: () => void,
): Promise<'stopped' | 'fatal'> {
  const signalled = Promise.withResolvers<'stopped'>();
  const onSignal = () => signalled.resolve('stopped');
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  try {
    await edge.start();
    opened();
    return await Promise.race([fatal, signalled.promise]);
  } finally {
    process.off('SIGTERM', onSignal);
    process.off('SIGINT', onSignal);
  }
}

/**
 * Runs a composed edge to its end and gives the exit code. After a failed commit (70) nothing may be written or
 * acknowledged any more, so nothing is closed either: the process ends and the next start recovers.
 */
export async function runEdge(
  compose: (onFatal: (error: unknown) => void) => Edge | Promise<Edge>,
  { print, complain }: Pick<CliContext, 'print' | 'complain'>,
): Promise<ExitCode> {
  const fatal = Promise.withResolvers<'fatal'>();
  const onFatal = (error: unknown) => {
    complain(`The journal failed and the process ends, so that the next start can recover: ${String(error)}`);
    fatal.resolve('fatal');
  };
  try {
    const edge = await compose(onFatal);
    let end: 'stopped' | 'fatal' | 'failed' = 'failed';
    try {
      end = await serveUntilStopped(edge, fatal.promise, () => print(`The edge server is open at ${edge.url()}/`));
    } finally {
      if (end !== 'fatal') await edge.stop();
    }
    return end === 'fatal' ? 70 : 0;
  } catch (error) {
    const message = startFailure(error);
    if (message === undefined) throw error;
    complain(message);
    return 1;
  }
}

export const serveCommand: CliCommand = {
  name: 'serve',
  usage: '',
  summary: 'Run the edge server (what happens when nothing is named)',
  async run(args, context) {
    const { positionals } = readOptions(args, {});
    noWords(positionals);
    const config = parseConfig(context.env, context.cwd);
    if (!config.ok) throw new UsageError(config.error);
    const logger = createLogger(config.value.logLevel);
    const compose = (onFatal: (error: unknown) => void) =>
      composeEdge({ config: config.value, ports: context.ports, logger, screens: builtScreens(existsSync), onFatal });
    return runEdge(compose, context);
  },
};
