import { session } from '../../state/session';

/** A scanner types no Chinese: a code names the ward whose name begins with it, where there is one such ward. */
export function wardOf(code: string): string {
  const wards = (session.value?.site.wards ?? []).filter((ward) => ward.toUpperCase().startsWith(code.toUpperCase()));
  const same = wards.find((ward) => ward.toUpperCase() === code.toUpperCase());
  return same ?? (wards.length === 1 ? wards[0]! : code);
}
