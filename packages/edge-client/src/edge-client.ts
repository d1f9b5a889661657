import type { Result } from '@passbell/core/kernel/result';
import { openBrowserFeedSocket } from './browser-feed-socket.ts';
import type { PlatformPorts } from './browser-ports.ts';
import type { CommandQueue } from './command-queue.ts';
import { createFeedClient } from './create-feed-client.ts';
import { createMemoryDocumentCache, type DocumentCache } from './document-cache.ts';
import { createEdgeApi, type EdgeApi } from './edge-api.ts';
import type { EdgeError } from './edge-error.ts';
import { createEdgeHttp, type EdgeHttp } from './edge-http.ts';
import type { FeedClient } from './feed-client.ts';
import type { OpenFeedSocket } from './feed-socket.ts';
import type { FeedStatus } from './feed-status.ts';
import type { Observable } from './observable-value.ts';
import { openCommandQueue } from './open-command-queue.ts';
import type { QueueStore } from './queue-store.ts';
import { createSessionHolder, type PersonSession, type SessionHolder } from './session-holder.ts';

export interface EdgeClientOptions {
  /** Origin of the edge. Example: `http://127.0.0.1:8420`. */
  readonly baseUrl: string;
  /** Where HTTP requests go instead: the desktop shell's own origin, which passes them on to the edge. */
  readonly httpBaseUrl?: string;
  /** `pos`, `kds`, … and its version: what the edge's list of screens shows. */
  readonly app: string;
  readonly appVersion: string;
  /** Bearer token of the device; left away where a cookie does it or `useDevice` follows. */
  readonly token?: string | null;
  readonly ports: PlatformPorts;
  /** Where presses survive: IndexedDB in a plain browser, SQLite behind the bridge in Electron. */
  readonly queueStore: QueueStore;
  /** Where the menu survives. Memory when left away. */
  readonly documentCache?: DocumentCache;
  /** Default: the platform's WebSocket and fetch. */
  readonly openSocket?: OpenFeedSocket;
  readonly fetch?: typeof fetch;
}

/** The connection ladder's state and what waits on this device. */
export interface ClientStatus extends FeedStatus {
  /** Presses the edge has not stored yet. */
  readonly waitingCommands: number;
  /** False: this device cannot keep what waits over a reload. */
  readonly durable: boolean;
}

/** Everything a screen needs of its edge. */
export interface EdgeClient {
  readonly feed: FeedClient;
  readonly queue: CommandQueue;
  readonly http: EdgeHttp;
  readonly api: EdgeApi;
  readonly sessions: SessionHolder;
  readonly status: Observable<ClientStatus>;
  start(): void;
  stop(): void;
  /** The edge is at another address, or the device has another token: connects anew with it. */
  useDevice(change: { readonly baseUrl?: string; readonly token?: string | null }): void;
  /** Signs a person in; what they pressed before goes on. */
  signIn(staffId: string, pin: string): Promise<Result<PersonSession, EdgeError>>;
  /** The person leaves the screen at once; their session ends at the edge when all they pressed has arrived there. */
  signOut(): void;
  /** The edge's wall clock, estimated. */
  serverNowMs(): number;
}

/** Puts a client together. Resolves when the device's own queue is read; the edge need not be there. */
export async function createEdgeClient(options: EdgeClientOptions): Promise<EdgeClient> {
  const { ports } = options;
  let baseUrl = options.baseUrl;
  let token = options.token ?? null;
  const sessions = createSessionHolder();
  const session = () => sessions.current.getSnapshot()?.session ?? null;
  const feed = createFeedClient({
    ...ports,
    openSocket: options.openSocket ?? openBrowserFeedSocket,
    url: () => feedUrl(baseUrl),
    token: () => token,
    session,
    sessionEnded: (ended) => {
      const person = sessions.current.getSnapshot();
      if (person !== null) sessions.ended(person.staffId, ended);
    },
    app: options.app,
    appVersion: options.appVersion,
  });
  const http = createEdgeHttp({
    ...ports,
    baseUrl: () => options.httpBaseUrl ?? baseUrl,
    token: () => token,
    session,
    // Bound: the platform's fetch refuses to be called on another object.
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  });
  const api = createEdgeApi(http, options.documentCache ?? createMemoryDocumentCache(), ports.ids);
  const queue = await openCommandQueue({ ...ports, store: options.queueStore, link: feed, sessions });
  sessions.onChange(() => feed.sessionChanged());

  return {
    feed,
    queue,
    http,
    api,
    sessions,
    status: combineStatus(feed.status, queue),
    start: () => feed.start(),
    stop() {
      queue.close();
      feed.stop();
    },
    useDevice(change) {
      baseUrl = change.baseUrl ?? baseUrl;
      token = change.token === undefined ? token : change.token;
      feed.stop();
      feed.start();
    },
    async signIn(staffId, pin) {
      const answer = await api.signIn(staffId, pin);
      if (answer.ok) sessions.signedIn(answer.value);
      return answer;
    },
    signOut() {
      const person = sessions.current.getSnapshot();
      if (person === null) return;
      sessions.leave();
      void queue.drained(person.staffId).then(async () => {
        const isBack = sessions.current.getSnapshot()?.staffId === person.staffId;
        if (isBack || sessions.tokenOf(person.staffId) !== person.session) return;
        sessions.forget(person.staffId);
        await api.signOut(person.session);
      });
    },
    serverNowMs: feed.serverNowMs,
  };
}

/** `http://box:8420` → `ws://box:8420/v1/feed`. */
export function feedUrl(baseUrl: string): string {
  const url = new URL('/v1/feed', baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function combineStatus(feedStatus: Observable<FeedStatus>, queue: CommandQueue): Observable<ClientStatus> {
  let lastFeed = feedStatus.getSnapshot();
  let combined: ClientStatus | null = null;
  return {
    getSnapshot() {
      const feed = feedStatus.getSnapshot();
      const { waiting, durable } = queue.getSnapshot();
      const isSame =
        combined !== null && feed === lastFeed && combined.waitingCommands === waiting && combined.durable === durable;
      if (combined === null || !isSame) combined = { ...feed, waitingCommands: waiting, durable };
      lastFeed = feed;
      return combined;
    },
    subscribe(listener) {
      const detachFeed = feedStatus.subscribe(listener);
      const detachQueue = queue.subscribe(listener);
      return () => {
        detachFeed();
        detachQueue();
      };
    },
  };
}
