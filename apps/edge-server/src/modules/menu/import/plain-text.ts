/** A text made fit for a menu, and what that took. */
interface PlainText {
  readonly text: string;
  readonly cut: boolean;
  readonly cleaned: boolean;
}

const CONTROLS = /(?!\n)\p{Cc}/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The longest beginning within `maxLength` UTF-16 units that splits no character a person sees as one. */
function cutText(text: string, maxLength: number): string {
  // Far more than fits is dropped first, so that a text of megabytes is not segmented.
  const head = text.slice(0, maxLength * 4).toWellFormed();
  let end = 0;
  for (const { index, segment } of graphemes.segment(head)) {
    if (index + segment.length > maxLength) break;
    end = index + segment.length;
  }
  return head.slice(0, end === 0 ? maxLength : end).toWellFormed();
}

/**
 * Makes a text from a file fit for a menu: one line unless `lines`, no controls, no lone surrogates, trimmed, at most
 * `maxLength` UTF-16 units. Null where nothing readable is left.
 */
export function plainText(raw: string | null | undefined, maxLength: number, lines = false): PlainText | null {
  if (raw === null || raw === undefined) return null;
  const broken = lines ? raw.replace(/\r\n?/gu, '\n') : raw.replace(/[\t\r\n]+/gu, ' ');
  const clean = broken.replace(/\t/gu, ' ').toWellFormed().replace(CONTROLS, '').trim();
  if (clean === '') return null;
  const text = clean.length > maxLength ? cutText(clean, maxLength).trim() : clean;
  if (text === '') return null;
  return { text, cut: text !== clean, cleaned: clean.length !== broken.trim().length || !raw.isWellFormed() };
}
