import { parseArgs } from 'node:util';
import { PROOFS } from './proofs/registry.ts';
import { runProofs } from './proofs/run-proofs.ts';

/** `npm run prove [-- NAME …] [-- --full]`: lists the promises, or holds Passbell to the named ones. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
});

if (positionals.length === 0 && !values.all) {
  for (const proof of PROOFS) {
    process.stdout.write(`${proof.name.padEnd(14)} ${proof.capability.padEnd(10)} ${proof.promise}\n`);
  }
  process.stdout.write(
    '\nnpm run prove -- NAME runs one, npm run prove -- CAPABILITY those of a capability, npm run prove -- --all every one.\n',
  );
} else {
  const count = await runProofs({ full: values.full, names: positionals, skipCovered: false });
  if (count.passed + count.failed > 1) process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`);
  process.exitCode = count.failed === 0 ? 0 : 1;
}
