import type { Write } from '../../api/call';
import { newKey, send } from '../../api/client';
import { api, type ActionResult, type ActionResults, type BagCondition } from '../../api/generated';
import { readCelsius } from '../../format/number';
import { catalogue } from '../../i18n';
import { changed } from '../../state/resource';
import { change, draftOf, emptyDraft } from './draft';
import type { Act, Draft, Line } from './task';

/**
 * Sends the list. Accepted bags leave it, refused ones stay with their reason. The intent keeps its key until the service
 * has answered, so that a second press after a lost answer does nothing twice.
 * @returns what was accepted: the bags with the entries that recorded them
 * @throws Problem
 */
export async function submit(act: Act, lines: readonly Line[]): Promise<{ unit: string; seq: number }[]> {
  const draft = draftOf(act);
  const results = await ask(act, lines, draft);
  const byKey = new Map(results.map((result) => [result.unit, result]));
  const accepted = (line: Line): boolean => byKey.get(keyOf(line))?.accepted === true;
  change(act, (now) => {
    const left = now.lines.filter((line) => !accepted(line)).map((line) => ({ ...line, refusal: byKey.get(keyOf(line))?.refusal ?? line.refusal }));
    // what was said of this list is not to slip into the next: another order, another delivery, another reason
    return left.length === 0 ? emptyDraft() : { ...now, key: newKey(), lines: left };
  });
  changed('stock', 'unit', 'fridge');
  return results.filter((result) => result.accepted).map(({ unit, seq }) => ({ unit, seq }));
}

export function keyOf(line: Line): string {
  return line.unit?.key ?? line.din + (line.productCode ?? '');
}

async function ask(act: Act, lines: readonly Line[], draft: Draft): Promise<ActionResult[]> {
  const units = lines.map(keyOf);
  const reason = draft.reason.trim();
  switch (act) {
    case 'receive':
      return (await send(api.receiveUnits({
        source: draft.source.trim() || null, boxCelsius: readCelsius(draft.celsius) ?? null, logger: draft.logger.trim() || null,
        ticks: draft.ticks, units: lines.map((line) => ({ ...labelOf(line), tag: line.tag, quarantine: draft.quarantine, condition: line.look })),
      }), draft.key)).results;
    case 'announce':
      return (await send(api.announceUnits({
        number: draft.order.trim(), from: draft.source.trim(), units: lines.map((line) => ({ ...labelOf(line), tag: null, quarantine: null })),
      }), draft.key)).results;
    case 'issue':
      return (await send(api.issueUnits({
        units, destination: draft.destination.trim(), order: draft.order.trim() || null, overrideReason: draft.override.trim() || null,
      }), draft.key)).results;
    case 'return': {
      const looking = (look: BagCondition): string[] => lines.filter((line) => line.look === look).map(keyOf);
      return (await send(api.returnUnits({ units, damaged: looking('damaged'), opened: looking('opened') }), draft.key)).results;
    }
    case 'transfer':
      return (await send(api.dispatchUnits({
        units, number: draft.order.trim(), to: draft.destination.trim(), box: draft.box.trim() || null, logger: draft.logger.trim() || null,
        overrideReason: draft.override.trim() || null,
      }), draft.key)).results;
    case 'emergency':
      return (await send(api.issueInEmergency({
        units, destination: draft.destination.trim(), physician: draft.physician.trim(), order: draft.order.trim() || null, overrideReason: draft.override.trim() || null,
      }), draft.key)).results;
    case 'reserve':
      return (await send(api.reserveUnits({ units, request: draft.order.trim(), hours: Number(draft.hours), overrideReason: draft.override.trim() || null }), draft.key)).results;
    case 'transfused': return (await send(api.transfuseUnits({ units }), draft.key)).results;
    case 'discard': return (await send(api.discardUnits({ units, cause: reason }), draft.key)).results;
    case 'supplier': return (await send(api.returnToSupplier({ units, cause: reason }), draft.key)).results;
    case 'waste':
      return (await send(api.handToWaste({ units, to: draft.destination.trim(), document: draft.order.trim() || null }), draft.key)).results;
    case 'quarantine': return oneByOne(units, draft.key, (unit) => api.quarantineUnit(unit, { reason: listed(reason) }));
    case 'release': return oneByOne(units, draft.key, (unit) => api.releaseUnit(unit, { reason }));
  }
}

export function labelOf({ din, productCode, groupCode, expiry, collected, antigens }: Line) {
  return { din, productCode: productCode ?? '', groupCode: groupCode ?? '', expiresAt: expiry ?? '', collectedAt: collected, antigens };
}

/** The service keeps some reasons as such; any other is a person's words. */
function listed(reason: string): string {
  const same = (key: 'why.recall' | 'why.temperature'): boolean => catalogue[key]?.includes(reason) === true;
  return same('why.recall') ? 'recall' : same('why.temperature') ? 'temperatureExposure' : reason;
}

/** These acts are per bag: each has a key of its own, made from the intent's. */
async function oneByOne(units: readonly string[], key: string, write: (unit: string) => Write<ActionResults>): Promise<ActionResult[]> {
  const answers = await Promise.all(units.map((unit) => send(write(unit), `${key}-${unit}`)));
  return answers.flatMap((answer) => answer.results);
}
