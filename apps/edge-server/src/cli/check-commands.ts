import type { RowDifference } from '../journal/compare-rows.ts';
import { askAndShow } from './ask-from-cli.ts';
import type { CliCommand } from './cli-command.ts';
import { noWords, readOptions } from './cli-options.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  missing: 'nothing has this number: it was cut out, or off the end',
  epoch_skipped: 'an epoch begins here that does not follow the one before',
  prev_hash_mismatch: 'it does not follow the event before it',
  hash_mismatch: 'its content is not what was hashed: it was changed or moved',
  txn_mismatch: 'it claims a command that did not begin where it says',
};

export const verify: CliCommand = {
  name: 'verify',
  usage: '[--json]',
  summary: 'Walk the hash chain of the journal and name the first bad event',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    let isWhole = false;
    const code = await askAndShow(context, { name: 'verify' }, false, (report) => {
      isWhole = report.ok;
      if (values.json) context.print(JSON.stringify(report));
      else if (report.ok)
        context.print(
          `ok: ${report.events} events, head at epoch ${report.epoch} seq ${report.seq}, hash ${report.hash}`,
        );
      else {
        context.print(
          `BAD at epoch ${report.epoch} seq ${report.seq}: ${PROBLEMS[report.problem] ?? report.problem} (${report.problem})`,
        );
        context.print(`The ${report.events} events before it are whole.`);
      }
      return 0;
    });
    return code === 0 && !isWhole ? 1 : code;
  },
};

function differenceLine(difference: RowDifference): string {
  return JSON.stringify(difference);
}

export const replay: CliCommand = {
  name: 'replay',
  usage: '[--json]',
  summary: 'Rebuild every row from the journal and compare it with what is stored',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    let isEqual = false;
    const code = await askAndShow(context, { name: 'replay' }, false, (report) => {
      isEqual = report.ok;
      if (values.json) {
        context.print(JSON.stringify(report));
        return 0;
      }
      if (report.ok) context.print(`ok: ${report.events} events give the ${report.rows} rows that are stored`);
      if (report.stoppedAt) {
        const { epoch, seq, reason } = report.stoppedAt;
        context.print(`The event at epoch ${epoch} seq ${seq} cannot be applied: ${reason}`);
      }
      for (const difference of report.differences) context.print(differenceLine(difference));
      if (report.truncated) context.print('… and more differences than are listed');
      return 0;
    });
    return code === 0 && !isEqual ? 1 : code;
  },
};

export const status: CliCommand = {
  name: 'status',
  usage: '[--json]',
  summary: 'Show where the restaurant and its journal stand',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    return askAndShow(context, { name: 'status' }, values.json === true, (answer) => {
      for (const [name, value] of Object.entries(answer))
        context.print(`${name.padEnd(14)}${value === null ? '(none)' : String(value)}`);
      return 0;
    });
  },
};
