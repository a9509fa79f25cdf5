import { contradicts, type BagParts } from './structures';

const KEEP_MS = 30_000;

/**
 * The labels of one bag may be scanned in any order, within 30 s. A donation number scanned again, or a code that says otherwise than
 * the one before, begins another bag: two components of one donation must not lend each other their product or expiry. What a bag
 * need not say (antigens, collection) counts only once its number was read: alone, it could as well be the bag's before.
 */
export class Collector {
  private parts: BagParts = {};
  private lastAt = -Infinity;

  /** @returns what is known of the bag so far */
  add(scanned: BagParts, at: number): BagParts {
    const { collected, antigens, ...needed } = scanned;
    const again = scanned.din !== undefined && this.parts.din !== undefined;
    if (again || contradicts(this.parts, needed) || at - this.lastAt > KEEP_MS) this.parts = {};
    this.parts = { ...this.parts, ...needed };
    if (this.parts.din !== undefined) this.parts = { ...this.parts, ...(collected !== undefined && { collected }), ...(antigens !== undefined && { antigens }) };
    this.lastAt = at;
    return this.parts;
  }

  clear(): void {
    this.parts = {};
    this.lastAt = -Infinity;
  }
}
