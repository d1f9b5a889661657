import type { PendingCommand } from './queued-command.ts';

/**
 * Shows one pending command in the rows: changes `rows`, which are a copy. It must give the same rows when the server's
 * already contain the command (add by the ids the sender made, set states rather than count), because for a moment they may.
 */
export type ShowPending<Row> = (rows: Map<string, Row>, command: PendingCommand) => void;

/** View = server rows + pending commands, oldest first. The server's map itself when nothing is pending. */
export function overlayPending<Row>(
  server: ReadonlyMap<string, Row>,
  pending: readonly PendingCommand[],
  show: ShowPending<Row>,
): ReadonlyMap<string, Row> {
  const shown = pending.filter((command) => command.optimistic);
  if (shown.length === 0) return server;
  const rows = new Map(server);
  for (const command of shown) show(rows, command);
  return rows;
}

/** As `overlayPending`, and the same map as long as both inputs are the same (for React's external stores). */
export function createPendingOverlay<Row>(
  show: ShowPending<Row>,
): (server: ReadonlyMap<string, Row>, pending: readonly PendingCommand[]) => ReadonlyMap<string, Row> {
  let lastServer: ReadonlyMap<string, Row> | null = null;
  let lastPending: readonly PendingCommand[] | null = null;
  let view: ReadonlyMap<string, Row> = new Map();
  return (server, pending) => {
    if (server !== lastServer || pending !== lastPending) {
      view = overlayPending(server, pending, show);
      lastServer = server;
      lastPending = pending;
    }
    return view;
  };
}
