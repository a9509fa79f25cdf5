import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/generated';
import { isDin } from '../format/din';
import { dateTime, instantOf } from '../format/time';
import { t } from '../i18n';
import { takeScans } from '../scan/scanner';
import { isProduct } from '../scan/structures';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Button } from '../ui/button';
import { Events } from '../ui/events';
import { Field } from '../ui/field';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Chain } from './chain';

const PAGE = 100;
const DIN_LENGTH = 13;

interface Filters {
  unit: string | undefined;
  person: string | undefined;
  from: string | undefined;
  to: string | undefined;
  asOf: string | undefined;
}

/** Everything about this bag, person, hour. Read on demand, not live: an inspector's page does not move. */
export function Audit() {
  const [unit, setUnit] = useState('');
  const [person, setPerson] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [known, setKnown] = useState('');
  const [cursors, setCursors] = useState<readonly string[]>([]); // of the pages before and of this one
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<Filters | null>(null);
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind !== 'bag') return null;
    const { din, productCode } = scanned.parts;
    if (din !== undefined) setUnit(din + (productCode ?? ''));
    else if (productCode !== undefined) setUnit((before) => before.slice(0, DIN_LENGTH) + productCode);
    return { key: 'scan.read', text: din ?? productCode ?? '' };
  }), []);
  const key = unit.replace(/\s/g, '');
  const instant = (local: string): string | undefined => instantOf(local, timeZone.value) ?? undefined;
  const unreadTime = (local: string): string | undefined => (local.trim() !== '' && instant(local) === undefined ? t('audit.timeUnread') : undefined);
  const against = {
    unit: key === '' || (isDin(key.slice(0, DIN_LENGTH), 'either') && isProduct(key.slice(DIN_LENGTH), 'either')) ? undefined : t('audit.bagUnread'),
    from: unreadTime(from), to: unreadTime(to), known: unreadTime(known),
  };
  const errors: Partial<typeof against> = tried ? against : {};
  const filters: Filters = { unit: key || undefined, person: person.trim() || undefined, from: instant(from), to: instant(to), asOf: instant(known) };
  const events = useResource(asked === null ? null : api.listAudit({ ...asked, limit: PAGE, cursor: cursors.at(-1) }));
  const show = (): void => {
    setTried(true);
    setCursors([]);
    setAsked(Object.values(against).every((error) => error === undefined) ? filters : null); // a filter that cannot be read must not show all as if filtered
  };
  return (
    <section class="audit">
      <PageHead title={t('audit.title')} asOf={events.data?.asOf ?? null} />
      <Chain />
      <div class="card panel audit-filters">
        <Field label={t('audit.bag')} value={unit} onInput={setUnit} code hint={t('audit.bagHint')} error={errors.unit} />
        <Field label={t('audit.person')} value={person} onInput={setPerson} />
        <Field label={t('audit.from')} value={from} onInput={setFrom} hint={t('time.hint')} error={errors.from} />
        <Field label={t('audit.to')} value={to} onInput={setTo} hint={t('time.hint')} error={errors.to} />
        <Field label={t('audit.asOf')} value={known} onInput={setKnown} hint={t('audit.asOfHint')} error={errors.known} />
        <div class="inline">
          <Button primary onPress={show}>{t('audit.show')}</Button>
          {asked !== null && events.data !== null && <Button onPress={() => window.print()}>{t('audit.print')}</Button>}
        </div>
        <p class="caption">{t('audit.recorded')}</p>
      </div>
      {asked !== null && <Ready of={events}>
        {(data) => data.items.length === 0
          ? <Empty why={t('audit.none')} />
          : (
            <>
              <p class="caption">{t('audit.filters', { filters: filterWords(asked) })}</p>
              <p><b>{t(data.next === null ? 'audit.pageLast' : 'audit.pageMore', { page: cursors.length + 1, first: data.items[0]?.seq ?? 0, last: data.items.at(-1)?.seq ?? 0 })}</b></p>
              <Events items={data.items} bags />
              <div class="inline">
                {cursors.length > 0 && <Button onPress={() => setCursors(cursors.slice(0, -1))}>{t('audit.before')}</Button>}
                {data.next !== null && <Button onPress={() => setCursors([...cursors, data.next ?? ''])}>{t('audit.next')}</Button>}
              </div>
            </>
          )}
      </Ready>}
    </section>
  );
}

/** What was asked for, for the paper. */
function filterWords(asked: Filters): string {
  const at = (name: 'audit.from' | 'audit.to' | 'audit.asOf', value: string | undefined): string | undefined =>
    value === undefined ? undefined : `${t(name)} ${dateTime(Date.parse(value), timeZone.value, language.value)}`;
  return [asked.unit, asked.person, at('audit.from', asked.from), at('audit.to', asked.to), at('audit.asOf', asked.asOf)]
    .filter((part) => part !== undefined).join(' · ') || t('audit.all');
}
