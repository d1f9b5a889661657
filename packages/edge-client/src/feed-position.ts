/** A place in a location's history. Epochs count boxes that took over; seqs count events. */
export interface FeedPosition {
  readonly epoch: number;
  readonly seq: number;
}

/** Whether `at` stands at or past `target`. */
export function hasReached(at: FeedPosition, target: FeedPosition): boolean {
  return at.epoch > target.epoch || (at.epoch === target.epoch && at.seq >= target.seq);
}
