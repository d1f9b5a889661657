/** The keys that wait or are on their way, by lane, in the order in which they were pressed. */
export class CommandLanes {
  readonly #lanes = new Map<string, string[]>();

  join(lane: string, key: string): void {
    const keys = this.#lanes.get(lane);
    if (keys === undefined) this.#lanes.set(lane, [key]);
    else keys.push(key);
  }

  /** The first of each lane: the only ones that may be on their way. */
  heads(): readonly string[] {
    return [...this.#lanes.values()].flatMap(([head]) => head ?? []);
  }

  leave(lane: string, key: string): void {
    const keys = (this.#lanes.get(lane) ?? []).filter((other) => other !== key);
    if (keys.length === 0) this.#lanes.delete(lane);
    else this.#lanes.set(lane, keys);
  }

  /** Ends the lane; gives what was in it. */
  close(lane: string): readonly string[] {
    const keys = this.#lanes.get(lane) ?? [];
    this.#lanes.delete(lane);
    return keys;
  }
}
