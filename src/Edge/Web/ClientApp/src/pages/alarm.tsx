import { useRef, useState } from 'preact/hooks';
import { asProblem, newKey, send, type Signer } from '../api/client';
import type { Problem } from '../api/problem';
import { api, type AlarmItem } from '../api/generated';
import { moment } from '../format/time';
import { named, t } from '../i18n';
import { serviceNow } from '../state/clock';
import { changed, useResource } from '../state/resource';
import { address, go } from '../state/router';
import { language, phone } from '../state/screen';
import { person, timeZone } from '../state/session';
import { alarmText, alarmTodo } from '../ui/alarm-text';
import { ActButton, Button } from '../ui/button';
import { cls } from '../ui/cls';
import { Field } from '../ui/field';
import { AlarmShape } from '../ui/shape';
import { SignProblem, useBadge } from '../ui/badge';
import { SignHere } from '../ui/sign-here';
import { Who } from '../ui/who';

const REASONS = ['going', 'moved', 'door', 'defrost', 'sensor', 'power', 'other'] as const;
type Reason = (typeof REASONS)[number];

/** One alarm: the fact, the one thing to do, who has it, and acknowledging it in one's own name. */
export function AlarmDetail({ alarm }: { alarm: AlarmItem }) {
  const now = serviceNow() ?? Date.parse(alarm.raisedAt);
  const fridges = useResource(api.listFridges()).data?.items ?? [];
  const fridge = fridges.find((each) => each.id === alarm.source.split('/')[0]);
  return (
    <article class={cls('card panel alarm-detail', `alarm-${alarm.state}`)}>
      {phone.value && <Button class="back" onPress={() => go(['alarms'])}>{t('act.back')}</Button>}
      <div class="alarm-head">
        <AlarmShape alarm={alarm} />
        <h3 class="value"><span class="plate">{alarmText(alarm)}</span></h3>
      </div>
      <p class="alarm-do">{t('alarms.todo', { text: alarmTodo(alarm) })}</p>
      <p class="caption">
        {t('alarms.raised', { time: moment(alarm.raisedAt, now, timeZone.value, language.value, true) })} · {named('alarms.state', alarm.state)}
        {alarm.times > 1 && <> · {t('alarms.times', { n: alarm.times })}</>}
      </p>
      <p><b><Who alarm={alarm} /></b>{alarm.acknowledgeReason !== null && <span class="caption"> {t('alarms.reasonGiven', { reason: alarm.acknowledgeReason })}</span>}</p>
      {alarm.state !== 'acknowledged' && <Acknowledge alarm={alarm} />}
      <div class="inline">
        {fridge !== undefined && <a class="button" href={address(['fridges', fridge.id], { tab: 'temperature' })}>{t('find.fridge')}</a>}
        {fridge?.excursion != null && <a class="button" href={address(['excursions', String(fridge.excursion)])}>{t('alarms.excursion')}</a>}
        {alarm.kind === 'wrongStorage' && <a class="button" href={address(['units'], { filter: 'wrongStorage' })}>{t('alarms.showBags')}</a>}
        {fridge === undefined && <a class="button" href={address(['devices'])}>{t('more.devices')}</a>}
      </div>
    </article>
  );
}

function Acknowledge({ alarm }: { alarm: AlarmItem }) {
  const [reason, setReason] = useState<Reason | null>(null);
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useRef(newKey()); // the same intent, however often it is sent
  const said = reason === 'other' ? words.trim() : reason === null ? '' : t(`alarms.reason.${reason}`);
  const [other, setOther] = useState(false);
  const [badge] = useBadge(() => setOther(true)); // a badge means: I acknowledge
  const acknowledge = async (signer?: Signer): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await send(api.acknowledgeAlarm(alarm.number, { reason: said }), key.current, signer);
      changed('alarm');
    } catch (error) {
      const failed = asProblem(error);
      if (failed.status !== 0) key.current = newKey(); // it was answered: the next try is another intent
      setProblem(failed);
    }
    setBusy(false);
  };
  return (
    <div class="acknowledge">
      <p class="inline">
        <span class="caption">{t('alarms.yourName', { name: person.value?.displayName ?? '' })}</span>
        <Button pressed={other} onPress={() => setOther(!other)}>{t('alarms.someoneElse')}</Button>
      </p>
      <div class="choice" role="radiogroup" aria-label={t('alarms.why')}>
        {REASONS.map((each) => (
          <button key={each} type="button" role="radio" aria-checked={each === reason} class={cls('button', each === reason && 'chosen')} onClick={() => setReason(each)}>
            {t(`alarms.reason.${each}`)}
          </button>
        ))}
      </div>
      {reason === 'other' && <Field label={t('alarms.otherWhat')} value={words} onInput={setWords} autoFocus />}
      {problem !== null && <SignProblem problem={problem} />}
      {other
        ? <SignHere act={t('alarms.acknowledgeOne')} disabled={said === '' || busy} scanned={badge} onSign={acknowledge} />
        : <div class="thumb"><ActButton primary needs="alarms" disabled={said === '' || busy} onPress={() => void acknowledge()}>{t('alarms.acknowledgeOne')}</ActButton></div>}
      {said === '' && <span class="caption">{t('alarms.chooseReason')}</span>}
    </div>
  );
}
