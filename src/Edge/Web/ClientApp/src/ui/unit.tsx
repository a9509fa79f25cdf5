import type { UnitItem, UnitKind } from '../api/generated';
import { amount } from '../format/number';
import { isInStock } from '../format/status';
import { expiry } from '../format/time';
import { named, ownName, t } from '../i18n';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { TimeLeft } from './age';
import { cls } from './cls';

/** "2 U", "1 dose": the measure of a bag, never added to another kind. */
export function amountWords(kind: UnitKind, value: number): string {
  return t(`amount.${kind}`, { n: amount(value) });
}

/** The site's name of a product, or its class where the table has none. */
export function productName(unit: UnitItem): string {
  return ownName(unit.productNameZh, unit.productNameEn) || named('component', unit.component);
}

/** One word; an expired bag says so whatever its status, unless it has left. */
export function statusWord(unit: UnitItem): string {
  return named('status', unit.expired && isInStock(unit.status) ? 'expired' : unit.status);
}

/** The same with the reason of a quarantine; bold when it must not be issued. */
export function StatusWord({ unit }: { unit: UnitItem }) {
  const stopped = unit.expired || unit.status !== 'available';
  const reason = unit.status === 'quarantined' && unit.quarantine !== 'none' ? named('quarantine', unit.quarantine) : null;
  return (
    <span class={cls('status', stopped && 'status-stop')}>
      {statusWord(unit)}
      {reason !== null && <span class="caption"> {reason}</span>}
      {unit.heldFor === 'recall' && <span class="caption"> {t('unit.heldForRecall')}</span>}
      {unit.wrongStorage && <span class="caption"> {t('unit.wrongStorage')}</span>}
    </span>
  );
}

/** Expiry with its minute, and how long that is. */
export function Expires({ unit }: { unit: UnitItem }) {
  return (
    <span class={cls('expires', unit.expired && 'is-over')}>
      <span class="expires-at">{expiry(unit.expiresAt, timeZone.value, language.value)}</span>
      <span class="caption"><TimeLeft expiresAt={unit.expiresAt} /></span>
    </span>
  );
}
