import type { MenuModifierGroup } from '@passbell/core/menu/menu-document';
import { group } from '../menu-builders.ts';

/** Choices of starters, bowls, sides, sweets, the children's menu and the bar. */
export const tableGroups: readonly MenuModifierGroup[] = [
  group({
    id: 'dressing',
    name: 'Dressing',
    min: 1,
    max: 1,
    choices: {
      vinaigrette: { name: 'Vinaigrette', isDefault: true, recipe: { vinaigrette: 20 } },
      caesar: { name: 'Caesar', kind: 'sub', recipe: { 'caesar-dressing': 25 } },
      blue: { name: 'Blue cheese', kind: 'sub', recipe: { 'blue-dressing': 25 } },
      side: { name: 'Vinaigrette on the side', kitchen: 'vinaigrette', kind: 'side', recipe: { vinaigrette: 20 } },
    },
  }),
  group({
    id: 'salad-extras',
    name: 'Add',
    min: 0,
    max: 4,
    choices: {
      chicken: { name: 'Chicken', price: 500, recipe: { 'chicken-thigh': 1 } },
      shrimp: { name: 'Shrimp', price: 800, recipe: { shrimp: 4 } },
      anchovy: { name: 'Anchovies', price: 200, recipe: { anchovy: 3 } },
      avocado: { name: 'Avocado', price: 300, recipe: { avocado: 1 } },
    },
  }),
  group({
    id: 'soup-bread',
    name: 'With it',
    min: 0,
    max: 2,
    choices: {
      focaccia: { name: 'Focaccia', isDefault: true, recipe: { focaccia: 1 } },
      'extra-focaccia': { name: 'More focaccia', price: 200, recipe: { focaccia: 1 } },
    },
  }),
  group({
    id: 'oyster-sauce',
    name: 'With them',
    min: 0,
    max: 3,
    choices: {
      mignonette: { name: 'Mignonette', isDefault: true, recipe: { mignonette: 40 } },
      lemon: { name: 'Lemon', isDefault: true, recipe: { lemon: 1 } },
      'chili-honey': { name: 'Chili honey', price: 100, recipe: { 'chili-honey': 20 } },
    },
  }),
  group({
    id: 'dips',
    name: 'Dips',
    min: 0,
    max: 4,
    choices: {
      ketchup: { name: 'Ketchup', isDefault: true, recipe: { ketchup: 20 } },
      aioli: { name: 'Aioli', price: 100, recipe: { aioli: 30 } },
      'house-sauce': { name: 'House sauce', price: 100, recipe: { 'house-sauce': 30 } },
      'chili-honey': { name: 'Chili honey', price: 100, recipe: { 'chili-honey': 25 } },
    },
  }),
  group({
    id: 'bowl-protein',
    name: 'Add',
    min: 0,
    max: 3,
    choices: {
      chicken: { name: 'Chicken', price: 500, recipe: { 'chicken-thigh': 1 } },
      salmon: { name: 'Salmon', price: 800, recipe: { 'salmon-small': 1 } },
      tofu: { name: 'Tofu', price: 400, recipe: { tofu: 90 } },
      egg: { name: 'Soft egg', price: 250, recipe: { egg: 1 } },
      avocado: { name: 'Avocado', price: 300, recipe: { avocado: 1 } },
    },
  }),
  group({
    id: 'grain-changes',
    name: 'Change it',
    min: 0,
    max: 5,
    choices: {
      egg: { name: 'Soft egg', isDefault: true, recipe: { egg: 1 } },
      avocado: { name: 'Avocado', isDefault: true, recipe: { avocado: 1 } },
      tahini: { name: 'Tahini', isDefault: true, recipe: { tahini: 30 } },
      'chili-honey': { name: 'Chili honey', recipe: { 'chili-honey': 15 } },
    },
  }),
  group({
    id: 'poke-sauce',
    name: 'Sauce',
    min: 1,
    max: 1,
    choices: {
      ponzu: { name: 'Ponzu', isDefault: true, recipe: { ponzu: 30 } },
      peanut: { name: 'Peanut', kitchen: 'peanut sauce', kind: 'sub', recipe: { 'peanut-sauce': 30 } },
      side: { name: 'Ponzu on the side', kitchen: 'ponzu', kind: 'side', recipe: { ponzu: 30 } },
    },
  }),
  group({
    id: 'pasta',
    name: 'Pasta',
    min: 1,
    max: 1,
    choices: {
      house: { name: 'House pasta', isDefault: true, recipe: { linguine: 120 } },
      'gf-pasta': { name: 'GF pasta', kitchen: 'GF pasta', price: 300, kind: 'sub', recipe: { 'gf-pasta': 120 } },
    },
  }),
  group({
    id: 'cheese-on-top',
    name: 'Change it',
    min: 0,
    max: 2,
    choices: {
      parmesan: { name: 'Parmesan', isDefault: true, recipe: { parmesan: 12 } },
      'truffle-oil': { name: 'Truffle oil', price: 400, recipe: { 'truffle-oil': 8 } },
    },
  }),
  group({
    id: 'kids-side',
    name: 'Side',
    min: 1,
    max: 1,
    choices: {
      fries: { name: 'Fries', isDefault: true, recipe: { potatoes: 100, 'fry-oil': 12 } },
      fruit: { name: 'Fruit', kind: 'sub', recipe: { 'fruit-cup': 1 } },
      carrots: { name: 'Carrots', kind: 'sub', recipe: { carrot: 60 } },
    },
  }),
  group({
    id: 'toppings',
    name: 'Toppings',
    min: 0,
    max: 3,
    choices: {
      chocolate: { name: 'Chocolate sauce', price: 75, recipe: { 'chocolate-sauce': 20 } },
      pecans: { name: 'Candied pecans', price: 100, recipe: { 'candied-pecans': 15 } },
      sprinkles: { name: 'Sprinkles', price: 50, recipe: { sprinkles: 8 } },
      berries: { name: 'Berries', price: 150, recipe: { berries: 30 } },
    },
  }),
  group({
    id: 'coffee-milk',
    name: 'Milk',
    min: 1,
    max: 1,
    choices: {
      whole: { name: 'Whole milk', isDefault: true, recipe: { milk: 150 } },
      oat: { name: 'Oat milk', price: 80, kind: 'sub', recipe: { 'oat-milk': 150 } },
      almond: { name: 'Almond milk', price: 80, kind: 'sub', recipe: { 'almond-milk': 150 } },
    },
  }),
  group({
    // Nothing is chosen already: the till asks.
    id: 'tea',
    name: 'Tea',
    min: 1,
    max: 1,
    choices: {
      'earl-grey': { name: 'Earl grey', kind: 'choice', recipe: { 'earl-grey': 1 } },
      green: { name: 'Green', kind: 'choice', recipe: { 'green-tea': 1 } },
      mint: { name: 'Mint', kind: 'choice', recipe: { 'mint-tea': 1 } },
      chamomile: { name: 'Chamomile', kind: 'choice', recipe: { chamomile: 1 } },
    },
  }),
  group({
    id: 'glass',
    name: 'In the glass',
    min: 0,
    max: 3,
    choices: {
      ice: { name: 'Ice', isDefault: true },
      lemon: { name: 'Lemon', recipe: { lemon: 1 } },
      mint: { name: 'Mint', recipe: { mint: 3 } },
    },
  }),
  group({
    id: 'margarita-style',
    name: 'How',
    min: 1,
    max: 1,
    choices: {
      rocks: { name: 'On the rocks', kitchen: 'rocks', kind: 'choice', isDefault: true },
      up: { name: 'Up', kitchen: 'up', kind: 'choice' },
    },
  }),
  group({
    id: 'margarita-rim',
    name: 'Rim',
    min: 0,
    max: 1,
    choices: {
      salt: { name: 'Salt rim', isDefault: true },
      'chili-salt': { name: 'Chili salt rim', kind: 'sub', recipe: { 'chili-salt': 3 } },
    },
  }),
];
