import type { Abo, RhD } from '../api/generated';
import { aboLetters, groupWords, rhDSign } from '../format/group';
import { language } from '../state/screen';
import { cls } from './cls';

/** A blood group as a chip: RhD negative is reversed, as printed labels do it. Groups have no hue. */
export function Group({ abo, rhD, short = false }: { abo: Abo; rhD: RhD; short?: boolean }) {
  const words = groupWords(abo, rhD, language.value);
  const letters = aboLetters(abo);
  if (letters === '' || rhDSign(rhD) === '') return <span class="group group-none">{words}</span>;
  return (
    <span class={cls('group', rhD === 'negative' && 'group-neg')} role="img" aria-label={words}>
      <b>{letters}</b>
      {!short && <span class="group-rh">RhD</span>}
      <b>{rhDSign(rhD)}</b>
    </span>
  );
}
