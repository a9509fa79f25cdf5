import type { AnnouncedLabel, UnitItem } from '../api/generated';
import type { BagParts } from '../scan/structures';

/** What was scanned of one bag. Without a product code it may be any bag of its donation. */
export type Reading = BagParts & { din: string };

/** A reading added; one of the same donation that lacked the product code was this bag's beginning. */
export function withReading(before: readonly Reading[], reading: Reading): readonly Reading[] {
  const begun = (each: Reading): boolean => each.din === reading.din && (each.productCode === undefined || each.productCode === reading.productCode);
  return [...before.filter((each) => !begun(each)), reading];
}

/**
 * The notice's bag that was scanned; `several` when only the product code tells which: a donation gives several bags, and the one in
 * the hand may be a sibling that is not on the notice. Null when it is not on the notice.
 */
export function bagOf(units: readonly UnitItem[], { din, productCode }: Reading): UnitItem | 'several' | null {
  const fitting = units.filter((unit) => unit.din === din && (productCode === undefined || unit.productCode === productCode));
  return fitting.length > 0 && productCode === undefined ? 'several' : fitting[0] ?? null;
}

/** What the label of a bag said, for the service to compare with the notice; null when neither group nor expiry was scanned. */
export function labelOf(units: readonly UnitItem[], readings: readonly Reading[], unit: UnitItem): AnnouncedLabel | null {
  const own = readings.filter((reading) => isBag(bagOf(units, reading), unit));
  const { groupCode = null, expiry = null } = Object.assign({}, ...own) as BagParts;
  return groupCode === null && expiry === null ? null : { unit: unit.key, groupCode, expiresAt: expiry };
}

export function isBag(found: UnitItem | 'several' | null, unit: UnitItem): boolean {
  return found !== null && found !== 'several' && found.key === unit.key;
}
