import { currencyExponent } from '@passbell/core/kernel/money';
import { type Ref, useState } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';

interface PriceFieldProps {
  readonly valueMinor: number | null;
  readonly currency: string;
  readonly onChange: (valueMinor: number | null) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

const MAX_DIGITS = 9;

/** Digits typed from the right, as on every till: `1850` is 18.50. */
function minorOf(text: string, exponent: number): number | null {
  const digits = text.replace(/\D/gu, '').slice(0, MAX_DIGITS);
  if (digits === '') return null;
  // Somebody who types a decimal sign means it: `18.5` is 18.50.
  const [whole = '', fraction] = text.replace(/[^\d.,]/gu, '').split(/[.,]/u);
  if (fraction === undefined || exponent === 0) return Number(digits);
  return Number(`${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`);
}

/** The price of a dish that has none of its own: by weight, or an open item. */
export function PriceField({ valueMinor, currency, onChange, ref }: PriceFieldProps) {
  const { t, formatMoney } = usePosI18n();
  const [text, setText] = useState('');
  return (
    <TextField
      {...(ref === undefined ? {} : { ref })}
      label={t('sheet.price')}
      hint={valueMinor === null ? t('sheet.enterPrice') : formatMoney(valueMinor, currency, { narrow: true })}
      value={text}
      maxLength={12}
      onChange={(next) => {
        setText(next);
        onChange(minorOf(next, currencyExponent(currency)));
      }}
    />
  );
}
