import { api, type AlarmItem, type AlarmListState } from '../api/generated';
import { t } from '../i18n';
import { inOrder } from '../state/alarms';
import { connection } from '../state/clock';
import { useResource } from '../state/resource';
import { address, go } from '../state/router';
import { phone } from '../state/screen';
import { Choice } from '../ui/button';
import { alarmText, alarmTodo } from '../ui/alarm-text';
import { cls } from '../ui/cls';
import { Empty, Ready } from '../ui/notice';
import { AlarmShape } from '../ui/shape';
import { useSteady } from '../ui/steady';
import { Who } from '../ui/who';
import { AlarmDetail } from './alarm';

type Shown = AlarmListState;
const EMPTY = { open: 'alarms.none', returned: 'alarms.noneReturned', history: 'alarms.noneHistory' } as const;

/** What is wrong, how long have I got, who has it? */
export function Alarms({ number, query }: { number: string | null; query: URLSearchParams }) {
  const asked = query.get('state');
  const shown: Shown = asked === 'returned' || asked === 'history' ? asked : 'open';
  const alarms = useResource(api.listAlarms({ state: shown }), ['alarm']);
  const items = shown === 'history' ? alarms.data?.items ?? [] : inOrder(alarms.data?.items ?? []);
  const chosen = items.find((alarm) => String(alarm.number) === number) ?? (number === null && !phone.value ? items[0] : undefined);
  const pick = (state: Shown): void => go(['alarms'], { state: state === 'open' ? null : state });
  if (phone.value && chosen !== undefined) return <section class="alarms"><AlarmDetail key={chosen.number} alarm={chosen} /></section>;
  return (
    <section class="alarms">
      <h2 class="unseen">{t('alarms.title')}</h2>
      <Choice label={t('alarms.title')} value={shown} onPick={pick} options={(['open', 'returned', 'history'] as const).map((value) => ({ value, text: t(`alarms.${value}`) + (value === shown && alarms.data !== null ? ` ${items.length}` : '') }))} />
      <Ready of={alarms}>
        {() => items.length === 0
          ? <Empty why={connection.value === 'lost' ? t('alarms.unknown') : t(EMPTY[shown])} />
          : (
            <div class={cls('split', chosen === undefined && 'split-one')}>
              <AlarmList alarms={items} chosen={chosen} shown={shown} />
              {chosen !== undefined && <AlarmDetail key={chosen.number} alarm={chosen} />}
            </div>
          )}
      </Ready>
    </section>
  );
}

function AlarmList({ alarms, chosen, shown }: { alarms: readonly AlarmItem[]; chosen: AlarmItem | undefined; shown: Shown }) {
  const steady = useSteady(alarms, (alarm) => String(alarm.number));
  return (
    <div>
      {steady.fresh > 0 && <p class="caption fresh" role="status">{t('state.new', { n: steady.fresh })}</p>}
      <ul class="rows" onPointerDown={steady.onPointerDown}>
        {steady.items.map((alarm) => (
          <li key={alarm.number}>
            <a
              class={cls('row card alarm-row', `alarm-${alarm.state}`, alarm === chosen && 'chosen-row')} aria-current={alarm === chosen ? 'true' : undefined}
              href={address(['alarms', String(alarm.number)], { state: shown === 'open' ? null : shown })}
            >
              <AlarmShape alarm={alarm} />
              <span class="alarm-text value"><span class="plate">{alarmText(alarm)}</span></span>
              <span class="caption"><Who alarm={alarm} />{alarm.times > 1 && <> · {t('alarms.times', { n: alarm.times })}</>}</span>
              {alarm.state === 'unacknowledged' && phone.value && <span class="caption">{t('alarms.todo', { text: alarmTodo(alarm) })}</span>}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
