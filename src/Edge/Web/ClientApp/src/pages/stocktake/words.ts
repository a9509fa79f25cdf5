import type { CountCheck, DifferenceView, StocktakeView } from '../../api/generated';
import { percent } from '../../format/chance';
import { dateTime } from '../../format/time';
import { ownName, more, t } from '../../i18n';
import { stocktake } from '../../i18n/stocktake';
import { place } from '../../state/cabinets';
import { language } from '../../state/screen';
import { timeZone } from '../../state/session';

more(stocktake);

const SURELY = 0.8; // below this "absent" would promise more than the count knows

/** Fridges in one line, in the order of the site. */
export function placesWords(places: readonly string[]): string {
  return places.map(place).join(language.value === 'zh' ? '、' : ', ');
}

/** "01:05": time of reading. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** How many expected bags are here although nobody heard them, with the 90 % interval. Null before the estimate, and in a blind count. */
export function unheard(count: StocktakeView): { n: number; low: number; high: number } | null {
  if (count.present === null || count.low === null || count.high === null || count.rounds === 0) return null;
  const more = (bags: number): number => Math.max(0, Math.round(bags - count.matched));
  return { n: more(count.present), low: more(count.low), high: more(count.high) };
}

/** What is to be thought of a bag that was not read. */
export function missingWords(row: DifferenceView): string {
  if (row.watch === 'silentBefore' && row.heardAt === null) return t('count.watchMute');
  const rest = absentWords(row.chanceAbsent);
  if (row.watch === null || row.heardAt === null) return rest;
  const time = dateTime(row.heardAt, timeZone.value, language.value);
  return row.watch === 'heardSinceShut' ? t('count.watchHere', { time }) : t('count.watchSilent', { time, rest });
}

function absentWords(chance: number | null): string {
  if (chance === null) return t('count.notListened');
  return t(chance >= SURELY ? 'count.absent' : 'count.hidden', { chance: percent(chance, language.value) });
}

export function classWords(row: DifferenceView): string {
  return row.classes.map((one) => t(`count.class.${one}`)).join(language.value === 'zh' ? '、' : ', ');
}

/** What could spoil a count, in words with the place's own name. */
export function checkWords(check: CountCheck): string {
  return t(`count.check.${check.code}` as 'count.check.doorOpen', { place: ownName(check.nameZh, check.nameEn) });
}

/** What was accepted at the start, "doorOpen fridge-2" in the ledger, in words. */
export function remarkWords(remark: string): string {
  const [code = '', at = ''] = remark.split(' ');
  return t(`count.remark.${code}` as 'count.remark.doorOpen', { place: place(at) });
}
