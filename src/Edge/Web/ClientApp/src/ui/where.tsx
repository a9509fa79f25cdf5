import type { Where } from '../api/generated';
import { percent, sureness } from '../format/chance';
import { shelfName } from '../format/place';
import { t } from '../i18n';
import { place } from '../state/cabinets';
import { language } from '../state/screen';
import { Age } from './age';
import { cls } from './cls';

/** The place in words. Not read is not gone, and not listening is not empty. */
export function whereWords(where: Where): string {
  const lastPlace = where.lastPlace ?? where.place;
  switch (where.state) {
    case 'here':
      return where.place === null ? t('where.notSureOne') : place(where.place);
    case 'notSure': // one place likely enough is named, with how likely; else both
      return where.place !== null && (where.chance ?? 0) >= 0.5 ? place(where.place) : eitherWords(where.place, where.next);
    case 'removed':
      return lastPlace === null ? t('where.removed') : t('where.removedFrom', { place: place(lastPlace) });
    case 'notVerified':
      return lastPlace === null ? t('where.notVerified') : t('where.notVerifiedLast', { place: place(lastPlace) });
    case 'neverHeard':
      return t('where.neverHeard');
  }
}

function eitherWords(one: string | null, other: string | null): string {
  if (one === null || other === null) return t('where.notSureOne');
  const [cabinet = '', shelf] = one.split('/');
  const [otherCabinet, otherShelf] = other.split('/');
  if (cabinet !== otherCabinet || shelf === undefined || otherShelf === undefined) {
    return t('where.notSure', { place: place(one), next: place(other) });
  }
  return t('where.notSureShelves', {
    cabinet: place(cabinet), shelf: shelfName(shelf, language.value), other: shelfName(otherShelf, language.value),
  });
}

/** The chance in words and figures; empty where no figure may be given. */
export function chanceWords(where: Where): string {
  if (where.chance === null || where.state === 'notVerified' || where.state === 'neverHeard') return '';
  const chance = percent(where.chance, language.value);
  if (where.state === 'removed') return t('where.absent', { chance });
  const sure = sureness(where.sure, where.chance);
  return sure === 'notSure' ? '' : t(`where.${sure}`, { chance });
}

/** Place with chance and age below it: the form for lists. */
export function WhereCell({ where }: { where: Where }) {
  const chance = chanceWords(where);
  return (
    <div class={cls('where', `where-${where.state}`)}>
      <span class="where-place">{where.state === 'notVerified' && <i class="swatch" aria-hidden="true" />}{whereWords(where)}</span>
      <span class="caption">
        {chance !== '' && <span>{chance}</span>}
        {where.state === 'removed' && where.since !== null ? <Age at={where.since} /> : where.heardAt !== null && <Age at={where.heardAt} />}
      </span>
    </div>
  );
}
