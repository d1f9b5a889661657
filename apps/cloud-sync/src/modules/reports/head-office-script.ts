/**
 * Runs in the browser: fetches the page again every five seconds and puts the new figures in place, so nobody works
 * with yesterday's numbers. When the cloud cannot be reached for fifteen seconds it says so. Sent as text
 * (`headOfficeScript`), so it must use nothing from outside itself.
 */
function keepFresh(): void {
  const everyMs = 5_000;
  const lostAfterMs = 15_000;
  let freshAtMs = performance.now();

  async function refresh(): Promise<void> {
    try {
      const response = await fetch(location.pathname, { cache: 'no-store', signal: AbortSignal.timeout(everyMs) });
      if (!response.ok) throw new Error(String(response.status));
      const next = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live');
      const shown = document.getElementById('live');
      if (next !== null && shown !== null && next.innerHTML !== shown.innerHTML)
        shown.replaceChildren(...next.childNodes);
      freshAtMs = performance.now();
    } catch {
      // Said below once it lasts.
    }
    const lost = document.getElementById('lost');
    if (lost !== null) lost.hidden = performance.now() - freshAtMs < lostAfterMs;
    setTimeout(() => void refresh(), everyMs);
  }

  setTimeout(() => void refresh(), everyMs);
}

/** The script as it is served: types are already stripped from a function's own text. */
export const headOfficeScript = `(${keepFresh.toString()})();\n`;
