import { z } from 'zod';
import { menuRef } from '../kernel/ids.ts';
import { personText } from '../kernel/text.ts';
import { defineCommand } from './command-definition.ts';

const MAX_STOCK = 1_000_000_000;
const levelAnswer = z
  .strictObject({
    levels: z.array(z.strictObject({ ingredientId: z.string(), onHand: z.int(), reserved: z.int() })),
  })
  .meta({ id: 'StockLevels' });

export const receiveStock = defineCommand({
  name: 'receiveStock',
  permission: 'stock.adjust',
  path: '/v1/stock/receive',
  status: 200,
  summary: 'Take a delivery into stock',
  description: 'What had run out and can be made again is sold again, unless staff stopped it.',
  args: z.strictObject({
    lines: z
      .array(z.strictObject({ ingredientId: menuRef, quantity: z.int().min(1).max(MAX_STOCK) }))
      .min(1)
      .max(1_000),
    reason: personText(200).optional(),
  }),
  answer: levelAnswer,
  example: {
    args: { lines: [{ ingredientId: 'skirt-steak', quantity: 4_000 }] },
    answer: { levels: [{ ingredientId: 'skirt-steak', onHand: 9_000, reserved: 450 }] },
  },
  refusals: ['menu_not_found', 'ingredient_unknown'],
});

export const countStock = defineCommand({
  name: 'countStock',
  permission: 'stock.adjust',
  path: '/v1/stock/count',
  status: 200,
  summary: 'Record a stock count',
  description: 'Books the difference to what the ledger says as a movement of its own; history is never edited.',
  args: z.strictObject({
    lines: z
      .array(z.strictObject({ ingredientId: menuRef, counted: z.int().min(0).max(MAX_STOCK) }))
      .min(1)
      .max(1_000),
    reason: personText(200).optional(),
  }),
  answer: levelAnswer,
  example: {
    args: { lines: [{ ingredientId: 'skirt-steak', counted: 8_700 }] },
    answer: { levels: [{ ingredientId: 'skirt-steak', onHand: 8_700, reserved: 450 }] },
  },
  refusals: ['menu_not_found', 'ingredient_unknown'],
});

const subject = z.strictObject({ kind: z.enum(['item', 'variation', 'modifier']), subjectId: menuRef });
const availabilityAnswer = z
  .strictObject({
    kind: z.enum(['item', 'variation', 'modifier']),
    subjectId: z.string(),
    eightySixed: z.enum(['manual', 'stock']).nullable(),
  })
  .meta({ id: 'Availability' });

export const eightySix = defineCommand({
  name: 'eightySix',
  permission: 'stock.eighty_six',
  path: '/v1/availability/eighty-six',
  status: 200,
  summary: 'Stop selling something',
  description: 'It stays off until staff put it back.',
  args: subject,
  answer: availabilityAnswer,
  example: {
    args: { kind: 'item', subjectId: 'scallops' },
    answer: { kind: 'item', subjectId: 'scallops', eightySixed: 'manual' },
  },
  refusals: ['menu_not_found', 'availability_subject_unknown'],
});

export const restoreSale = defineCommand({
  name: 'restoreSale',
  permission: 'stock.eighty_six',
  path: '/v1/availability/restore',
  status: 200,
  summary: 'Sell something again',
  description: 'Lifts a stop by hand. What stock cannot make stays off until stock comes in.',
  args: subject,
  answer: availabilityAnswer,
  example: {
    args: { kind: 'item', subjectId: 'scallops' },
    answer: { kind: 'item', subjectId: 'scallops', eightySixed: null },
  },
  refusals: ['menu_not_found', 'availability_subject_unknown'],
});
