import type { Abo, RhD } from '../api/types';
import type { Language } from '../state/screen';
import { MINUS } from './number';

/** Board order: A, B, O, AB positive, then the same negative. */
export const BOARD_ORDER: ReadonlyArray<{ abo: Abo; rhD: RhD }> = (['positive', 'negative'] as const).flatMap((rhD) =>
  (['a', 'b', 'o', 'aB'] as const).map((abo) => ({ abo, rhD })),
);

const LETTERS: Record<Abo, string> = { a: 'A', b: 'B', o: 'O', aB: 'AB', notStated: '' };

export function aboLetters(abo: Abo): string {
  return LETTERS[abo];
}

export function rhDSign(rhD: RhD): string {
  return rhD === 'positive' ? '+' : rhD === 'negative' ? MINUS : '';
}

/** In a sentence, on paper and for a reader of the screen: "A型 RhD阴性", "A RhD negative". */
export function groupWords(abo: Abo, rhD: RhD, language: Language): string {
  const letters = LETTERS[abo];
  if (language === 'zh') {
    const rh = rhD === 'positive' ? 'RhD阳性' : rhD === 'negative' ? 'RhD阴性' : 'RhD未标明';
    return `${letters ? `${letters}型` : 'ABO未标明'} ${rh}`;
  }
  const rh = rhD === 'positive' ? 'RhD positive' : rhD === 'negative' ? 'RhD negative' : 'RhD not stated';
  return `${letters || 'ABO not stated'} ${rh}`;
}
