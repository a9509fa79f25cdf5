import { checkFlags, isDin, keyedDin, type Numbering } from '../format/din';
import { lengthOfOther } from './lengths';

/** What one scan says. A compound or concatenated scan says several things of one bag. */
export interface BagParts {
  din?: string;
  productCode?: string;
  groupCode?: string;
  /** The content as printed in the code, with its identifier: `&>0263262359`. */
  expiry?: string;
  /** Likewise: `&*0261230815`. */
  collected?: string;
  /** 18 digits of structure 012. */
  antigens?: string;
}

export type Scanned =
  | { kind: 'bag'; parts: BagParts }
  | { kind: 'tube'; din: string }
  | { kind: 'badCheck'; din: string }
  /** A donation number, but of the scheme that this site does not take. */
  | { kind: 'otherScheme'; din: string }
  | { kind: 'place'; place: string }
  /** Who or what it goes to, on a code that says so by its prefix: `ward:ICU`, `order:A-7`, `physician:Lin`. */
  | { kind: 'detail'; detail: Detail; text: string }
  | { kind: 'unknown'; text: string };

export type Detail = 'ward' | 'order' | 'physician';

const DETAIL = /^(ward|order|physician):\s*(\S.*)$/i;
const AIM_PREFIX = /^\][A-Za-z][A-Za-z0-9]/;
const FLAGS = /^[0-9A-HJ-NPR-Y]{2}$/;
const TUBE_FLAGS = new Set(['06', '07', '08', '09', '10']); // tubes and papers: never a bag
const COMPOUND = /^=\+(\d{2})\d{3}/;
const FIRST_TYPE3_FLAG = 60;
const LAST_TYPE3_FLAG = 96;
/** ISBT 128 fixes the case of every character, but for local codes. */
const ISBT_PRODUCT = /^(?:[A-D][A-Za-z0-9]{7}|[A-Z][A-Z0-9]{4}[A-Za-z0-9][A-Z0-9][a-z0-9])/;
const LOCAL_PRODUCT = /^[A-Z][A-Za-z0-9]{7}/;
const PRODUCT_LENGTH = 8;

/** Reads a scan by identifier and length, never by searching: `=` and `&` stand inside other contents too. */
export function readScan(raw: string, numbering: Numbering = 'either'): Scanned {
  const text = raw.trim().replace(AIM_PREFIX, '');
  const place = /^(?:place:)?([a-z0-9-]+\/[a-z0-9-]+)$/.exec(text)?.[1];
  if (place !== undefined) return { kind: 'place', place };
  const detail = DETAIL.exec(text);
  if (detail !== null) return { kind: 'detail', detail: detail[1]!.toLowerCase() as Detail, text: detail[2]! };
  if (text.startsWith('=') || text.startsWith('&')) return readStructures(text, numbering);
  return readPlain(text, numbering);
}

/** A product code of the site's scheme. Local codes go with national numbers. */
export function isProduct(text: string, numbering: Numbering): boolean {
  return text.length === PRODUCT_LENGTH && productAt(text, numbering) !== null;
}

function productAt(text: string, numbering: Numbering): string | null {
  return (numbering === 'isbt128' ? ISBT_PRODUCT : LOCAL_PRODUCT).exec(text)?.[0] ?? null;
}

function readPlain(typed: string, numbering: Numbering): Scanned {
  const unknown: Scanned = { kind: 'unknown', text: typed };
  const text = typed.replace(/\s/g, '');
  if (text.length === PRODUCT_LENGTH) // national labels carry it in a bar code without identifier
    return numbering === 'national13' && isProduct(text, numbering) ? { kind: 'bag', parts: { productCode: text } } : unknown;
  if (text.length > 14) {
    const din = text.slice(0, 13), productCode = text.slice(13);
    if (!isDin(din, 'either') || !isProduct(productCode, numbering)) return unknown;
    return isDin(din, numbering) ? { kind: 'bag', parts: { din, productCode } } : { kind: 'otherScheme', din };
  }
  const keyed = keyedDin(text, 'either');
  if (keyed === null) return unknown;
  if (!isDin(keyed.din, numbering)) return { kind: 'otherScheme', din: keyed.din };
  return keyed.checked === false ? { kind: 'badCheck', din: keyed.din } : { kind: 'bag', parts: { din: keyed.din } };
}

function readStructures(text: string, numbering: Numbering): Scanned {
  const compound = COMPOUND.exec(text);
  let rest = compound === null ? text : text.slice(compound[0].length);
  const parts: BagParts = {};
  let count = 0;
  while (rest !== '') {
    const one: BagParts = {};
    const taken = takeOne(rest, one, numbering);
    if (typeof taken !== 'number') return taken;
    if (contradicts(parts, one)) return { kind: 'unknown', text }; // two labels of two bags must not make a third
    Object.assign(parts, one);
    rest = rest.slice(taken);
    count++;
  }
  if (compound !== null && count !== Number(compound[1])) return { kind: 'unknown', text };
  return Object.keys(parts).length === 0 ? { kind: 'unknown', text } : { kind: 'bag', parts };
}

/** Two sayings that cannot be of one bag. */
export function contradicts(known: BagParts, said: BagParts): boolean {
  return (Object.keys(said) as (keyof BagParts)[]).some((part) => known[part] !== undefined && known[part] !== said[part]);
}

/** Length of the structure at the beginning of `text`, its meaning put into `parts`; or what stops the reading. */
function takeOne(text: string, parts: BagParts, numbering: Numbering): number | Scanned {
  const unknown: Scanned = { kind: 'unknown', text };
  const digits = (length: number): string | null => {
    const content = text.slice(2, 2 + length);
    return content.length === length && /^\d+$/.test(content) ? content : null;
  };
  switch (text.slice(0, 2)) {
    case '=%': return /^=%[A-Za-z0-9]{4}/.test(text) ? (parts.groupCode = text.slice(2, 6), 6) : unknown;
    case '=<': {
      const product = productAt(text.slice(2), numbering);
      return product === null ? unknown : (parts.productCode = product, 10);
    }
    case '&>': return digits(10) === null ? unknown : (parts.expiry = text.slice(0, 12), 12);
    case '=>': return digits(6) === null ? unknown : (parts.expiry = text.slice(0, 8), 8);
    case '&*': return digits(10) === null ? unknown : (parts.collected = text.slice(0, 12), 12);
    case '=*': return digits(6) === null ? unknown : (parts.collected = text.slice(0, 8), 8);
    case '=\\': return digits(18) === null ? unknown : (parts.antigens = text.slice(2, 20), 20);
  }
  return /^=[A-Z0-9]/.test(text) ? takeDonation(text, parts, numbering) : lengthOfOther(text) ?? unknown;
}

function takeDonation(text: string, parts: BagParts, numbering: Numbering): number | Scanned {
  const din = text.slice(1, 14), flags = text.slice(14, 16);
  if (!isDin(din, 'either') || !FLAGS.test(flags)) return { kind: 'unknown', text };
  if (!isDin(din, numbering)) return { kind: 'otherScheme', din };
  if (TUBE_FLAGS.has(flags)) return { kind: 'tube', din };
  if (Number(flags) >= FIRST_TYPE3_FLAG && Number(flags) <= LAST_TYPE3_FLAG && flags !== checkFlags(din)) return { kind: 'badCheck', din };
  parts.din = din;
  return 16;
}

const BADGE = /^[!-~]{8,64}$/;

/** The code of a badge: what is long enough and nothing that a bag, a tube or a shelf says. Null for all else. */
export function badgeCode(scanned: Scanned): string | null {
  return scanned.kind === 'unknown' && BADGE.test(scanned.text) ? scanned.text : null;
}
