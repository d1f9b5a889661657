/** Keeps documents on the device under a name, so that a screen opens with what it knew. Losing one costs a fetch. */
export interface DocumentCache {
  /** The text kept under the name; null when there is none (or it cannot be read). */
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
}

export function createMemoryDocumentCache(): DocumentCache {
  const kept = new Map<string, string>();
  return {
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write(name, text) {
      kept.set(name, text);
      return Promise.resolve();
    },
  };
}
