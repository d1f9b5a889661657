import {
  Baby,
  Beef,
  Beer,
  CakeSlice,
  Coffee,
  Croissant,
  CupSoda,
  Drumstick,
  EggFried,
  Fish,
  Flame,
  Hamburger,
  IceCreamCone,
  type LucideIcon,
  Martini,
  Milk,
  Pizza,
  Salad,
  Sandwich,
  Soup,
  Star,
  UtensilsCrossed,
  Wheat,
  Wine,
} from 'lucide-react';

/** Words in a section's name that tell its picture. The first that fits counts, so the narrower ones come first. */
const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/popular|favou?rite|special/iu, Star],
  [/burger/iu, Hamburger],
  [/pizza/iu, Pizza],
  [/starter|appeti|snack|small plate|salad|greens/iu, Salad],
  [/bowl|soup|noodle|ramen|curry|pasta/iu, Soup],
  [/grill|steak|fire|bbq|barbecue/iu, Flame],
  [/chicken|wing|bird|poultry/iu, Drumstick],
  [/meat|beef|roast/iu, Beef],
  [/fish|sea|oyster|sushi/iu, Fish],
  [/breakfast|brunch|egg/iu, EggFried],
  [/sandwich|wrap|taco|toast/iu, Sandwich],
  [/baker|pastr|bread/iu, Croissant],
  [/side|extra/iu, Wheat],
  [/ice cream|gelato/iu, IceCreamCone],
  [/sweet|dessert|cake|pudding/iu, CakeSlice],
  [/kid|child/iu, Baby],
  [/coffee|tea|hot drink/iu, Coffee],
  [/cocktail|spirit/iu, Martini],
  [/beer|tap|ale/iu, Beer],
  [/wine|bar/iu, Wine],
  [/milk|shake/iu, Milk],
  [/drink|soft|soda|juice|beverage/iu, CupSoda],
];

/** The picture of a section in the rail; cutlery where nothing fits. */
export function categoryIcon(name: string): LucideIcon {
  return ICONS.find(([words]) => words.test(name))?.[1] ?? UtensilsCrossed;
}
