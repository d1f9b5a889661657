import { askAndShow } from './ask-from-cli.ts';
import { type CliCommand, UsageError } from './cli-command.ts';
import { readOptions, wholeNumber } from './cli-options.ts';
import { textTable } from './cli-output.ts';

function readLine(word: string): { ingredientId: string; quantity: number } {
  const at = word.lastIndexOf('=');
  const quantity = at > 0 ? wholeNumber(word.slice(at + 1), word) : undefined;
  if (quantity === undefined) throw new UsageError(`"${word}" is not INGREDIENT=QUANTITY`);
  return { ingredientId: word.slice(0, at), quantity };
}

export const stockReceive: CliCommand = {
  name: 'stock receive',
  usage: 'INGREDIENT=QUANTITY ... [--reason TEXT] [--json]',
  summary: 'Take a delivery into stock, in the unit of each ingredient',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { reason: { type: 'string' }, json: { type: 'boolean' } });
    if (positionals.length === 0) throw new UsageError('name at least one INGREDIENT=QUANTITY');
    const delivery = {
      lines: positionals.map(readLine),
      ...(values.reason === undefined ? {} : { reason: values.reason }),
    };
    return askAndShow(context, { name: 'stock.receive', delivery }, values.json === true, ({ levels }) => {
      const rows = levels.map(({ ingredientId, onHand, reserved }) => [ingredientId, String(onHand), String(reserved)]);
      for (const line of textTable(['Ingredient', 'On hand', 'Reserved'], rows)) context.print(line);
      return 0;
    });
  },
};
