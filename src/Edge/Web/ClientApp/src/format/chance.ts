import type { Language } from '../state/screen';
import { THIN } from './number';

/** Whole per cent, never 100: nothing that radio tells is certain. */
export function percent(chance: number, language: Language): string {
  if (chance > 0.99) return language === 'zh' ? '大于99%' : `>99${THIN}%`;
  const whole = Math.min(99, Math.max(0, Math.round(chance * 100)));
  if (whole < 1) return language === 'zh' ? '小于1%' : `<1${THIN}%`;
  return language === 'zh' ? `${whole}%` : `${whole}${THIN}%`;
}

export type Sureness = 'sure' | 'veryLikely' | 'probably' | 'notSure';

/** In which words a place is given. The service's own flag rules. */
export function sureness(sure: boolean, chance: number): Sureness {
  if (sure) return 'sure';
  if (chance >= 0.8) return 'veryLikely';
  return chance >= 0.5 ? 'probably' : 'notSure';
}
