import { askAndShow } from './ask-from-cli.ts';
import { type CliCommand, UsageError } from './cli-command.ts';
import { noWords, readOptions } from './cli-options.ts';

function yesOrNo(value: string | undefined, option: string): boolean | undefined {
  if (value === undefined) return undefined;
  if (value !== 'yes' && value !== 'no') throw new UsageError(`${option} is yes or no`);
  return value === 'yes';
}

function hour(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,2}$/u.test(value)) throw new UsageError('--day-starts is an hour from 0 to 23');
  return Number(value);
}

export const locationSet: CliCommand = {
  name: 'location set',
  usage:
    '[--name NAME] [--time-zone ZONE] [--currency CODE] [--locale TAG] [--tax-mode inclusive|exclusive] [--day-starts HOUR]\n' +
    '      [--open-checks yes|no] [--hand-over-on-payment yes|no] [--json]',
  summary: 'Set the restaurant up, or change how it is set up',
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      name: { type: 'string' },
      'time-zone': { type: 'string' },
      currency: { type: 'string' },
      locale: { type: 'string' },
      'tax-mode': { type: 'string' },
      'day-starts': { type: 'string' },
      'open-checks': { type: 'string' },
      'hand-over-on-payment': { type: 'string' },
      json: { type: 'boolean' },
    });
    noWords(positionals);
    const fields = {
      name: values.name,
      timeZone: values['time-zone'],
      currency: values.currency,
      locale: values.locale,
      taxMode: values['tax-mode'],
      businessDayHour: hour(values['day-starts']),
      openChecks: yesOrNo(values['open-checks'], '--open-checks'),
      handOverOnPayment: yesOrNo(values['hand-over-on-payment'], '--hand-over-on-payment'),
    };
    const location = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    if (Object.keys(location).length === 0) throw new UsageError('name at least one thing to set');
    return askAndShow(context, { name: 'location.set', location }, values.json === true, ({ locationId, changed }) => {
      context.print(
        changed ? `Location ${locationId} is set up.` : `Location ${locationId} is set up like that already.`,
      );
      return 0;
    });
  },
};

export const locationShow: CliCommand = {
  name: 'location show',
  usage: '[--json]',
  summary: 'Show how the restaurant is set up',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    return askAndShow(context, { name: 'location.show' }, values.json === true, (location) => {
      for (const [name, value] of Object.entries(location)) context.print(`${name.padEnd(20)}${String(value)}`);
      return 0;
    });
  },
};
