import { spawn } from 'node:child_process';

/**
 * Runs one command and ends it when standard input closes, which the kernel does for us even when the parent is killed
 * with SIGKILL: PostgreSQL never outlives the program that needs it. A process of its own session, so a Ctrl-C meant
 * for the parent does not take the database away before the parent has finished with it.
 *
 * Usage: node postgres-watchdog.ts COMMAND ARGUMENT...
 */
const IMMEDIATE_AFTER_MS = 3_500;

const [command = '', ...commandArgs] = process.argv.slice(2);
const child = spawn(command, commandArgs, { stdio: ['ignore', 'inherit', 'inherit'] });

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  child.kill('SIGINT'); // PostgreSQL's fast shutdown: roll back, checkpoint, leave.
  setTimeout(() => child.kill('SIGQUIT'), IMMEDIATE_AFTER_MS).unref();
}

child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop);
