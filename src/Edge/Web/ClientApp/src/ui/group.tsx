import type { Abo, RhD } from '../api/types';
import { aboLetters, groupWords, rhDSign } from '../format/group';
import { t } from '../i18n';
import { language } from '../state/screen';
import { cls } from './cls';

/** A blood group as a chip: RhD negative is reversed, as printed labels do it. Groups have no hue. */
export function Group({ abo, rhD, short = false }: { abo: Abo; rhD: RhD; short?: boolean }) {
  const words = groupWords(abo, rhD, language.value);
  const letters = aboLetters(abo);
  if (letters === '') return <span class="group group-none">{t('group.notStated')}</span>;
  if (rhD === 'notStated') {
    return <span class="group group-none" title={words}>{letters} {t('group.rhNotStated')}</span>;
  }
  return (
    <span class={cls('group', rhD === 'negative' && 'group-neg')} role="img" aria-label={words}>
      <b>{letters}</b>
      {!short && <span class="group-rh">RhD</span>}
      <b>{rhDSign(rhD)}</b>
    </span>
  );
}
