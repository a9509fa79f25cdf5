import type { AlarmItem } from '../api/generated';
import { duration } from '../format/age';
import { moment } from '../format/time';
import { t } from '../i18n';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { nowFor } from './age';

/** Who has an alarm and since when, or for how long nobody has. */
export function Who({ alarm }: { alarm: AlarmItem }) {
  if (alarm.acknowledgedAt !== null) {
    const now = nowFor(Date.parse(alarm.acknowledgedAt)) ?? Date.parse(alarm.acknowledgedAt);
    const time = moment(alarm.acknowledgedAt, now, timeZone.value, language.value);
    return <>{t('line.taken', { name: alarm.acknowledgedName ?? alarm.acknowledgedBy ?? '', time })}</>;
  }
  const raised = Date.parse(alarm.raisedAt);
  const now = nowFor(raised);
  return <>{now === null ? t('alarms.nobody') : t('line.nobody', { time: duration(now - raised, language.value) })}</>;
}
