import type { UnitStatus } from '../api/generated';

const IN_STOCK: ReadonlySet<UnitStatus> = new Set(['received', 'quarantined', 'available', 'reserved', 'returned'] as const);

/** In the house by the ledger, whatever antennas hear. */
export function isInStock(status: UnitStatus): boolean {
  return IN_STOCK.has(status);
}
