import { newKey, send } from '../../api/client';
import { Problem } from '../../api/problem';
import type { UnitResult, UnitResults } from '../../api/types';
import { changed } from '../../state/resource';
import type { Act } from './acts';
import { change, draftOf, type Draft, type Line } from './draft';

/**
 * Sends the list. Accepted bags leave it, refused ones stay with their reason. The intent keeps its key until the service
 * has answered, so that a second press after a lost answer does nothing twice.
 * @returns how many were accepted
 * @throws Problem
 */
export async function submit(act: Act, lines: readonly Line[]): Promise<number> {
  const draft = draftOf(act);
  const results = await ask(act, lines, draft);
  const byKey = new Map(results.map((result) => [result.unit, result]));
  const accepted = (line: Line): boolean => byKey.get(keyOf(line))?.accepted === true;
  const count = draft.lines.filter(accepted).length;
  change(act, (now) => ({
    ...now,
    key: newKey(),
    lines: now.lines.filter((line) => !accepted(line)).map((line) => ({ ...line, refusal: byKey.get(keyOf(line))?.refusal ?? line.refusal })),
  }));
  changed('stock', 'unit', 'fridge');
  return count;
}

export function keyOf(line: Line): string {
  return line.unit?.key ?? line.din + (line.productCode ?? '');
}

async function ask(act: Act, lines: readonly Line[], draft: Draft): Promise<UnitResult[]> {
  const units = lines.map(keyOf);
  switch (act) {
    case 'receive':
      return (await send<UnitResults>('POST', 'receipts', {
        source: draft.source.trim() || null,
        units: lines.map((line) => ({
          din: line.din, productCode: line.productCode, groupCode: line.groupCode, expiresAt: line.expiry, tag: line.tag, quarantine: draft.quarantine,
        })),
      }, draft.key)).results;
    case 'issue':
      return (await send<UnitResults>('POST', 'issues', { units, destination: draft.destination.trim(), order: draft.order.trim() || null }, draft.key)).results;
    case 'return':
      return (await send<UnitResults>('POST', 'returns', { units }, draft.key)).results;
    case 'discard':
      return (await send<UnitResults>('POST', 'discards', { units, cause: draft.reason.trim() }, draft.key)).results;
    case 'quarantine':
    case 'release':
      return Promise.all(units.map((unit, index) => one(act, unit, draft.reason.trim(), `${draft.key}-${index}`)));
  }
}

/** These acts are per bag; a refusal of one does not stop the others. */
async function one(act: 'quarantine' | 'release', unit: string, reason: string, key: string): Promise<UnitResult> {
  try {
    await send('POST', `units/${encodeURIComponent(unit)}/${act}`, { reason }, key);
    return { unit, accepted: true, refusal: null, seq: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 0 || error.status >= 500) throw error;
    return { unit, accepted: false, refusal: { code: String(error.status), zh: error.titleZh, en: error.titleEn }, seq: null };
  }
}
