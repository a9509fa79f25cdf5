import { useState } from 'preact/hooks';
import { api, type Abo, type ComponentClass, type RhD } from '../api/generated';
import { BOARD_ORDER, groupWords } from '../format/group';
import { more, named, t } from '../i18n';
import { paper } from '../i18n/paper';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { go } from '../state/router';
import { language } from '../state/screen';
import { keepSet } from '../state/set';
import { ActButton, Button, Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Field } from '../ui/field';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { addKnown } from './station/add';
import { UnitRows } from './units';

more(paper);

const COUNTS = ['1', '2', '4', '6', '10'];
const HOURS = ['0', '4', '24', '48'];

/** Which bags for this request? The first to expire of what fits, in the order of the walk to their shelves. */
export function Picks() {
  const [component, setComponent] = useState<ComponentClass | null>(null);
  const [group, setGroup] = useState<{ abo: Abo; rhD: RhD } | null>(null);
  const [count, setCount] = useState('2');
  const [negative, setNegative] = useState('');
  const [positive, setPositive] = useState('');
  const [whose, setWhose] = useState<'bag' | 'patient'>('bag');
  const [inHours, setInHours] = useState('0');
  const [from] = useState(() => serviceNow() ?? Date.now()); // the hours count from when the page was opened, so that the question stays one
  const [reserve, setReserve] = useState(false);
  const components = [...new Set((useResource(api.getStock(), ['stock', 'unit']).data?.rows ?? []).map((row) => row.component))];
  const wanted = Math.min(500, Math.max(1, Number.parseInt(count, 10) || 1));
  const picks = useResource(
    component === null || group === null ? null : api.listPicks({
      component, ...(whose === 'bag' ? group : { patientAbo: group.abo, patientRhD: group.rhD }), negative: negative.trim() || undefined,
      positive: positive.trim() || undefined, neededAt: inHours === '0' ? undefined : new Date(from + Number(inHours) * 3_600_000).toISOString(),
      reserve: reserve || undefined, count: wanted,
    }),
    ['stock', 'unit'],
  );
  const onto = (act: 'issue' | 'reserve'): void => {
    addKnown(act, picks.data?.items ?? []);
    go(['station', act]);
  };
  const walk = (): void => {
    keepSet((picks.data?.items ?? []).map((unit) => unit.key).join('\n'), []);
    go(['set']);
  };
  return (
    <section class="picks-page">
      <PageHead title={t('picks.title')} asOf={picks.data?.asOf ?? null} end={picks.data !== null && <Button onPress={() => window.print()}>{t('slip.print')}</Button>} />
      <p class="print-only">{component !== null && named('component', component)} {group !== null && groupWords(group.abo, group.rhD, language.value)} {negative}</p>
      <div class="card panel typed pick-form">
        <Choice label={t('picks.component')} value={component ?? ('' as ComponentClass)} onPick={setComponent} options={components.map((value) => ({ value, text: named('component', value) }))} />
        <Choice label={t('picks.whose')} value={whose} onPick={setWhose} options={[{ value: 'bag', text: t('picks.ofBag') }, { value: 'patient', text: t('picks.ofPatient') }]} />
        <div class="choice" role="group" aria-label={t('picks.group')}>
          {BOARD_ORDER.map((each) => {
            const chosen = group?.abo === each.abo && group.rhD === each.rhD;
            return <button key={each.abo + each.rhD} type="button" class={cls('button', chosen && 'chosen')} aria-pressed={chosen} onClick={() => setGroup(each)}><Group {...each} short /></button>;
          })}
        </div>
        <Choice label={t('picks.count')} value={count} onPick={setCount} options={COUNTS.map((value) => ({ value, text: t('amount.bag', { n: value }) }))} />
        <Choice label={t('picks.neededAt')} value={inHours} onPick={setInHours} options={HOURS.map((value) => ({ value, text: value === '0' ? t('picks.now') : t('picks.inHours', { n: value }) }))} />
        <div class="pick-fields">
          <Field label={t('picks.count')} value={count} onInput={setCount} code />
          <Field label={t('picks.negative')} value={negative} onInput={setNegative} code />
          <Field label={t('picks.positive')} value={positive} onInput={setPositive} hint={t('narrow.tested')} code />
        </div>
        <button type="button" class={cls('button', reserve && 'chosen')} aria-pressed={reserve} onClick={() => setReserve(!reserve)}>{t('picks.withReserve')}</button>
        <p class="caption">{!reserve && t('picks.reserveKept')} {whose === 'patient' && t('picks.laboratory')}</p>
      </div>
      {component === null || group === null ? <Empty why={t('picks.choose')} /> : (
        <Ready of={picks}>
          {({ items }) => (
            <>
              {items.length < wanted && <p class="note" role="status">{t('picks.short', { n: items.length, wanted })}</p>}
              <UnitRows units={items} />
              <div class="thumb inline">
                <ActButton primary disabled={items.length === 0} onPress={() => onto('issue')}>{t('picks.issue', { n: items.length })}</ActButton>
                <Button disabled={items.length === 0} onPress={() => walk()}>{t('picks.walk')}</Button>
                <ActButton disabled={items.length === 0} onPress={() => onto('reserve')}>{t('picks.reserve', { n: items.length })}</ActButton>
              </div>
            </>
          )}
        </Ready>
      )}
    </section>
  );
}
