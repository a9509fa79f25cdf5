import type { Language } from '../state/screen';

export const THIN = '\u202F'; // narrow no-break space, before a unit and inside a percentage
export const MINUS = '\u2212';

/** 2,400; a true minus; the same in both languages. */
export function number(value: number, decimals = 0): string {
  const text = Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const zero = Number(text.replace(/,/g, '')) === 0;
  return value < 0 && !zero ? MINUS + text : text;
}

/** Degrees with one decimal and no unit: 4.1, −18.2. */
export function degrees(value: number): string {
  return number(value, 1);
}

export function celsius(value: number): string {
  return `${degrees(value)}${THIN}°C`;
}

/** An allowed band: 2–6 °C, 2～6 °C, ≤ −18 °C. Null when neither end is known. */
export function band(low: number | null, high: number | null, language: Language): string | null {
  if (low !== null && high !== null) {
    return `${plain(low)}${language === 'zh' ? '～' : '–'}${plain(high)}${THIN}°C`;
  }
  if (high !== null) return `≤${THIN}${plain(high)}${THIN}°C`;
  if (low !== null) return `≥${THIN}${plain(low)}${THIN}°C`;
  return null;
}

/** As many decimals as the figure has, one at most. */
function plain(value: number): string {
  return number(value, Number.isInteger(value) ? 0 : 1);
}

/** An amount in its own kind of unit, without the unit: 9, 1.5, 2,400. */
export function amount(value: number): string {
  return plain(value);
}

/** A temperature as typed, with a comma or a point. Null: nothing typed; undefined: no temperature. */
export function readCelsius(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.').replace(/[−–－]/, '-').replace(/\s*°?\s*C$/i, '');
  if (plain === '') return null;
  return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
