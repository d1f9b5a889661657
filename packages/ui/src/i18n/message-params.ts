/** A catalogue: message keys to ICU texts. Keys are `area.thing`, texts use ’ so that ICU quoting (') never bites. */
export type MessageMap = Readonly<Record<string, string>>;

type Trim<S extends string> = S extends ` ${infer Rest}` ? Trim<Rest> : S extends `${infer Rest} ` ? Trim<Rest> : S;

/** The next brace of `S`: which one it is, what stands before and after. */
type NextBrace<S extends string> = S extends `${infer Before}{${infer After}`
  ? Before extends `${infer BeforeClose}}${infer BetweenThem}`
    ? { kind: 'close'; before: BeforeClose; after: `${BetweenThem}{${After}` }
    : { kind: 'open'; before: Before; after: After }
  : S extends `${infer Before}}${infer After}`
    ? { kind: 'close'; before: Before; after: After }
    : { kind: 'none' };

/** Type of a placeholder by its ICU format. A bare one is a text or a number already formatted by the caller. */
type ParamOf<Format extends string> = Format extends 'plural' | 'selectordinal' | 'number'
  ? number
  : Format extends 'select'
    ? string
    : Format extends 'date' | 'time'
      ? number | Date
      : string | number;

type Named<Name extends string, Format extends string> = { readonly [K in Trim<Name>]: ParamOf<Format> };

/** Options of a plural or select: each `{` holds a message of its own, the matching `}` ends the argument. */
type InOptions<S extends string, Depth extends readonly unknown[], Found> =
  NextBrace<S> extends infer Brace
    ? Brace extends { kind: 'open'; after: infer After extends string }
      ? InText<After, ['option', ...Depth], Found>
      : Brace extends { kind: 'close'; after: infer After extends string }
        ? InText<After, Depth, Found>
        : Found
    : Found;

type InArgument<S extends string, Depth extends readonly unknown[], Found> =
  NextBrace<S> extends { kind: infer Kind; before: infer Head extends string; after: infer After extends string }
    ? Head extends `${infer Name},${infer Format},${string}`
      ? Kind extends 'open'
        ? InText<After, ['option', ...Depth], Found & Named<Name, Trim<Format>>>
        : InText<After, Depth, Found & Named<Name, Trim<Format>>>
      : Head extends `${infer Name},${infer Format}`
        ? InText<After, Depth, Found & Named<Name, Trim<Format>>>
        : InText<After, Depth, Found & Named<Head, ''>>
    : Found;

type InText<S extends string, Depth extends readonly unknown[], Found> =
  NextBrace<S> extends infer Brace
    ? Brace extends { kind: 'open'; after: infer After extends string }
      ? InArgument<After, Depth, Found>
      : Brace extends { kind: 'close'; after: infer After extends string }
        ? Depth extends readonly [unknown, ...infer Outer]
          ? InOptions<After, Outer, Found>
          : InText<After, Depth, Found>
        : Found
    : Found;

/**
 * The parameters an ICU message needs, read from its text: `'{count, plural, one {# item} other {# items}} on {table}'`
 * gives `{ count: number; table: string | number }`. A catalogue typed as plain `string` gives any parameters.
 */
export type MessageParams<Text extends string> = string extends Text
  ? Readonly<Record<string, string | number | Date>>
  : InText<Text, [], unknown> extends infer Found
    ? { readonly [K in keyof Found]: Found[K] }
    : never;

/** Arguments of `t` after the key: none for a text without placeholders. */
export type MessageArguments<Text extends string> = string extends Text
  ? [params?: MessageParams<Text>]
  : keyof MessageParams<Text> extends never
    ? []
    : [params: MessageParams<Text>];
