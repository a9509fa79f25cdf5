import { useEffect } from 'preact/hooks';
import { asProblem, get, newKey, send } from '../../api/client';
import { api, type StocktakeView } from '../../api/generated';
import { shortDin } from '../../format/din';
import { ownName } from '../../i18n';
import { takeScans, tell } from '../../scan/scanner';
import type { BagParts } from '../../scan/structures';
import { changed } from '../../state/resource';

/** While a count reads and while its differences are decided, the scan of a bag that was not read says that it is here. */
export function useFindByScan(count: StocktakeView, onFound: (din: string) => void): void {
  const takes = count.stage !== 'signedOnce' && count.stage !== 'closed';
  useEffect(() => {
    if (!takes) return;
    return takeScans((scanned) => {
      if (scanned.kind !== 'bag' || scanned.parts.din === undefined) return null;
      void find(count, scanned.parts, onFound);
      return { key: 'scan.read', text: shortDin(scanned.parts.din) };
    });
  }, [count]);
}

async function find(count: StocktakeView, { din = '', productCode }: BagParts, onFound: (din: string) => void): Promise<void> {
  const subject = missing(count, din, productCode) ?? (count.expected === null ? await known(din, productCode) : null);
  if (subject === null) return tell('count.foundNot', shortDin(din), true);
  try {
    await send(api.decideDifference(count.number, { subject, action: 'found', note: null }), newKey());
    onFound(shortDin(din));
    changed('stocktake');
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 409) tell('count.foundNot', shortDin(din), true);
    else tell('count.foundNot', ownName(problem.titleZh, problem.titleEn), true);
  }
}

/** The one bag of the donation that was not read; null when there is none, or several and the product was not scanned. */
function missing(count: StocktakeView, din: string, productCode: string | undefined): string | null {
  const fitting = count.rows.filter((row) => row.classes.includes('missing') && row.unit?.din === din
    && (productCode === undefined || row.unit.productCode === productCode));
  return fitting.length === 1 ? fitting[0]!.subject : null;
}

/** A blind count lists nothing: the ledger names the bag. */
async function known(din: string, productCode: string | undefined): Promise<string | null> {
  const { items } = await get(api.listUnits({ q: din, limit: 20 }));
  const fitting = items.filter((unit) => productCode === undefined || unit.productCode === productCode);
  return fitting.length === 1 ? fitting[0]!.key : null;
}
