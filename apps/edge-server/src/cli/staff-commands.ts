import { askAndShow } from './ask-from-cli.ts';
import type { CliCommand } from './cli-command.ts';
import { needed, noWords, readOptions } from './cli-options.ts';
import { textTable } from './cli-output.ts';

export const staffAdd: CliCommand = {
  name: 'staff add',
  usage: '--name NAME --role manager|server|bartender|cashier|host|cook --pin PIN [--json]',
  summary: 'Add a person who signs in with name and PIN',
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      name: { type: 'string' },
      role: { type: 'string' },
      pin: { type: 'string' },
      json: { type: 'boolean' },
    });
    noWords(positionals);
    const person = {
      name: needed(values.name, '--name'),
      role: needed(values.role, '--role'),
      pin: needed(values.pin, '--pin'),
    };
    return askAndShow(context, { name: 'staff.add', person }, values.json === true, ({ staffId }) => {
      context.print(`Added ${person.name} (${person.role}), person ${staffId}.`);
      return 0;
    });
  },
};

export const staffList: CliCommand = {
  name: 'staff list',
  usage: '[--json]',
  summary: 'List the staff',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    return askAndShow(context, { name: 'staff.list' }, values.json === true, (staff) => {
      const rows = staff.map(({ id, name, role, active }) => [id, name, role, active ? 'yes' : 'no']);
      for (const line of textTable(['Id', 'Name', 'Role', 'Works here'], rows)) context.print(line);
      return 0;
    });
  },
};
