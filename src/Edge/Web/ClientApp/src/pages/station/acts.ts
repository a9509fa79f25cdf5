import type { Permission, UnitItem } from '../../api/generated';
import { isInStock } from '../../format/status';
import { named, t } from '../../i18n';

export const ACTS = ['receive', 'issue', 'return', 'quarantine', 'release', 'discard'] as const;
export type Act = (typeof ACTS)[number];

/** Who may do it; the service decides again. */
export const NEEDS: Record<Act, Permission> = {
  receive: 'units', issue: 'units', return: 'units', quarantine: 'units', release: 'release', discard: 'units',
};

export function isAct(text: string | undefined): text is Act {
  return ACTS.includes(text as Act);
}

/** Why this bag would be refused, before anybody presses anything; null when nothing is known against it. */
export function objection(act: Act, unit: UnitItem): string | null {
  const status = named('status', unit.status);
  switch (act) {
    case 'issue':
      if (unit.expired) return t('refuse.expired');
      return unit.status === 'available' || unit.status === 'reserved' ? null : t('refuse.notAvailable', { status });
    case 'return': return unit.status === 'issued' ? null : t('refuse.notIssued', { status });
    case 'release':
      if (unit.expired) return t('refuse.expired');
      return unit.status === 'quarantined' ? null : t('refuse.notQuarantined', { status });
    case 'quarantine':
    case 'discard': return isInStock(unit.status) ? null : t('refuse.notInStock', { status });
    case 'receive': return null;
  }
}
