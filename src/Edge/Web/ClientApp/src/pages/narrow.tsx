import { useState } from 'preact/hooks';
import { api, type Abo, type ComponentClass, type RhD } from '../api/generated';
import { BOARD_ORDER } from '../format/group';
import { named, t } from '../i18n';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { go } from '../state/router';
import { Button, Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Field } from '../ui/field';
import { Group } from '../ui/group';

const DAY_MS = 86_400_000;
/** Days from now between which bags expire; an empty end is open. */
const SPANS = ['', '0-1', '1-3', '3-7', '7-14', '14-'] as const;
type Span = (typeof SPANS)[number];

/** Bags by what they are: group, component, expiry, antigens, rare ones. The address holds the question, so that it can be kept and sent. */
export function Narrow({ query }: { query: URLSearchParams }) {
  const [component, setComponent] = useState<string>(query.get('component') ?? '');
  const [group, setGroup] = useState<{ abo: Abo; rhD: RhD } | null>(
    BOARD_ORDER.find((each) => each.abo === query.get('abo') && each.rhD === query.get('rhD')) ?? null);
  const [span, setSpan] = useState<Span>('');
  const [negative, setNegative] = useState(query.get('negative') ?? '');
  const [positive, setPositive] = useState(query.get('positive') ?? '');
  const [rare, setRare] = useState(query.get('filter') === 'rare');
  const rows = useResource(api.getStock(), ['stock', 'unit']).data?.rows ?? [];
  const components = ['', ...new Set(rows.map((row) => row.component))] as ('' | ComponentClass)[];
  const show = (): void => {
    const now = serviceNow() ?? Date.now();
    const [from, to] = span.split('-').map((days) => (days === '' ? null : new Date(now + Number(days) * DAY_MS).toISOString()));
    go(['units'], {
      component, abo: group?.abo, rhD: group?.rhD, negative: negative.trim(), positive: positive.trim(), filter: rare ? 'rare' : null,
      goodUntil: from, expiresBefore: to,
    });
  };
  return (
    <details class="card panel manual">
      <summary>{t('narrow.title')}</summary>
      <form class="typed" onSubmit={(event) => { event.preventDefault(); show(); }}>
        <Choice
          label={t('picks.component')} value={component} onPick={setComponent}
          options={components.map((value) => ({ value, text: value === '' ? t('narrow.any') : named('component', value) }))}
        />
        <div class="choice" role="group" aria-label={t('picks.group')}>
          {BOARD_ORDER.map((each) => {
            const chosen = group?.abo === each.abo && group.rhD === each.rhD;
            return <button key={each.abo + each.rhD} type="button" class={cls('button', chosen && 'chosen')} aria-pressed={chosen} onClick={() => setGroup(chosen ? null : each)}><Group {...each} short /></button>;
          })}
          <button type="button" class={cls('button', rare && 'chosen')} aria-pressed={rare} onClick={() => setRare(!rare)}>{t('filter.rare')}</button>
        </div>
        <Choice
          label={t('narrow.expires')} value={span} onPick={setSpan}
          options={SPANS.map((value) => ({ value, text: spanWords(value) }))}
        />
        <Field label={t('picks.negative')} value={negative} onInput={setNegative} code />
        <Field label={t('picks.positive')} value={positive} onInput={setPositive} hint={t('narrow.tested')} code />
        <Button primary onPress={show}>{t('narrow.show')}</Button>
      </form>
    </details>
  );
}

function spanWords(span: Span): string {
  if (span === '') return t('narrow.any');
  const [from = '', to = ''] = span.split('-');
  return to === '' ? t('narrow.after', { from }) : t('narrow.between', { from, to });
}
