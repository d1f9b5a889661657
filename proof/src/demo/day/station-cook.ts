import { feedDown } from '@passbell/core/wire/feed-messages';
import { FEED_SUBPROTOCOL, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import { type TicketView, ticketView } from '@passbell/core/wire/views';
import type { DemoScreen } from './demo-http.ts';
import { createLimiter } from './limiter.ts';

const PING_MS = 3_000;
const RECONNECT_MS = 500;
const TICKETS_AT_ONCE = 4;

/** Somebody who stands at a kitchen station and cooks what comes up on its screen. */
export interface StationCook {
  leave(): void;
}

interface Kitchen {
  /** Only orders of this day are cooked; what a person rang up waits for a person. */
  isOurs(orderId: string): boolean;
  /** A ticket is done. */
  bumped(ticket: TicketView): void;
  failed(error: unknown): void;
}

async function cook(screen: DemoScreen, ticket: TicketView): Promise<void> {
  await screen.post('/v1/tickets/seen', { ticketIds: [ticket.id] });
  await screen.post(`/v1/tickets/${ticket.id}/start`, {});
  // A long ticket is bumped line by line first, as a cook does who plates as things get done.
  const [first] = ticket.lines;
  if (ticket.lines.length > 2 && first !== undefined)
    await screen.post(`/v1/tickets/${ticket.id}/lines/${first.id}/bump`, {});
  await screen.post(`/v1/tickets/${ticket.id}/bump`, {});
}

/**
 * Opens a kitchen screen's feed and works off its tickets: paints (acknowledges), starts, bumps. Comes back by itself
 * when the line breaks.
 */
export function startCook(edgeUrl: string, stationId: string, screen: DemoScreen, kitchen: Kitchen): StationCook {
  const taken = new Set<string>();
  const limited = createLimiter(TICKETS_AT_ONCE);
  let left = false;
  let socket: WebSocket | undefined;
  let pinging: NodeJS.Timeout | undefined;

  const take = (document: unknown) => {
    const parsed = ticketView.safeParse(document);
    if (
      !parsed.success ||
      parsed.data.state !== 'open' ||
      taken.has(parsed.data.id) ||
      !kitchen.isOurs(parsed.data.orderId)
    )
      return;
    const ticket = parsed.data;
    taken.add(ticket.id);
    void limited(() => cook(screen, ticket)).then(() => kitchen.bumped(ticket), kitchen.failed);
  };
  const hear = (text: string) => {
    const frame = feedDown.safeParse(JSON.parse(text));
    if (!frame.success) return;
    const { data } = frame;
    if (data.type === 'welcome')
      tell({ type: 'subscribe', topic: `kitchen:${stationId}`, resume: null, session: null });
    if (data.type === 'snapshot') for (const { doc } of data.documents) take(doc);
    if (data.type === 'delta') for (const { doc } of data.ops) take(doc);
    if (data.type === 'bye' || data.type === 'refused')
      kitchen.failed(new Error(`the screen at ${stationId} was sent away: ${data.error.code}`));
  };
  const tell = (frame: unknown) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  const connect = () => {
    if (left) return;
    socket = new WebSocket(`${edgeUrl.replace(/^http/u, 'ws')}/v1/feed`, [FEED_SUBPROTOCOL]);
    socket.onopen = () =>
      tell({ type: 'hello', protocol: PROTOCOL_VERSION, token: screen.token, app: 'demo-day', appVersion: '1' });
    socket.onmessage = ({ data }) => hear(String(data));
    socket.onclose = () => setTimeout(connect, RECONNECT_MS);
    // `close` follows.
    socket.onerror = () => undefined;
  };
  connect();
  pinging = setInterval(() => tell({ type: 'ping', at: 0 }), PING_MS);
  return {
    leave() {
      left = true;
      clearInterval(pinging);
      socket?.close();
    },
  };
}
