/** The page at `/`: which screens this box serves. Plain HTML, no script. */
export function landingPage(
  restaurant: string,
  stations: readonly { readonly id: string; readonly name: string }[],
): string {
  const kitchen = stations
    .map(
      ({ id, name }) =>
        `<li><a href="/kds/?station=${encodeURIComponent(id)}">Kitchen display: ${escapeHtml(name)}</a></li>`,
    )
    .join('\n        ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(restaurant)} · Passbell</title>
    <style>
      :root { color-scheme: light; --linen-50: #f6f4ef; --linen-300: #c5bfb1; --linen-600: #565146; --linen-900: #171512; --basil-600: #0b6e4a; }
      body { margin: 0; background: var(--linen-50); color: var(--linen-900); font: 500 17px/1.5 "Inter Variable", Inter, system-ui, sans-serif; }
      main { margin-inline: auto; max-inline-size: 36rem; padding: 4rem 1.5rem; }
      h1 { font-size: 26px; font-weight: 750; line-height: 1.15; margin-block: 0 0.25rem; }
      p { color: var(--linen-600); margin: 0; }
      ul { list-style: none; margin-block: 2rem; padding: 0; display: grid; gap: 0.75rem; }
      a { display: block; padding: 1rem 1.25rem; border-radius: 14px; background: #fff; box-shadow: inset 0 0 0 1px var(--linen-300); color: inherit; font-weight: 650; text-decoration: none; }
      li:first-child a { background: var(--basil-600); box-shadow: none; color: #fff; }
      a:hover { text-decoration: underline; }
      a:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px var(--linen-900); }
    </style>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(restaurant)}</h1>
      <p>The screens of this restaurant.</p>
      <ul>
        <li><a href="/pos/">Till</a></li>
        ${kitchen === '' ? '<li><a href="/kds/">Kitchen display</a></li>' : kitchen}
        <li><a href="/openapi.json">For integrators: the OpenAPI document</a></li>
      </ul>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}
