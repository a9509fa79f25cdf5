import { checkFlags, isDin, keyedDin } from '../format/din';

/** What one scan says. A compound or concatenated scan says several things of one bag. */
export interface BagParts {
  din?: string;
  productCode?: string;
  groupCode?: string;
  /** The content as printed in the code, with its identifier: `&>0263262359`. */
  expiry?: string;
}

export type Scanned =
  | { kind: 'bag'; parts: BagParts }
  | { kind: 'tube'; din: string }
  | { kind: 'badCheck'; din: string }
  | { kind: 'place'; place: string }
  | { kind: 'unknown'; text: string };

const AIM_PREFIX = /^\](?:C[0-4]|d[0-6]|Q[0-6]|e0)/;
const TUBE_FLAGS = new Set(['06', '07', '08', '09', '10']); // tubes and papers: never a bag
const COMPOUND = /^=\+(\d{2})\d{3}/;
const FIRST_TYPE3_FLAG = 60;

/** Reads a scan by identifier and length, never by searching: `=` and `&` stand inside other contents too. */
export function readScan(raw: string): Scanned {
  const text = raw.trim().replace(AIM_PREFIX, '');
  const place = /^(?:place:)?([a-z0-9-]+\/[a-z0-9-]+)$/.exec(text)?.[1];
  if (place !== undefined) return { kind: 'place', place };
  if (text.startsWith('=') || text.startsWith('&')) return readStructures(text);
  return readPlain(text);
}

function readPlain(text: string): Scanned {
  const key = /^(.{13})([A-Z][A-Za-z0-9]{7})$/.exec(text);
  if (key?.[1] !== undefined && isDin(key[1])) return { kind: 'bag', parts: { din: key[1], productCode: key[2] } };
  const keyed = keyedDin(text);
  if (keyed === null) return { kind: 'unknown', text };
  return keyed.checked === false ? { kind: 'badCheck', din: keyed.din } : { kind: 'bag', parts: { din: keyed.din } };
}

function readStructures(text: string): Scanned {
  const compound = COMPOUND.exec(text);
  let rest = compound === null ? text : text.slice(compound[0].length);
  const parts: BagParts = {};
  let count = 0;
  while (rest !== '') {
    const taken = takeOne(rest, parts);
    if (typeof taken !== 'number') return taken;
    rest = rest.slice(taken);
    count++;
  }
  if (compound !== null && count !== Number(compound[1])) return { kind: 'unknown', text };
  return Object.keys(parts).length === 0 ? { kind: 'unknown', text } : { kind: 'bag', parts };
}

/** Length of the structure at the beginning of `text`, its meaning put into `parts`; or what stops the reading. */
function takeOne(text: string, parts: BagParts): number | Scanned {
  const unknown: Scanned = { kind: 'unknown', text };
  const two = text.slice(0, 2);
  if (two === '=%') return /^=%[A-Za-z0-9]{4}/.test(text) ? (parts.groupCode = text.slice(2, 6), 6) : unknown;
  if (two === '=<') return /^=<[A-Z][A-Za-z0-9]{7}/.test(text) ? (parts.productCode = text.slice(2, 10), 10) : unknown;
  if (two === '&>') return /^&>\d{10}/.test(text) ? (parts.expiry = text.slice(0, 12), 12) : unknown;
  if (two === '=>') return /^=>\d{6}/.test(text) ? (parts.expiry = text.slice(0, 8), 8) : unknown;
  if (two === '=\\') return /^=\\\d{18}/.test(text) ? 20 : unknown; // antigens: nothing that these pages need
  const din = text.slice(1, 14);
  if (!text.startsWith('=') || !isDin(din) || text.length < 16) return unknown;
  const flags = text.slice(14, 16);
  if (TUBE_FLAGS.has(flags)) return { kind: 'tube', din };
  if (Number(flags) >= FIRST_TYPE3_FLAG && Number(flags) <= 96 && flags !== checkFlags(din)) return { kind: 'badCheck', din };
  parts.din = din;
  return 16;
}
