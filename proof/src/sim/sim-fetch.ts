import type { SimRequest, SimResponse } from './edge-doors.ts';
import type { SimLink } from './sim-link.ts';

/** As much of a `Response` as the edge's client looks at. Its promises need no turn of the event loop. */
function responseOf({ status, body }: SimResponse): Response {
  const response = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: () => null },
    text: () => Promise.resolve(body),
  };
  return response as unknown as Response; // See above.
}

/** `fetch` over a simulated link: one line per request. @param onRequest told of each before it leaves. */
export function simFetch(link: SimLink, onRequest: (request: SimRequest) => void): typeof fetch {
  return (input, init) => {
    const headers = (init?.headers ?? {}) as Readonly<Record<string, string>>; // The client writes a plain record.
    const request: SimRequest = {
      path: new URL(String(input)).pathname,
      token: headers.Authorization?.slice('Bearer '.length) ?? null,
      session: headers['X-Passbell-Session'] ?? null,
      key: headers['Idempotency-Key'] ?? '',
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
    };
    onRequest(request);
    return new Promise((resolve, reject) => {
      const line = link.connect('http', {
        opened: () => line.send(JSON.stringify(request)),
        message: (text) => {
          resolve(responseOf(JSON.parse(text) as SimResponse)); // Written by the edge's doors.
          line.close();
        },
        closed: () => reject(new TypeError('the line broke')),
      });
      init?.signal?.addEventListener('abort', () => {
        reject(new TypeError('it took too long'));
        line.close();
      });
    });
  };
}
