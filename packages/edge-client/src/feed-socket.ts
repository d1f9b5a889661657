/** What happens to a socket. After `closed` nothing more comes. */
export interface FeedSocketEvents {
  opened(): void;
  message(text: string): void;
  /** The WebSocket close code; 1006 when the line broke without a word. */
  closed(code: number): void;
}

/** One open (or opening) line to the edge. */
export interface FeedSocket {
  /** Sends a text frame; does nothing on a line that is not open. */
  send(text: string): void;
  close(code?: number): void;
}

/** Opens a line to a `ws:`/`wss:` address. Never throws: what goes wrong comes as `closed`. */
export type OpenFeedSocket = (url: string, events: FeedSocketEvents) => FeedSocket;
