/** The scheme the built pages are served under. A scheme of its own: `file:` gives pages rights they do not need. */
export const SHELL_SCHEME = 'app';
export const SHELL_HOST = 'screen';
export const SHELL_ORIGIN = `${SHELL_SCHEME}://${SHELL_HOST}`;

/** Whether an address is one of the shell's own. */
export function isShellUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SHELL_SCHEME}:` && host === SHELL_HOST && username === '' && password === '';
}
