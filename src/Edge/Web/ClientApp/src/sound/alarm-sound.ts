import type { AlarmItem } from '../api/generated';
import { soundCritical, soundHigh, soundMedium, soundNotLive } from './tones';
import { isUrgent } from '../format/priority';
import { connection } from '../state/clock';

const EVERY_S = { critical: 10, high: 30, notLive: 60 } as const;

let sounding: readonly AlarmItem[] = [];
let known = new Set<number>();

/** Tells which alarms stand. A medium one sounds once, when it is new. */
export function hearAlarms(alarms: readonly AlarmItem[]): void {
  sounding = alarms.filter((alarm) => alarm.state === 'unacknowledged');
  const fresh = sounding.filter((alarm) => !known.has(alarm.number));
  known = new Set(sounding.map((alarm) => alarm.number));
  if (fresh.some((alarm) => alarm.priority === 'medium') && !sounding.some(isUrgent)) soundMedium();
}

/** Sounds the pattern of the most urgent alarm that nobody has acknowledged. Acknowledging is what stops it. */
export function startAlarmSound(): () => void {
  let second = 0;
  const timer = setInterval(() => {
    second++;
    const due = (every: number): boolean => second % every === 1;
    if (connection.value === 'lost') {
      if (due(EVERY_S.notLive)) soundNotLive();
    } else if (sounding.some((alarm) => alarm.priority === 'critical')) {
      if (due(EVERY_S.critical)) soundCritical();
    } else if (sounding.some(isUrgent) && due(EVERY_S.high)) soundHigh();
  }, 1000);
  return () => clearInterval(timer);
}
