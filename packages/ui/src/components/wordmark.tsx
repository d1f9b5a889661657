import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';

interface BellMarkProps {
  readonly sizePx?: number;
  readonly className?: string;
}

/** The bell on the pass: knob, dome, base. Takes the colour of its text. Decoration; the name beside it is the word. */
export function BellMark({ sizePx = 32, className }: BellMarkProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      width={sizePx}
      height={sizePx}
      fill="currentColor"
      className={className}
    >
      <circle cx="16" cy="5.6" r="2.7" />
      <path d="M4.6 21.4a11.4 11.4 0 0 1 22.8 0z" />
      <rect x="1.6" y="24" width="28.8" height="4.6" rx="2.3" />
    </svg>
  );
}

interface WordmarkProps {
  readonly sizePx?: number;
  /** The bell in basil, the name in ink. Otherwise all in the colour of the text. */
  readonly coloured?: boolean;
}

/** Bell and name. Stands on the pairing screen, the sign-in screen and the dashboard; guests never see it. */
export function Wordmark({ sizePx = 32, coloured = false }: WordmarkProps) {
  const { t } = useI18n();
  return (
    <span
      className="inline-flex items-center gap-[0.4em] font-bold leading-none"
      style={{ fontSize: sizePx }}
      dir="ltr"
    >
      <BellMark sizePx={Math.round(sizePx * 1.1)} className={classNames('shrink-0', coloured && 'text-go-text')} />
      <span className="tracking-[-0.035em]">{t('brand.name')}</span>
    </span>
  );
}
