import type { FigureView, PointView, ShelfSide } from '../../api/generated';
import { percent } from '../../format/chance';
import { number, THIN } from '../../format/number';
import { shelfName } from '../../format/place';
import { more, t } from '../../i18n';
import { commissioning } from '../../i18n/commissioning';
import { place } from '../../state/cabinets';
import { language } from '../../state/screen';

more(commissioning);

export const SIDES: readonly ShelfSide[] = ['left', 'middle', 'right'];

export function dbm(value: number | null): string {
  return value === null ? '—' : `${number(value, 1)}${THIN}dBm`;
}

export function decibels(value: number): string {
  return `${number(value, 1)}${THIN}dB`;
}

export function share(value: number | null): string {
  return value === null ? '—' : percent(value, language.value);
}

/** The share that an antenna heard, or that it heard nothing. */
export function heardWords(figure: FigureView | null): string {
  return figure === null || figure.share === 0 ? t('walk.nothing') : share(figure.share);
}

/** A shelf of the cabinet that the page is about by its own name, any other place with its cabinet's. */
export function within(cabinet: string, at: string): string {
  const [of, shelf] = at.split('/');
  return of === cabinet && shelf !== undefined ? shelfName(shelf, language.value) : place(at);
}

/** What else belongs to a finding: who hears it best, by how much, or why it was skipped. */
export function whyWords(point: PointView): string {
  if (point.reason !== null) return point.reason;
  if (point.by !== null) return t('walk.best', { place: place(point.by) });
  return point.leadDb === null ? '' : t('walk.lead', { n: decibels(point.leadDb) });
}

/** The end of a long tag number, enough to know it by. */
export function shortTag(tag: string): string {
  return `…${tag.slice(-6)}`;
}
