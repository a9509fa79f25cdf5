import type { EventItem } from '../api/generated';

/** Which entry answers which: both by number. */
export interface Corrections { corrects: ReadonlyMap<number, number>; correctedBy: ReadonlyMap<number, number> }

/** What sets an expiry: a later correction of it answers the last of these. */
const SETS_EXPIRY = /^(?:UnitReceived|UnitExpected|UnitExpiryCorrected)\//;
const RECEIVES = /^Unit(?:Received|Expected)\//;

/**
 * Links corrections with what they correct, for each bag by itself. A step taken back names its entry; a corrected expiry answers the entry that
 * had set it, and a voided bag the one that made it a bag of this site.
 * @param items newest first
 */
export function correctionsOf(items: readonly EventItem[]): Corrections {
  const corrects = new Map<number, number>();
  const expirySetBy = new Map<string, number>();
  const receivedBy = new Map<string, number>();
  for (const event of [...items].reverse()) {
    const unit = typeof event.data.unit === 'string' ? event.data.unit : '';
    const target = typeof event.data.corrects === 'number' ? event.data.corrects
      : event.type.startsWith('UnitExpiryCorrected/') ? expirySetBy.get(unit)
      : event.type.startsWith('UnitVoided/') ? receivedBy.get(unit) : undefined;
    if (target !== undefined) corrects.set(event.seq, target);
    if (SETS_EXPIRY.test(event.type)) expirySetBy.set(unit, event.seq);
    if (RECEIVES.test(event.type)) receivedBy.set(unit, event.seq);
  }
  return { corrects, correctedBy: new Map([...corrects].map(([by, target]) => [target, by])) };
}
