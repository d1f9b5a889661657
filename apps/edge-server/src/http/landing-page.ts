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
      :root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
      body { margin: 0 auto; max-width: 36rem; padding: 4rem 1.5rem; }
      h1 { font-size: 1.75rem; margin-block: 0 0.25rem; }
      ul { list-style: none; margin-block: 2rem; padding: 0; }
      li { margin-block: 0.75rem; }
      a { display: block; padding: 0.875rem 1.25rem; border: 1px solid currentColor; border-radius: 0.625rem; color: inherit; text-decoration: none; }
      a:hover, a:focus-visible { text-decoration: underline; outline: 3px solid currentColor; outline-offset: 2px; }
    </style>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(restaurant)}</h1>
      <p>The screens of this restaurant.</p>
      <ul>
        <li><a href="/pos/">Point of sale</a></li>
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
