/** Runs pieces of work, at most so many at once, in the order they came. */
export function createLimiter(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over this place; nobody waiting gives it back.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
