import type { Permission, UnitItem } from '../../api/generated';
import { readCelsius } from '../../format/number';
import { isInStock } from '../../format/status';
import { named, t, type Key } from '../../i18n';
import { openTicks } from '../../ui/ticks';
import type { Act, Draft, Line } from './task';

/** Who may do it; the service decides again. */
export const NEEDS: Record<Act, Permission> = {
  receive: 'units', issue: 'units', return: 'units', reserve: 'units', transfer: 'units', emergency: 'units', quarantine: 'units', release: 'release', discard: 'units', waste: 'units', supplier: 'units', announce: 'units', transfused: 'units',
};

/** Why this bag would be refused, before anybody presses anything; null when nothing is known against it. */
export function objection(act: Act, unit: UnitItem): string | null {
  const held = unit.status === 'quarantined' && unit.quarantine !== 'none';
  const status = held ? t('refuse.held', { reason: named('quarantine', unit.quarantine) }) : named('status', unit.status);
  switch (act) {
    case 'issue':
      if (unit.expired) return t('refuse.expired');
      return unit.status === 'available' || unit.status === 'reserved' ? null : t('refuse.notAvailable', { status });
    case 'emergency':
      if (unit.expired) return t('refuse.expired');
      return isInStock(unit.status) ? null : t('refuse.notInStock', { status });
    case 'transfer':
      if (unit.expired) return t('refuse.expired');
      return unit.status === 'available' ? null : t('refuse.notForTransfer', { status });
    case 'reserve':
      if (unit.expired) return t('refuse.expired');
      return unit.status === 'available' || unit.status === 'reserved' ? null : t('refuse.notForReserve', { status });
    case 'transfused':
    case 'return': return unit.status === 'issued' ? null : t('refuse.notIssued', { status });
    case 'release':
      if (unit.expired) return t('refuse.expired');
      if (unit.outOfStorage?.passed) return t('refuse.outTooLong');
      if (unit.condition !== 'intact') return t('refuse.notIntact');
      return unit.status === 'quarantined' ? null : t('refuse.notQuarantined', { status });
    case 'supplier': return unit.status === 'quarantined' ? null : t('refuse.notQuarantined', { status });
    case 'waste': return unit.status === 'discarded' ? null : t('refuse.notDiscarded', { status });
    case 'quarantine':
    case 'discard': return isInStock(unit.status) ? null : t('refuse.notInStock', { status });
    case 'announce':
    case 'receive': return null;
  }
}

/** What the whole list still needs before it can be sent, in words; null when nothing. */
export function owedBy(act: Act, draft: Draft): string | null {
  if (act === 'receive' && !draft.quarantine && openTicks(draft.ticks).length > 0) return t('tick.open', { n: openTicks(draft.ticks).length });
  const owed = fieldOwedBy(act, draft);
  return owed === null ? null : t(owed);
}

function fieldOwedBy(act: Act, draft: Draft): Key | null {
  switch (act) {
    case 'receive': return readCelsius(draft.celsius) === undefined ? 'station.celsius' : null;
    case 'issue': return draft.destination.trim() === '' ? 'station.destination' : null;
    case 'reserve': return draft.order.trim() === '' ? 'station.order' : null;
    case 'transfer': return draft.destination.trim() === '' ? 'station.to' : draft.order.trim() === '' ? 'station.transferNumber' : null;
    case 'emergency':
      return draft.destination.trim() === '' ? 'station.destination' : draft.physician.trim() === '' ? 'station.physician'
        : draft.override.trim() === '' && asksOverride(act, draft) ? 'station.overrideOut' : null;
    case 'quarantine':
    case 'release': return draft.reason.trim() === '' ? 'station.reason' : null;
    case 'discard': return draft.reason.trim() === '' ? 'station.cause' : null;
    case 'announce': return draft.order.trim() === '' ? 'notices.number' : draft.source.trim() === '' ? 'station.source' : null;
    case 'supplier': return draft.reason.trim() === '' ? 'station.supplierReason' : null;
    case 'waste': return draft.destination.trim() === '' ? 'station.wasteTo' : null;
    default: return null;
  }
}

/** The bag that expires before this one and is not on the list with it. */
export function passedOver(draft: Draft, unit: UnitItem): string | null {
  const first = unit.firstToExpire;
  return first === null || draft.lines.some((line) => line.unit?.key === first) ? null : first;
}

/** What a person may overrule by saying why: the words are kept with the act. */
const OVERRULED: Partial<Record<Act, readonly string[]>> = {
  issue: ['otherExpiresFirst', 'keptForEmergencies'], reserve: ['keptForEmergencies'], transfer: ['keptForEmergencies'], emergency: ['outTooLong'],
};

/** Worth a look before the bag goes, though a reason overrules it; null when there is nothing. */
export function warning(act: Act, unit: UnitItem): string | null {
  if (objection(act, unit) !== null) return null;
  if (act === 'emergency') return unit.outOfStorage?.passed === true ? t('station.outTooLong') : null;
  return (act === 'issue' || act === 'reserve' || act === 'transfer') && unit.status === 'available' && unit.keptForEmergencies ? t('station.keptForEmergencies') : null;
}

/** Does something on the list need a reason why it goes all the same? */
export function asksOverride(act: Act, draft: Draft): boolean {
  return draft.lines.some((line) => line.refusal !== null
    ? OVERRULED[act]?.includes(line.refusal.code) === true
    : line.unit !== null && (warning(act, line.unit) !== null || (act === 'issue' && passedOver(draft, line.unit) !== null)));
}

/** It was refused, and what was said since overrules that: it may be sent again. */
export function isOverruled(act: Act, line: Line, draft: Draft): boolean {
  return line.refusal !== null && draft.override.trim() !== '' && OVERRULED[act]?.includes(line.refusal.code) === true;
}
