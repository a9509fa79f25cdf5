import type { AlarmItem } from '../api/generated';
import { duration } from '../format/age';
import { moment } from '../format/time';
import { t } from '../i18n';
import { inOrder, useOpenAlarms } from '../state/alarms';
import { connection } from '../state/clock';
import { address } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { nowFor } from '../ui/age';
import { alarmText } from '../ui/alarm-text';
import { cls } from '../ui/cls';
import { Shape } from '../ui/shape';

/** The most urgent alarm, on every page. The same height when all is calm, so that nothing jumps. */
export function AlarmLine() {
  const { data } = useOpenAlarms();
  if (connection.value !== 'live' || data === null) {
    return <aside class="line line-calm"><p>{t(connection.value === 'lost' ? 'line.unknown' : 'state.loading')}</p></aside>;
  }
  const ordered = inOrder(data.items);
  const first = ordered[0];
  if (first === undefined) return <aside class="line line-calm"><p>{t('line.calm')}</p></aside>;
  return (
    <div class={cls('line', first.state === 'unacknowledged' && 'line-new')} role="status">
      <Shape priority={first.priority} blink={first.state === 'unacknowledged' && (first.priority === 'critical' || first.priority === 'high')} />
      <p class="line-text">{alarmText(first)}</p>
      <p class="line-who"><Who alarm={first} /></p>
      {ordered.length > 1 && <a class="line-more" href={address(['alarms'])}>{t('line.more', { n: ordered.length - 1 })}</a>}
      <a class="button" href={address(['alarms', String(first.number)])}>
        {t(first.state === 'unacknowledged' ? 'alarms.acknowledge' : 'tab.alarms')}
      </a>
    </div>
  );
}

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
