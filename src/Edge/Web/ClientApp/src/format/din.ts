const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
const ISBT_DIN = /^[A-NP-Z1-9][A-NP-Z0-9]{2}\d{10}$/;
const NATIONAL_DIN = /^\d{13}$/;

/** Which donation numbers a site takes: those of ISBT 128, the national ones of 13 digits, or both beside each other. */
export type Numbering = 'isbt128' | 'national13' | 'either';

export interface DinParts { facility: string; year: string; sequence: string }

export function isDin(text: string, numbering: Numbering = 'either'): boolean {
  return (numbering !== 'national13' && ISBT_DIN.test(text)) || (numbering !== 'isbt128' && NATIONAL_DIN.test(text));
}

/** Five, two, six, as on the label. Null for anything that is no donation number. */
export function dinParts(din: string): DinParts | null {
  return isDin(din) ? { facility: din.slice(0, 5), year: din.slice(5, 7), sequence: din.slice(7) } : null;
}

/** Check character by ISO/IEC 7064 mod 37-2 over the 13 characters. */
export function checkCharacter(din: string): string {
  let product = 0;
  for (const character of din) product = ((product + ALPHABET.indexOf(character)) * 2) % 37;
  return ALPHABET[checkValue(product)] ?? '';
}

function checkValue(product: number): number {
  return (38 - product) % 37;
}

/** Two flag digits that carry the same check: 60 + its value. */
export function checkFlags(din: string): string {
  return String(60 + ALPHABET.indexOf(checkCharacter(din)));
}

/**
 * What a person typed as a donation number: blanks out, 13 characters or 14 with the check character.
 * `checked` is false when the check character does not fit, null when none was given.
 */
export function keyedDin(text: string, numbering: Numbering = 'either'): { din: string; checked: boolean | null } | null {
  const packed = text.replace(/[\s\u202F-]/g, '').toUpperCase();
  const din = packed.slice(0, 13);
  if (!isDin(din, numbering)) return null;
  if (packed.length === 13) return { din, checked: null };
  return packed.length === 14 ? { din, checked: packed[13] === checkCharacter(din) } : null;
}

/** The last six digits, only for lists where that is unique. */
export function shortDin(din: string): string {
  return `…${din.slice(-6)}`;
}
