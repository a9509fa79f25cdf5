import { get, newKey, send } from '../../api/client';
import { api, type UnitItem } from '../../api/generated';
import { Collector } from '../../scan/collect';
import { tell, type ScanTaker } from '../../scan/scanner';
import type { BagParts, Detail, Scanned } from '../../scan/structures';
import { mayBeInHand } from '../../format/status';
import { t } from '../../i18n';
import { soundRefused, soundTaken } from '../../sound/tones';
import { objection } from './acts';
import { change, changeLine, draftOf, missing, newLine } from './draft';
import { labelOf } from './submit';
import { isIncoming, type Act, type Incoming, type Line } from './task';
import { wardOf } from './ward';

const collector = new Collector();

/** A scan while a list is open puts a bag on it. Null: the scan means something else. */
export function scanOnto(act: Act, scanned: Scanned): ReturnType<ScanTaker> {
  if (scanned.kind === 'detail') return takeDetail(act, scanned.detail, scanned.text);
  if (scanned.kind === 'place' || scanned.kind === 'unknown') return null;
  if (scanned.kind === 'tube') return { key: 'scan.tube', text: '', bad: true };
  if (scanned.kind === 'badCheck') return { key: 'scan.badCheck', text: '', bad: true };
  if (scanned.kind === 'otherScheme') return { key: 'scan.otherScheme', text: '', bad: true };
  if (isIncoming(act)) return receiveParts(act, scanned.parts);
  const { din, productCode } = scanned.parts;
  if (din !== undefined) {
    void addUnit(act, din, productCode ?? null);
    return { key: 'scan.read', text: `…${din.slice(-6)}` };
  }
  if (productCode === undefined) return null;
  const open = draftOf(act).lines.find((line) => line.choices.length > 1);
  const chosen = open?.choices.find((unit) => unit.productCode === productCode);
  if (open === undefined || chosen === undefined) return null;
  choose(act, open.id, chosen);
  return { key: 'scan.read', text: productCode };
}

/** What each code is to an act; an act that asks for no such thing leaves the code alone. */
const DETAILS: Partial<Record<Act, readonly Detail[]>> = {
  issue: ['ward', 'order'], reserve: ['order'], emergency: ['ward', 'order', 'physician'], transfer: ['order'], waste: ['order'], announce: ['order'],
};

function takeDetail(act: Act, detail: Detail, text: string): ReturnType<ScanTaker> {
  if (DETAILS[act]?.includes(detail) !== true) return null;
  change(act, (draft) => (detail === 'ward' ? { ...draft, destination: wardOf(text) } : { ...draft, [detail]: text }));
  return { key: 'scan.read', text };
}

function receiveParts(act: Incoming, scanned: BagParts): { key: 'scan.read' | 'scan.wanted' | 'station.alreadyListed'; text: string; bad?: boolean } {
  const parts = collector.add(scanned, performance.now());
  const owed = missing(parts);
  if (owed.length > 0) return { key: 'scan.wanted', text: owed.map((part) => t(`scan.part.${part}`)).join(t('scan.and')) };
  collector.clear();
  const added = addReceived(act, parts);
  return added ? { key: 'scan.read', text: `…${parts.din?.slice(-6)}` } : { key: 'station.alreadyListed', text: '', bad: true };
}

/** @returns false when that bag is on the list already */
export function addReceived(act: Incoming, parts: BagParts): boolean {
  const { din, productCode, groupCode, expiry, collected = null, antigens = null } = parts;
  if (din === undefined || productCode === undefined || groupCode === undefined || expiry === undefined) return false;
  if (draftOf(act).lines.some((line) => line.din === din && line.productCode === productCode)) {
    soundRefused();
    return false;
  }
  const line: Line = { ...newLine(din), productCode, groupCode, expiry, collected, antigens, state: 'ready' };
  change(act, (draft) => ({ ...draft, lines: [line, ...draft.lines] }));
  void readLabel(act, line);
  return true;
}

/** Has the service read the label, so that a person compares group and expiry with the bag before anything is recorded. */
async function readLabel(act: Incoming, line: Line): Promise<void> {
  const units = [{ ...labelOf(line), tag: null, quarantine: false }];
  const seen = await send(api.lookAtLabels({ units }), newKey()).then(({ results }) => results[0] ?? null, () => null);
  if (seen === null) return; // it is read once more when the list is confirmed
  changeLine(act, line.id, (each) => ({ ...each, label: seen.bag, refusal: seen.refusal }));
  if (seen.refusal === null) soundTaken();
  else soundRefused();
}

/**
 * Puts a bag that this site knows on the list. Which of several bags of a donation lies in the hand only the product code tells, or
 * the person who holds it: that one bag is allowed and its sibling is not says nothing about that.
 */
export async function addUnit(act: Act, din: string, productCode: string | null): Promise<void> {
  if (draftOf(act).lines.some((line) => line.din === din && (productCode === null || line.productCode === null || line.productCode === productCode))) {
    tell('station.alreadyListed', '', true);
    return;
  }
  const line = { ...newLine(din), productCode };
  change(act, (draft) => ({ ...draft, lines: [line, ...draft.lines] }));
  const found = await get(api.listUnits({ q: din, limit: 20 })).catch(() => null);
  const units = (found?.items ?? []).filter((unit) => unit.din === din && (productCode === null || unit.productCode === productCode));
  const inHand = units.filter((unit) => mayBeInHand(unit.status));
  const candidates = inHand.length > 0 ? inHand : units;
  const [first] = candidates;
  if (first === undefined) {
    changeLine(act, line.id, (each) => ({ ...each, state: 'unknown' }));
    soundRefused();
  } else if (candidates.length > 1) changeLine(act, line.id, (each) => ({ ...each, state: 'wanted', choices: candidates }));
  else choose(act, line.id, first);
}

export function choose(act: Act, id: string, unit: UnitItem): void {
  changeLine(act, id, (line) => ({ ...line, unit, productCode: unit.productCode, choices: [], state: 'ready' }));
  if (objection(act, unit) === null) soundTaken();
  else soundRefused();
}

/** Bags that the service has named already; those on the list stay as they are. */
export function addKnown(act: Act, units: readonly UnitItem[]): void {
  change(act, (draft) => ({
    ...draft,
    lines: [
      ...units.filter((unit) => !draft.lines.some((line) => line.unit?.key === unit.key))
        .map((unit): Line => ({ ...newLine(unit.din), unit, productCode: unit.productCode, state: 'ready' })),
      ...draft.lines,
    ],
  }));
}

/** A bag that another page sends here by its key. */
export async function addByKey(act: Act, key: string): Promise<void> {
  await addUnit(act, key.slice(0, 13), key.slice(13));
}
