import type { Language } from '../state/screen';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const formatters = new Map<string, Intl.DateTimeFormat>();

export interface WallTime { year: string; month: number; day: string; hour: string; minute: string; second: string }

/** Wall time of an instant in the site's zone. */
export function wallTime(instant: number | string, zone: string): WallTime {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  const parts = new Map(formatter.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    year: part('year'), month: Number(part('month')), day: part('day'), hour: part('hour'), minute: part('minute'),
    second: part('second'),
  };
}

/** 14:32 */
export function hourMinute(instant: number | string, zone: string): string {
  const at = wallTime(instant, zone);
  return `${at.hour}:${at.minute}`;
}

/** 14:32:07, for alarms, audit, plots and the header's clock. */
export function hourMinuteSecond(instant: number | string, zone: string): string {
  return `${hourMinute(instant, zone)}:${wallTime(instant, zone).second}`;
}

/** 2026-11-22, 22-Nov-2026: the month as letters, since 03/04 can be misread. */
export function date(instant: number | string, zone: string, language: Language): string {
  const at = wallTime(instant, zone);
  return language === 'zh'
    ? `${at.year}-${String(at.month).padStart(2, '0')}-${at.day}`
    : `${at.day}-${MONTHS[at.month - 1]}-${at.year}`;
}

/** In a sentence: 11月22日, 22-Nov. */
export function shortDate(instant: number | string, zone: string, language: Language): string {
  const at = wallTime(instant, zone);
  return language === 'zh' ? `${at.month}月${Number(at.day)}日` : `${at.day}-${MONTHS[at.month - 1]}`;
}

export function dateTime(instant: number | string, zone: string, language: Language): string {
  return `${date(instant, zone, language)} ${hourMinute(instant, zone)}`;
}

/** A past moment: today's drop the date. */
export function moment(instant: number | string, now: number, zone: string, language: Language, withSeconds = false): string {
  const time = withSeconds ? hourMinuteSecond(instant, zone) : hourMinute(instant, zone);
  if (date(instant, zone, language) === date(now, zone, language)) return time;
  const sameYear = wallTime(instant, zone).year === wallTime(now, zone).year;
  return `${sameYear ? shortDate(instant, zone, language) : date(instant, zone, language)} ${time}`;
}

/**
 * The last permitted minute, as on the label, always with its date and minute. The service gives the first instant at
 * which the bag is expired: the end of that minute.
 */
export function expiry(expiresAt: string, zone: string, language: Language): string {
  return dateTime(Date.parse(expiresAt) - 60_000, zone, language);
}

/**
 * A typed date and time, `2026-11-22 14:32`, as `2026-11-22T14:32`; null for anything else. The browser's own field for it
 * shows month and day in the order of the browser's language, which may be neither of the page's.
 */
export function readWallTime(text: string): string | null {
  const parts = /^\s*(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d)\s*$/.exec(text);
  const local = `${parts?.[1]}T${parts?.[2]}`;
  if (parts === null || Number.isNaN(Date.parse(`${local}:00Z`))) return null;
  return new Date(`${local}:00Z`).toISOString().startsWith(local) ? local : null; // 30 February is no day
}

/** The content of an expiry code, `&>0263262359` or `=>026326`, as wall time; null for anything else. */
export function readLabelExpiry(code: string): string | null {
  const parts = /^(?:&>|=>)0(\d\d)(\d{3})(\d{4})?$/.exec(code);
  if (parts === null) return null;
  const [, year, day = '', time = '2359'] = parts;
  const date = new Date(Date.UTC(2000 + Number(year), 0, Number(day)));
  if (date.getUTCFullYear() !== 2000 + Number(year)) return null; // day 0, or 366 in a common year
  return readWallTime(`${date.toISOString().slice(0, 10)} ${time.slice(0, 2)}:${time.slice(2)}`);
}

/** The instant of such a text in a zone, RFC 3339; null for anything else. */
export function instantOf(text: string, zone: string): string | null {
  const local = readWallTime(text);
  if (local === null) return null;
  const asUtc = Date.parse(`${local}:00Z`);
  return new Date(asUtc - offsetMinutes(asUtc - offsetMinutes(asUtc, zone) * 60_000, zone) * 60_000).toISOString().replace('.000Z', 'Z');
}

function offsetMinutes(instant: number, zone: string): number {
  const at = wallTime(instant, zone);
  const local = Date.UTC(Number(at.year), at.month - 1, Number(at.day), Number(at.hour), Number(at.minute));
  return Math.round((local - Math.floor(instant / 60_000) * 60_000) / 60_000);
}

/** UTC+8, for the foot of a page. */
export function zoneName(instant: number, zone: string): string {
  const offset = offsetMinutes(instant, zone);
  const hours = Math.trunc(Math.abs(offset) / 60);
  const rest = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '\u2212' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
