import { enableCompileCache } from 'node:module';
import { createSystemPorts } from './system-ports.ts';

// Before everything else is loaded, or it would not be cached.
enableCompileCache();
const { runCli } = await import('./cli/run-cli.ts');

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  ports: createSystemPorts(),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
// A fault of the disk leaves things open on purpose; nothing may wait for them.
if (process.exitCode === 70) process.exit(70);
