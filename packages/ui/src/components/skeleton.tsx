import { useI18n } from '../i18n/i18n-context.ts';

interface SkeletonProps {
  readonly rows?: number;
  /** Height of a row in px. */
  readonly rowHeightPx?: number;
  /** Said after 2 s: what is being fetched and from where. */
  readonly words?: string;
}

/**
 * Holds the place of what is still coming. Blank for 300 ms so that a quick answer does not blink, and never longer than
 * 2 s without words. Use it only where there is no saved copy to show.
 */
export function Skeleton({ rows = 3, rowHeightPx = 56, words }: SkeletonProps) {
  const { t } = useI18n();
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      {Array.from({ length: rows }, (_, row) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing else to tell them apart
          key={row}
          aria-hidden
          className="appear-late block rounded-button bg-quiet"
          style={{ blockSize: rowHeightPx }}
        />
      ))}
      <p role="status" className="appear-words text-support text-second">
        {words ?? t('loading.words')}
      </p>
    </div>
  );
}
