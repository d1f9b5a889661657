/** Markup that is safe to send: everything put into it was escaped, or is markup itself. */
export interface Html {
  readonly markup: string;
}

type Part = Html | readonly Html[] | string | number | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}

/** Template tag for markup. Texts and numbers in it are escaped; null leaves nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: texts.reduce((markup, text, at) => markup + render(parts[at - 1] ?? null) + text) };
}
