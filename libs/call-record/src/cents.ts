/** An amount of money in integer cents, or why it is none. */
export type Amount = { cents: number } | { problem: 'no-decimal-number' | 'more-than-two-decimals' };

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;
const exponent = /^-?\d+(?:\.\d+)?e([+-])\d+$/;

/**
 * Reads US dollars, a JSON number or a decimal string such as `0.6` or `0.60`, into integer cents without passing
 * through binary fractions. Amounts too large for exact cents come back as cents all the same: far above any limit.
 */
export function readAmount(value: number | string): Amount {
  const text = String(value);
  const parts = decimal.exec(text);
  if (parts === null)
    return typeof value === 'number' ? readExponent(text) : { problem: 'no-decimal-number' };
  const [, sign, whole, fraction = ''] = parts;
  if (fraction.length > 2) return { problem: 'more-than-two-decimals' };
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return { cents: sign === '-' && cents !== 0 ? -cents : cents };
}

// A number prints with an exponent when it is huge (1e+21) or has many decimals (1e-7).
function readExponent(text: string): Amount {
  const parts = exponent.exec(text);
  if (parts === null) return { problem: 'no-decimal-number' };
  return parts[1] === '+' ? { cents: Number(text) * 100 } : { problem: 'more-than-two-decimals' };
}

/** Cents as a decimal string with two places: 60 → `0.60`. Needs a non-negative whole number. */
export function printAmount(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
