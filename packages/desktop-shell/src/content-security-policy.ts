/**
 * What a page in the shell may load: its own files, and the feed of the one edge it is paired with. HTTP to the edge goes
 * through the shell (`/v1/…` of its own origin), so no other address is named here at all.
 */
export function contentSecurityPolicy(edgeUrl: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", feedOrigin(edgeUrl)].filter((source) => source !== null).join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** `http://box:8420` → `ws://box:8420`. */
export function feedOrigin(edgeUrl: string | null): string | null {
  return edgeUrl === null ? null : new URL(edgeUrl).origin.replace(/^http/u, 'ws');
}
