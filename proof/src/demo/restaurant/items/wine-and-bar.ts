import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { Recipe } from '../ingredients/demo-ingredients.ts';
import { item } from '../menu-builders.ts';

const GLASS_ML = 150;
const BOTTLE_ML = 750;

function wine(
  id: string,
  name: string,
  kitchen: string,
  glass: number,
  bottle: number,
  pour: (ml: number) => Recipe,
): MenuItem {
  return item({
    id,
    name,
    kitchen,
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    minutes: 2,
    diets: ['alcohol'],
    sizes: [
      ['Glass', glass, pour(GLASS_ML)],
      ['Bottle', bottle, pour(BOTTLE_ML)],
    ],
  });
}

function mixed(
  id: string,
  name: string,
  kitchen: string,
  price: number,
  recipe: Recipe,
  groups: readonly string[] = [],
): MenuItem {
  return item({
    id,
    name,
    kitchen,
    price,
    recipe,
    groups,
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    minutes: 4,
    stock: 'advisory',
    diets: ['alcohol'],
  });
}

/** Wine, beer and what is shaken. */
export const wineAndBar: readonly MenuItem[] = [
  wine('pinot-noir', 'Pinot noir', 'Pinot noir', 1400, 5400, (ml) => ({ 'pinot-noir': ml })),
  wine('malbec', 'Malbec', 'Malbec', 1300, 5000, (ml) => ({ malbec: ml })),
  wine('chardonnay', 'Chardonnay', 'Chardonnay', 1300, 5000, (ml) => ({ chardonnay: ml })),
  wine('sauvignon-blanc', 'Sauvignon blanc', 'Sauv blanc', 1200, 4600, (ml) => ({ 'sauvignon-blanc': ml })),
  wine('rose', 'Rosé', 'Rosé', 1200, 4600, (ml) => ({ 'rose-wine': ml })),
  wine('prosecco', 'Prosecco', 'Prosecco', 1200, 4800, (ml) => ({ prosecco: ml })),
  item({
    id: 'draft-lager',
    name: 'Draft lager',
    kitchen: 'Lager',
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    minutes: 2,
    stock: 'advisory',
    diets: ['alcohol'],
    sizes: [
      ['Pint', 800, { lager: 473 }],
      ['Half', 500, { lager: 237 }],
    ],
  }),
  item({
    id: 'hazy-ipa',
    name: 'Hazy IPA',
    kitchen: 'Hazy IPA',
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    minutes: 2,
    stock: 'advisory',
    diets: ['alcohol'],
    sizes: [
      ['Pint', 900, { 'hazy-ipa': 473 }],
      ['Half', 600, { 'hazy-ipa': 237 }],
    ],
  }),
  item({
    id: 'happy-lager',
    name: 'Happy hour lager',
    kitchen: 'HH lager',
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    price: 500,
    minutes: 2,
    dayparts: ['happy-hour'],
    stock: 'advisory',
    recipe: { lager: 473 },
    diets: ['alcohol'],
  }),
  item({
    id: 'dry-cider',
    name: 'Dry cider',
    kitchen: 'Cider',
    in: ['wine-and-bar'],
    at: 'bar',
    tax: 'alcohol',
    price: 800,
    minutes: 1,
    recipe: { cider: 1 },
    diets: ['alcohol', 'gluten-free'],
  }),
  mixed('saltmarsh-spritz', 'Saltmarsh spritz', 'Spritz', 1400, { 'bitter-aperitif': 60, prosecco: 90, orange: 1 }),
  mixed('negroni', 'Negroni', 'Negroni', 1500, { gin: 30, 'bitter-aperitif': 30, 'sweet-vermouth': 30, orange: 1 }),
  mixed('margarita', 'Margarita', 'Margarita', 1400, { tequila: 60, 'orange-liqueur': 25, lime: 1 }, [
    'margarita-style',
    'margarita-rim',
  ]),
  mixed('old-fashioned', 'Old fashioned', 'Old fashioned', 1600, { bourbon: 60, sugar: 5, orange: 1 }),
  mixed('espresso-martini', 'Espresso martini', 'Espresso mtni', 1500, {
    vodka: 45,
    'coffee-liqueur': 25,
    'coffee-beans': 9,
  }),
  item({
    id: 'zero-spritz',
    name: 'Zero-proof spritz',
    kitchen: 'Zero spritz',
    in: ['wine-and-bar', 'drinks'],
    at: 'bar',
    price: 1100,
    minutes: 3,
    stock: 'advisory',
    recipe: { 'zero-aperitif': 60, 'sparkling-small': 1, orange: 1 },
    diets: ['vegan', 'gluten-free'],
  }),
];
