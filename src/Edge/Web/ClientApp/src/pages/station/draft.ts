import { effect, signal } from '@preact/signals';
import { newKey } from '../../api/client';
import type { BagParts } from '../../scan/structures';
import { NO_TICKS } from '../../ui/ticks';
import type { Act, Draft, Line } from './task';

export function emptyDraft(): Draft {
  return { lines: [], destination: '', order: '', source: '', reason: '', override: '', hours: '24', physician: '', box: '', celsius: '', logger: '', quarantine: true, ticks: NO_TICKS, key: newKey() };
}

const STORED = 'edge.drafts';

/** Lists survive a reload and a look at another page: walking away loses nothing. */
const drafts = signal<Partial<Record<Act, Draft>>>(read());
effect(() => {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(drafts.value));
  } catch {
    return; // storage is switched off: the lists last as long as the page
  }
});

function read(): Partial<Record<Act, Draft>> {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? '{}') as Partial<Record<Act, Draft>>;
  } catch {
    return {};
  }
}

export function draftOf(act: Act): Draft {
  const kept = drafts.value[act];
  return kept === undefined ? emptyDraft() : { ...emptyDraft(), ...kept }; // kept by an older page, it may lack what came later
}

export function change(act: Act, how: (draft: Draft) => Draft): void {
  drafts.value = { ...drafts.value, [act]: how(draftOf(act)) };
}

export function changeLine(act: Act, id: string, how: (line: Line) => Line): void {
  change(act, (draft) => ({ ...draft, lines: draft.lines.map((line) => (line.id === id ? how(line) : line)) }));
}

export function removeLine(act: Act, id: string): void {
  change(act, (draft) => ({ ...draft, lines: draft.lines.filter((line) => line.id !== id) }));
}

export function newLine(din: string): Line {
  return { id: newKey(), din, productCode: null, groupCode: null, expiry: null, collected: null, antigens: null, tag: null, unit: null, label: null, choices: [], state: 'checking', refusal: null, look: 'intact', fromTray: false };
}

/** What the labels of one bag still owe. */
export function missing(parts: BagParts): ('din' | 'product' | 'group' | 'expiry')[] {
  const owed: ('din' | 'product' | 'group' | 'expiry')[] = [];
  if (parts.din === undefined) owed.push('din');
  if (parts.productCode === undefined) owed.push('product');
  if (parts.groupCode === undefined) owed.push('group');
  if (parts.expiry === undefined) owed.push('expiry');
  return owed;
}
