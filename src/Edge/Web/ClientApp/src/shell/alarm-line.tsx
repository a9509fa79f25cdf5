import { t } from '../i18n';
import { inOrder, useOpenAlarms } from '../state/alarms';
import { connection } from '../state/clock';
import { address } from '../state/router';
import { alarmText } from '../ui/alarm-text';
import { cls } from '../ui/cls';
import { AlarmShape } from '../ui/shape';
import { Who } from '../ui/who';

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
      <AlarmShape alarm={first} />
      <p class="line-text">{alarmText(first)}</p>
      <p class="line-who"><Who alarm={first} /></p>
      {ordered.length > 1 && <a class="line-more" href={address(['alarms'])}>{t('line.more', { n: ordered.length - 1 })}</a>}
      <a class="button" href={address(['alarms', String(first.number)])}>
        {t(first.state === 'unacknowledged' ? 'alarms.acknowledge' : 'tab.alarms')}
      </a>
    </div>
  );
}
