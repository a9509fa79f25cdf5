import { signal } from '@preact/signals';
import type { Key } from '../i18n';
import { numbering } from '../state/session';
import { readScan, type Scanned } from './structures';
import { PAUSE_MS, Wedge } from './wedge';

/** What the header says about the scanner. */
export interface ScanNews { key: Key; text: string; bad: boolean; at: number }

/** Takes a scan; returns what the header says, or null to let the default have it. */
export type ScanTaker = (scanned: Scanned) => { key: Key; text: string; bad?: boolean } | null;

export const news = signal<ScanNews | null>(null);

const NEWS_MS = 8000;
const MOST_WAITS = 8; // of a pause each: half a second
const takers: ScanTaker[] = [];
let fallback: ScanTaker = () => null;

/** The page in front takes scans; the newest taker is asked first. Returns what ends it. */
export function takeScans(taker: ScanTaker): () => void {
  takers.push(taker);
  return () => {
    const index = takers.indexOf(taker);
    if (index >= 0) takers.splice(index, 1);
  };
}

/** What a scan means where no page has a meaning of its own. */
export function defaultScan(taker: ScanTaker): void {
  fallback = taker;
}

export function tell(key: Key, text = '', bad = false): void {
  const told = { key, text, bad, at: performance.now() };
  news.value = told;
  setTimeout(() => {
    if (news.value === told) news.value = null;
  }, NEWS_MS);
}

/** @returns false when the code means nothing here */
export function dispatch(text: string): boolean {
  const scanned = readScan(text, numbering.value);
  for (const taker of [...takers].reverse()) {
    const taken = taker(scanned);
    if (taken === null) continue;
    tell(taken.key, taken.text, taken.bad);
    return true;
  }
  const taken = fallback(scanned);
  if (taken !== null) tell(taken.key, taken.text, taken.bad);
  return scanned.kind !== 'unknown';
}

/** Only some browsers can tell; where none can, the pause alone decides. */
function inputIsWaiting(): boolean {
  const { scheduling } = navigator as Navigator & { scheduling?: { isInputPending?: () => boolean } };
  return scheduling?.isInputPending?.() ?? false;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function focusedField(): Field | null {
  const focused = document.activeElement;
  return focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement ? focused : null;
}

/** Listens on the whole page. A field that had the focus gets back the text that it had before the burst. */
export function startScanner(): () => void {
  const wedge = new Wedge();
  let before: { field: Field; value: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waits = 0;

  const restore = (): void => {
    if (before === null || before.field.value === before.value) return;
    before.field.value = before.value;
    before.field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const finish = (text: string): void => {
    restore();
    const field = before?.field ?? null;
    before = null;
    if (dispatch(text) || field === null || !field.isConnected || field.value !== '') return; // what was typed stays
    // an order's or a recorder's own code: whoever stands in the field scans it into the field
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    tell('scan.intoField', text);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const field = focusedField();
    if (field instanceof HTMLInputElement && field.type === 'password') return wedge.clear();
    const fresh = !wedge.pending;
    const heard = wedge.press({
      code: event.code, shift: event.shiftKey, capsLock: event.getModifierState('CapsLock'), at: event.timeStamp,
    });
    clearTimeout(timer);
    waits = 0;
    if (fresh || wedge.length === 1) before = field === null ? null : { field, value: field.value };
    if (heard.kind === 'swallow' || heard.kind === 'scan') {
      event.preventDefault();
      event.stopPropagation();
    }
    if (heard.kind === 'scan') return finish(heard.text);
    timer = setTimeout(quiet, PAUSE_MS);
  };
  const quiet = (): void => {
    // a busy machine hands keys over late: what says nothing yet is half a code rather than an unknown one
    const half = waits < MOST_WAITS && wedge.pending && readScan(wedge.soFar, numbering.value).kind === 'unknown';
    if (half || inputIsWaiting()) {
      waits++;
      timer = setTimeout(quiet, PAUSE_MS);
      return;
    }
    const ended = wedge.pause();
    if (ended.kind === 'scan') finish(ended.text);
  };
  const onComposition = (): void => {
    if (wedge.length < 2) return; // a first key starts every composition; a burst goes on
    wedge.clear();
    tell('scan.inputMethod', '', true);
  };
  addEventListener('keydown', onKey, true);
  addEventListener('compositionstart', onComposition, true);
  return () => {
    removeEventListener('keydown', onKey, true);
    removeEventListener('compositionstart', onComposition, true);
  };
}
