import type { Abo, RhD } from '../api/generated';
import type { Language } from '../state/screen';
import { MINUS } from './number';

/** Board order: A, B, O, AB positive, then the same negative. */
export const BOARD_ORDER: ReadonlyArray<{ abo: Abo; rhD: RhD }> = (['positive', 'negative'] as const).flatMap((rhD) =>
  (['A', 'B', 'O', 'AB'] as const).map((abo) => ({ abo, rhD })),
);

const LETTERS: Record<Abo, string> = { A: 'A', B: 'B', O: 'O', AB: 'AB', bombay: '', paraBombay: '', pooled: '', notStated: '' };

/** Bombay bags look like O and must never be taken for it: they have a word, not a letter. */
const WORDS: Partial<Record<Abo, readonly [string, string]>> = {
  bombay: ['孟买型', 'Bombay'], paraBombay: ['类孟买型', 'para-Bombay'], pooled: ['混合血型', 'pooled group'], notStated: ['ABO未标明', 'ABO not stated'],
};

export function aboLetters(abo: Abo): string {
  return LETTERS[abo];
}

export function rhDSign(rhD: RhD): string {
  return rhD === 'positive' ? '+' : rhD === 'negative' ? MINUS : '';
}

const RH: Record<RhD, readonly [string, string]> = {
  positive: ['RhD阳性', 'RhD positive'], negative: ['RhD阴性', 'RhD negative'], pooled: ['RhD混合', 'RhD pooled'],
  notStated: ['RhD未标明', 'RhD not stated'],
};

/** The ABO group in words: "A型", "Bombay". */
export function aboWords(abo: Abo, language: Language): string {
  const index = language === 'zh' ? 0 : 1;
  const letters = LETTERS[abo];
  return WORDS[abo]?.[index] ?? (language === 'zh' ? `${letters}型` : letters);
}

export function rhDWords(rhD: RhD, language: Language): string {
  return RH[rhD][language === 'zh' ? 0 : 1];
}

/** In a sentence, on paper and for a reader of the screen: "A型 RhD阴性", "A RhD negative". */
export function groupWords(abo: Abo, rhD: RhD, language: Language): string {
  return `${aboWords(abo, language)} ${rhDWords(rhD, language)}`;
}
