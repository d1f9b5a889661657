import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';

interface SearchFieldProps {
  /** What is searched, for screen readers; also the placeholder unless that is given. */
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter, also the one a scanner sends at its end. */
  readonly onSubmit?: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly testId?: string;
}

/** A search field with a clear button. Escape clears it first; only an empty field lets Escape go on to the screen. */
export function SearchField({ label, placeholder, value, onChange, onSubmit, ref, testId }: SearchFieldProps) {
  const { t } = useI18n();
  return (
    <search className="relative block">
      <Search
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute start-4 top-1/2 text-second"
        size={22}
        strokeWidth={2.2}
      />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        data-testid={testId}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
          }
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onSubmit?.(event.currentTarget.value);
        }}
        className="min-h-12 w-full appearance-none rounded-button border border-edge-input bg-input ps-12 pe-12 text-check-line font-regular text-main placeholder:text-placeholder [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t('search.clear')}
          title={t('search.clear')}
          onClick={() => onChange('')}
          className="absolute end-0 top-0 flex size-12 items-center justify-center rounded-button text-main press active:bg-press"
        >
          <X aria-hidden size={20} strokeWidth={2.4} />
        </button>
      )}
    </search>
  );
}
