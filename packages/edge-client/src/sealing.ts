/** Makes text unreadable for whoever takes the device's disk away. Electron's safe storage fits. */
export interface Sealing {
  seal(text: string): Promise<string>;
  /** Rejects when the text was sealed by another device or changed. */
  open(sealed: string): Promise<string>;
}

/** For tests, and for machines without a keystore. */
export const UNSEALED: Sealing = { seal: (text) => Promise.resolve(text), open: (text) => Promise.resolve(text) };
