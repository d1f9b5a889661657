import { enableCompileCache } from 'node:module';

/** A child that takes longer than this to leave is gone anyway, before its parent has to be asked. */
const LEAVE_WITHIN_MS = 4_000;

/** What a child tells its parent. */
export type ChildMessage =
  | { readonly type: 'open'; readonly url: string; readonly syncUrl?: string }
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'failed'; readonly message: string };

/** What runs in a child. */
export interface ChildService {
  readonly opened: ChildMessage;
  stop(): Promise<void>;
  /** Resolves with an exit code when it ended by itself. */
  readonly ended: Promise<number>;
  hear?(message: unknown): Promise<void>;
}

/** Tells the parent, if there is still one. */
export function tellParent(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

/**
 * Runs a service as a child of the demo: it says when it is open or why it is not, and it leaves on a signal or when its
 * parent is gone, however that happened, because the channel between them closes with it.
 */
export async function runAsChild(
  open: () => Promise<ChildService>,
  explain: (error: unknown) => string,
): Promise<void> {
  enableCompileCache();
  let service: ChildService | undefined;
  let leaving = false;
  const leave = (code: number) => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), LEAVE_WITHIN_MS).unref();
    const stopped = service?.stop() ?? Promise.resolve();
    stopped.then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave(0));
  process.on('disconnect', () => leave(0));
  try {
    service = await open();
    // Asked to leave while it was still opening.
    if (leaving) return await service.stop().then(() => process.exit(0));
    process.on('message', (message) => void service?.hear?.(message));
    tellParent(service.opened);
    void service.ended.then((code) => (code === 70 ? process.exit(code) : leave(code)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    tellParent({ type: 'failed', message: explain(error) });
    process.exit(1);
  }
}
