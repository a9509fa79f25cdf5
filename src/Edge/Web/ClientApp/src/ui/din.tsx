import { checkCharacter, dinParts } from '../format/din';
import { cls } from './cls';

/**
 * A donation number as the label shows it: G1234 17 654321 and its check character in a box. The gaps are margins and
 * the box cannot be selected, so that a copy is the 13 characters.
 */
export function Din({ din, check, big = false }: { din: string; check?: string | null; big?: boolean }) {
  const parts = dinParts(din);
  if (parts === null) return <span class="din">{din}</span>;
  const boxed = check === undefined ? checkCharacter(din) : check;
  return (
    <span class={cls('din', big && 'din-big')} translate={false}>
      <span>{parts.facility}</span>
      <span>{parts.year}</span>
      <b>{parts.sequence}</b>
      {boxed !== null && boxed !== '' && <span class="din-check">{boxed}</span>}
    </span>
  );
}
