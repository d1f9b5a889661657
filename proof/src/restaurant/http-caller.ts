import { randomUUID } from 'node:crypto';

/** An answer with its body as it came, so that two can be compared byte for byte. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A device, and a person if one is signed in, that talks to an edge over HTTP. */
export interface HttpCaller {
  post(path: string, body: unknown, key?: string): Promise<HttpAnswer>;
  get(path: string): Promise<HttpAnswer>;
  /** The same device with a person signed in. */
  signedIn(staffId: string, pin: string): Promise<HttpCaller>;
}

export function httpCaller(url: string, token: string, session: string | null = null): HttpCaller {
  const headers = { authorization: `Bearer ${token}`, ...(session !== null && { 'x-passbell-session': session }) };
  const answer = async (response: Response): Promise<HttpAnswer> => {
    const text = await response.text();
    return {
      status: response.status,
      text,
      body: text.length > 0 ? JSON.parse(text) : null,
      headers: response.headers,
    };
  };
  const post: HttpCaller['post'] = async (path, body, key = randomUUID()) =>
    answer(
      await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    );
  return {
    post,
    get: async (path) => answer(await fetch(`${url}${path}`, { headers })),
    signedIn: async (staffId, pin) => {
      const signedIn = await post('/v1/sign-in', { staffId, pin });
      if (signedIn.status !== 201) throw new Error(`sign-in answered ${signedIn.status}: ${signedIn.text}`);
      return httpCaller(url, token, (signedIn.body as { session: string }).session); // The documented answer of signIn.
    },
  };
}
