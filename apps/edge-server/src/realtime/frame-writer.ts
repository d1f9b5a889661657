import type { FeedDown } from '@passbell/core/wire/feed-messages';

/** The same frame with nothing in it to be changed: what we send comes from values that are not ours to change. */
type Fixed<Value> = Value extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Fixed<Value[Field]> }
    : Value;

export type DownFrame = Fixed<FeedDown>;

/** A frame to a screen as text. Snapshots and deltas are not written here: their documents are text already. */
export function writeFrame(frame: DownFrame): string {
  return JSON.stringify(frame);
}
