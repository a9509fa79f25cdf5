import type { UnitStatus } from '../api/generated';

const IN_STOCK: ReadonlySet<UnitStatus> = new Set(['received', 'quarantined', 'available', 'reserved', 'returned'] as const);

/** In the house by the ledger, whatever antennas hear. */
export function isInStock(status: UnitStatus): boolean {
  return IN_STOCK.has(status);
}

/** Left for good, or never was there. */
const GONE: ReadonlySet<UnitStatus> = new Set(['transfused', 'returnedToSupplier', 'transferredOut', 'enteredInError', 'cancelled'] as const);

/** Whoever scans a donation number may hold this bag: it is here, on its way, or at a ward and may be back. */
export function mayBeInHand(status: UnitStatus): boolean {
  return !GONE.has(status);
}
