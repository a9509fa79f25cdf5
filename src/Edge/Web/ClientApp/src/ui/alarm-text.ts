import type { AlarmItem } from '../api/generated';
import { celsius } from '../format/number';
import { duration } from '../format/age';
import { named, ownName, t, type Key } from '../i18n';
import { language } from '../state/screen';
import { nowFor } from './age';

/** Thing, fact, how long, bags: the first line of an alarm, a whole sentence in either language. */
export function alarmText(alarm: AlarmItem): string {
  const source = ownName(alarm.sourceNameZh, alarm.sourceNameEn) || alarm.source;
  const raised = Date.parse(alarm.raisedAt);
  const now = nowFor(raised);
  const time = now === null ? '' : duration(now - raised, language.value);
  const fact = t(`alarm.${alarm.kind}` as Key, {
    source, time, celsius: alarm.celsius === null ? named('alarm', 'noValue') : celsius(alarm.celsius),
  });
  return alarm.unitsAffected > 0 ? t('alarm.withBags', { fact, n: alarm.unitsAffected }) : fact;
}

/** The one thing to do first. */
export function alarmTodo(alarm: AlarmItem): string {
  return named('todo', alarm.kind);
}
