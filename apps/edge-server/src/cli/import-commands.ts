import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatImportReport } from '../modules/menu/import/run-import.ts';
import { askAndShow } from './ask-from-cli.ts';
import { type CliCommand, type CliContext, UsageError } from './cli-command.ts';
import { readOptions } from './cli-options.ts';

/** Reads a file named on the command line: from where it was typed, not from where npm went. */
function readNamedFile(positionals: readonly string[], { env, cwd }: CliContext): string {
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new UsageError('name one FILE');
  const path = resolve(env.INIT_CWD ?? cwd, name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function importCommand(source: 'square' | 'csv', usage: string, summary: string): CliCommand {
  return {
    name: `import ${source}`,
    usage,
    summary,
    async run(args, context) {
      const { values, positionals } = readOptions(args, {
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        station: { type: 'string' },
        currency: { type: 'string' },
        ...(source === 'square' ? { 'square-location': { type: 'string' } as const } : {}),
      });
      const squareLocation: unknown = 'square-location' in values ? values['square-location'] : undefined;
      const request = {
        name: `import.${source}` as const,
        text: readNamedFile(positionals, context),
        dryRun: values['dry-run'] === true,
        ...(values.station === undefined ? {} : { stationId: values.station }),
        ...(values.currency === undefined ? {} : { currency: values.currency }),
        ...(squareLocation === undefined ? {} : { squareLocationId: squareLocation }),
      };
      return askAndShow(context, request, values.json === true, (report) => {
        context.print(formatImportReport(report).trimEnd());
        if (report.setUp !== null) {
          const { name, currency, timeZone } = report.setUp;
          context.print(
            `\nThe restaurant was not set up: "${name}", ${currency}, ${timeZone}. Change that with "location set".`,
          );
        }
        if (request.dryRun) context.print('\nThis was a dry run: nothing was changed.');
        return 0;
      });
    },
  };
}

export const importSquareCommand = importCommand(
  'square',
  'FILE [--dry-run] [--json] [--station ID] [--currency CODE] [--square-location ID]',
  'Take a Square Catalog export into the menu',
);
export const importCsvCommand = importCommand(
  'csv',
  'FILE [--dry-run] [--json] [--station ID] [--currency CODE]',
  'Take a spreadsheet into the menu',
);
