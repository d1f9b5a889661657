/** First letters of the first and the last word, as a reader counts letters: "Ana Ruiz" AR, "Marisol" M, "李 小龙" 李小. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return ends
    .map((word) => {
      const [first] = graphemes.segment(word ?? '');
      return first?.segment ?? '';
    })
    .join('')
    .toLocaleUpperCase();
}
