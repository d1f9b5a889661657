import { feedOrigin } from './content-security-policy.ts';
import type { ContentsPort, SessionPort } from './electron-port.ts';
import { isShellUrl } from './shell-origin.ts';

/** No page leaves its origin, opens a window or embeds a guest, whatever a script in it tries. */
export function hardenContents(contents: ContentsPort): void {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(event, (navigation) => {
      if (!isShellUrl(navigation.url)) navigation.preventDefault();
    });
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No permission is ever granted, and no request leaves the machine but the feed of the paired edge. */
export function hardenSession(session: SessionPort, edgeUrl: () => string | null, allowsDevTools: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isRequestAllowed(url, edgeUrl(), allowsDevTools) });
  });
}

function isRequestAllowed(url: string, edgeUrl: string | null, allowsDevTools: boolean): boolean {
  if (isShellUrl(url)) return true;
  if (!URL.canParse(url)) return false;
  const { protocol, origin, host } = new URL(url);
  // Made by the page itself out of its own data.
  if (protocol === 'data:' || protocol === 'blob:') return true;
  if (protocol === 'devtools:') return allowsDevTools;
  if (edgeUrl === null) return false;
  const isFeed = `${protocol}//${host}` === feedOrigin(edgeUrl);
  // The main process's own requests to the edge pass here too.
  return isFeed || origin === edgeUrl;
}
