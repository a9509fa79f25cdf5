import { useState } from 'preact/hooks';
import { api, type Abo, type ComponentClass, type RhD } from '../api/generated';
import { BOARD_ORDER, groupWords } from '../format/group';
import { more, named, t } from '../i18n';
import { paper } from '../i18n/paper';
import { useResource } from '../state/resource';
import { go } from '../state/router';
import { language } from '../state/screen';
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

/** Which bags for this request? The first to expire of what fits, in the order of the walk to their shelves. */
export function Picks() {
  const [component, setComponent] = useState<ComponentClass | null>(null);
  const [group, setGroup] = useState<{ abo: Abo; rhD: RhD } | null>(null);
  const [count, setCount] = useState('2');
  const [negative, setNegative] = useState('');
  const components = [...new Set((useResource(api.getStock(), ['stock', 'unit']).data?.rows ?? []).map((row) => row.component))];
  const wanted = Math.min(500, Math.max(1, Number.parseInt(count, 10) || 1));
  const picks = useResource(
    component === null || group === null ? null : api.listPicks({ component, abo: group.abo, rhD: group.rhD, negative: negative.trim() || undefined, count: wanted }),
    ['stock', 'unit'],
  );
  const onto = (act: 'issue' | 'reserve'): void => {
    addKnown(act, picks.data?.items ?? []);
    go(['station', act]);
  };
  return (
    <section class="picks-page">
      <PageHead title={t('picks.title')} asOf={picks.data?.asOf ?? null} end={picks.data !== null && <Button onPress={() => window.print()}>{t('slip.print')}</Button>} />
      <p class="print-only">{component !== null && named('component', component)} {group !== null && groupWords(group.abo, group.rhD, language.value)} {negative}</p>
      <div class="card panel typed pick-form">
        <Choice label={t('picks.component')} value={component ?? ('' as ComponentClass)} onPick={setComponent} options={components.map((value) => ({ value, text: named('component', value) }))} />
        <div class="choice" role="group" aria-label={t('picks.group')}>
          {BOARD_ORDER.map((each) => {
            const chosen = group?.abo === each.abo && group.rhD === each.rhD;
            return <button key={each.abo + each.rhD} type="button" class={cls('button', chosen && 'chosen')} aria-pressed={chosen} onClick={() => setGroup(each)}><Group {...each} short /></button>;
          })}
        </div>
        <Choice label={t('picks.count')} value={count} onPick={setCount} options={COUNTS.map((value) => ({ value, text: t('amount.bag', { n: value }) }))} />
        <Field label={t('picks.count')} value={count} onInput={setCount} code />
        <Field label={t('picks.negative')} value={negative} onInput={setNegative} code />
      </div>
      {component === null || group === null ? <Empty why={t('picks.choose')} /> : (
        <Ready of={picks}>
          {({ items }) => (
            <>
              {items.length < wanted && <p class="note" role="status">{t('picks.short', { n: items.length, wanted })}</p>}
              <UnitRows units={items} />
              <div class="thumb inline">
                <ActButton primary disabled={items.length === 0} onPress={() => onto('issue')}>{t('picks.issue', { n: items.length })}</ActButton>
                <ActButton disabled={items.length === 0} onPress={() => onto('reserve')}>{t('picks.reserve', { n: items.length })}</ActButton>
              </div>
            </>
          )}
        </Ready>
      )}
    </section>
  );
}
