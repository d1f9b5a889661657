import { randomUUID } from 'node:crypto';
import { isErrorCode } from '@passbell/core/errors/error-code';
import { problem } from '@passbell/core/wire/problem';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 100;

/** The edge said no, for good. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  constructor(path: string, code: string, params: Readonly<Record<string, unknown>>) {
    super(`${path} was refused: ${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}

/** A screen of the demo, with the person signed in on it if there is one. */
export interface DemoScreen {
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  get<Answer>(path: string): Promise<Answer>;
  /** The same screen with a person signed in. */
  signIn(staffId: string, pin: string): Promise<DemoScreen>;
  readonly token: string;
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** Sends a request, again with the same key while nobody answers or the house is busy. */
async function send(url: string, init: RequestInit): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, init);
      const body: unknown = await response.json();
      if (response.ok) return body;
      const refusal = problem.safeParse(body);
      if (!refusal.success) throw new Error(`${url} answered ${response.status}`);
      if (response.status !== 503 || attempt >= ATTEMPTS)
        throw new Refused(new URL(url).pathname, refusal.data.code, refusal.data.params);
    } catch (error) {
      if (error instanceof Refused || attempt >= ATTEMPTS) throw error;
    }
    await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
  }
}

function screen(edgeUrl: string, token: string, session: string | null): DemoScreen {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(session === null ? {} : { 'x-passbell-session': session }),
  };
  const post: DemoScreen['post'] = async <Answer>(path: string, body: unknown) => {
    const init = {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    };
    // The documented answer of the operation, which the caller names.
    return (await send(edgeUrl + path, init)) as Answer;
  };
  return {
    token,
    post,
    // As above.
    get: async <Answer>(path: string) => (await send(edgeUrl + path, { headers })) as Answer,
    async signIn(staffId, pin) {
      const answer = await post<{ session: string }>('/v1/sign-in', { staffId, pin });
      return screen(edgeUrl, token, answer.session);
    },
  };
}

/** Opens a screen through the demo's own door, as a page of it would. */
export async function openScreen(edgeUrl: string, role: 'pos' | 'kds', stationId: string | null): Promise<DemoScreen> {
  const headers = { 'content-type': 'application/json', origin: edgeUrl };
  const body = JSON.stringify({ role, stationId });
  // The documented answer of the door.
  const { token } = (await send(`${edgeUrl}/v1/demo/open`, { method: 'POST', headers, body })) as { token: string };
  return screen(edgeUrl, token, null);
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly pin: string;
}

/** Who works at the demo; throws where no demo answers. */
export async function readDemoStaff(edgeUrl: string): Promise<readonly DemoPerson[]> {
  const response = await fetch(`${edgeUrl}/v1/demo`, { headers: { origin: edgeUrl } });
  if (!response.ok) throw new Error(`${edgeUrl} is an edge server, but not a demo`);
  // The documented answer of the door.
  const { staff } = (await response.json()) as { staff: readonly DemoPerson[] };
  return staff;
}

/** Whether a refusal says that something on the order cannot be had any more; gives the items it names. */
export function itemsRunOut(error: unknown): ReadonlySet<string> | null {
  if (
    !(error instanceof Refused) ||
    !isErrorCode(error.code) ||
    !['sold_out', 'eighty_sixed', 'item_unavailable'].includes(error.code)
  )
    return null;
  const { items, itemId } = error.params;
  const named = Array.isArray(items) ? items : [{ itemId }];
  return new Set(named.map((entry: { itemId?: unknown }) => String(entry.itemId)));
}
