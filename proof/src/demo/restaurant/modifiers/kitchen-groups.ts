import type { MenuModifierGroup } from '@passbell/core/menu/menu-document';
import { group } from '../menu-builders.ts';

/** Choices of the grill, the pans and the burgers. */
export const kitchenGroups: readonly MenuModifierGroup[] = [
  group({
    id: 'temperature',
    name: 'Temperature',
    min: 1,
    max: 1,
    choices: {
      rare: { name: 'Rare', kitchen: 'R', kind: 'choice' },
      'med-rare': { name: 'Med rare', kitchen: 'MR', kind: 'choice', isDefault: true },
      medium: { name: 'Medium', kitchen: 'M', kind: 'choice' },
      'med-well': { name: 'Med well', kitchen: 'MW', kind: 'choice' },
      well: { name: 'Well', kitchen: 'W', kind: 'choice' },
    },
  }),
  group({
    id: 'pork-temperature',
    name: 'Temperature',
    min: 1,
    max: 1,
    choices: {
      'med-rare': { name: 'Med rare', kitchen: 'MR', kind: 'choice' },
      medium: { name: 'Medium', kitchen: 'M', kind: 'choice', isDefault: true },
      well: { name: 'Well', kitchen: 'W', kind: 'choice' },
    },
  }),
  group({
    id: 'side',
    name: 'Side',
    min: 1,
    max: 1,
    choices: {
      'skin-on-fries': { name: 'Skin-on fries', isDefault: true, recipe: { potatoes: 180, 'fry-oil': 20 } },
      'house-salad': { name: 'House salad', kind: 'sub', recipe: { 'mixed-greens': 60, vinaigrette: 20 } },
      'truffle-fries': {
        name: 'Truffle fries',
        price: 300,
        kind: 'sub',
        recipe: { potatoes: 180, 'fry-oil': 20, 'truffle-oil': 8, parmesan: 10 },
      },
      broccolini: { name: 'Broccolini', price: 200, kind: 'sub', recipe: { broccolini: 120, 'olive-oil': 8 } },
      'mac-cheese': { name: 'Mac + cheese', price: 300, kind: 'sub', recipe: { macaroni: 90, 'cheese-sauce': 80 } },
      none: { name: 'No side', kitchen: 'No side', kind: 'choice' },
    },
  }),
  group({
    id: 'steak-changes',
    name: 'Change it',
    min: 0,
    max: 8,
    choices: {
      'garlic-butter': { name: 'Garlic butter', isDefault: true, recipe: { 'garlic-butter': 20 } },
      chimichurri: { name: 'Chimichurri', recipe: { chimichurri: 25 } },
      'fried-egg': { name: 'Fried egg', price: 250, recipe: { egg: 1 } },
      'au-poivre': { name: 'Au poivre', price: 300, recipe: { 'au-poivre': 40 } },
      shrimp: { name: 'Shrimp', price: 800, recipe: { shrimp: 4 } },
      'blue-cheese': { name: 'Blue cheese', price: 300, recipe: { 'blue-cheese': 30 } },
    },
  }),
  group({
    id: 'pork-changes',
    name: 'Change it',
    min: 0,
    max: 6,
    choices: {
      'apple-mostarda': { name: 'Apple mostarda', isDefault: true, recipe: { 'apple-mostarda': 35 } },
      'fried-egg': { name: 'Fried egg', price: 250, recipe: { egg: 1 } },
      mushrooms: { name: 'Mushrooms', price: 300, recipe: { mushrooms: 60 } },
    },
  }),
  group({
    id: 'lamb-changes',
    name: 'Change it',
    min: 0,
    max: 4,
    choices: {
      'mint-yogurt': { name: 'Mint yogurt', isDefault: true, recipe: { 'mint-yogurt': 30 } },
      chimichurri: { name: 'Chimichurri', recipe: { chimichurri: 25 } },
    },
  }),
  group({
    id: 'chicken-changes',
    name: 'Change it',
    min: 0,
    max: 6,
    choices: {
      'piri-piri': { name: 'Piri-piri', isDefault: true, recipe: { 'piri-piri': 30 } },
      'extra-piri-piri': { name: 'Extra piri-piri', recipe: { 'piri-piri': 30 } },
      aioli: { name: 'Aioli', price: 100, recipe: { aioli: 30 } },
    },
  }),
  group({
    id: 'salmon-sauce',
    name: 'Caper sauce',
    min: 1,
    max: 1,
    choices: {
      on: { name: 'On the fish', kitchen: 'caper sauce', isDefault: true, recipe: { 'caper-sauce': 35 } },
      side: { name: 'Caper sauce on the side', kitchen: 'caper sauce', kind: 'side', recipe: { 'caper-sauce': 35 } },
      none: { name: 'No sauce', kitchen: 'No sauce', kind: 'choice' },
    },
  }),
  group({
    id: 'octopus-sauce',
    name: 'Romesco',
    min: 1,
    max: 1,
    choices: {
      on: { name: 'On the plate', kitchen: 'romesco', isDefault: true, recipe: { romesco: 40 } },
      side: { name: 'Romesco on the side', kitchen: 'romesco', kind: 'side', recipe: { romesco: 40 } },
      none: { name: 'No romesco', kitchen: 'No romesco', kind: 'choice' },
    },
  }),
  group({
    id: 'melt-bun',
    name: 'Bread',
    min: 1,
    max: 1,
    choices: {
      brioche: { name: 'Brioche', isDefault: true, recipe: { 'brioche-bun': 1 } },
      'gf-bun': { name: 'GF bun', kitchen: 'GF bun', price: 200, kind: 'sub', recipe: { 'gf-bun': 1 } },
      none: { name: 'No brioche', kitchen: 'No brioche', kind: 'choice', recipe: { 'mixed-greens': 40 } },
    },
  }),
  group({
    id: 'melt-changes',
    name: 'Change it',
    min: 0,
    max: 4,
    choices: {
      'basil-mayo': { name: 'Basil mayo', isDefault: true, recipe: { 'basil-mayo': 20 } },
      tomato: { name: 'Tomato', isDefault: true, recipe: { tomato: 30 } },
      avocado: { name: 'Avocado', price: 300, recipe: { avocado: 1 } },
    },
  }),
  group({
    id: 'corn-changes',
    name: 'Change it',
    min: 0,
    max: 4,
    choices: {
      'chili-salt': { name: 'Chili salt', isDefault: true, recipe: { 'chili-salt': 4 } },
      aioli: { name: 'Aioli', isDefault: true, recipe: { aioli: 25 } },
      parmesan: { name: 'Parmesan', price: 100, recipe: { parmesan: 10 } },
    },
  }),
  group({
    id: 'bun',
    name: 'Bun',
    min: 1,
    max: 1,
    choices: {
      potato: { name: 'Potato bun', isDefault: true, recipe: { 'potato-bun': 1 } },
      'gf-bun': { name: 'GF bun', kitchen: 'GF bun', price: 200, kind: 'sub', recipe: { 'gf-bun': 1 } },
      lettuce: { name: 'Lettuce wrap', kind: 'sub', recipe: { 'little-gem': 1 } },
    },
  }),
  group({
    id: 'burger-changes',
    name: 'Change it',
    min: 0,
    max: 12,
    choices: {
      cheese: { name: 'Cheese', isDefault: true, recipe: { 'american-cheese': 1 } },
      onion: { name: 'Onion', isDefault: true, recipe: { onion: 15 } },
      pickles: { name: 'Pickles', isDefault: true, recipe: { pickles: 15 } },
      'house-sauce': { name: 'House sauce', isDefault: true, recipe: { 'house-sauce': 20 } },
      bacon: { name: 'Smoked bacon', kitchen: 'bacon', price: 250, recipe: { bacon: 2 } },
      'fried-egg': { name: 'Fried egg', price: 250, recipe: { egg: 1 } },
      avocado: { name: 'Avocado', price: 300, recipe: { avocado: 1 } },
    },
  }),
  group({
    id: 'sandwich-changes',
    name: 'Change it',
    min: 0,
    max: 8,
    choices: {
      slaw: { name: 'Slaw', isDefault: true, recipe: { cabbage: 30, 'basil-mayo': 10 } },
      pickles: { name: 'Pickles', isDefault: true, recipe: { pickles: 15 } },
      bacon: { name: 'Smoked bacon', kitchen: 'bacon', price: 250, recipe: { bacon: 2 } },
      cheese: { name: 'Cheddar', price: 150, recipe: { cheddar: 1 } },
    },
  }),
];
