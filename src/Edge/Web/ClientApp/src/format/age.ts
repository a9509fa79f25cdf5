import type { Language } from '../state/screen';
import { THIN } from './number';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 's' | 'min' | 'h' | 'd';
const ZH: Record<Unit, string> = { s: '秒', min: '分钟', h: '小时', d: '天' };
const ZH_SHORT_MINUTE = '分'; // after hours: 3小时12分

function one(value: number, unit: Unit, language: Language): string {
  return language === 'zh' ? `${value}${ZH[unit]}` : `${value}${THIN}${unit}`;
}

/** How long: "4 s", "6 min", "3 h 12 min", over 48 h "3 d". Never negative. */
export function duration(ms: number, language: Language): string {
  const long = Math.max(0, ms);
  if (long < MINUTE) return one(Math.floor(long / SECOND), 's', language);
  if (long < HOUR) return one(Math.floor(long / MINUTE), 'min', language);
  if (long >= 2 * DAY) return one(Math.floor(long / DAY), 'd', language);
  const hours = Math.floor(long / HOUR);
  const rest = Math.floor((long % HOUR) / MINUTE);
  if (rest === 0) return one(hours, 'h', language);
  return language === 'zh' ? `${hours}小时${rest}${ZH_SHORT_MINUTE}` : `${one(hours, 'h', language)} ${one(rest, 'min', language)}`;
}

/** How old: "4 s ago", "4秒前". */
export function age(ms: number, language: Language): string {
  const long = duration(ms, language);
  return language === 'zh' ? `${long}前` : `${long} ago`;
}

/** Time to an expiry, with hours under ten days: "3 d 4 h", "3天4小时"; in the last two days as a duration. */
export function untilLong(ms: number, language: Language): string {
  if (ms < 2 * DAY || ms >= 10 * DAY) return duration(ms, language);
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  if (hours === 0) return one(days, 'd', language);
  return language === 'zh' ? `${days}天${hours}小时` : `${one(days, 'd', language)} ${one(hours, 'h', language)}`;
}

/** Whether the text of this age changes within the next minute second by second. */
export function ticksEachSecond(ms: number): boolean {
  return ms < MINUTE;
}
