import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/generated';
import { isDin } from '../format/din';
import { instantOf } from '../format/time';
import { t } from '../i18n';
import { takeScans } from '../scan/scanner';
import { isProduct } from '../scan/structures';
import { useResource } from '../state/resource';
import { timeZone } from '../state/session';
import { Button } from '../ui/button';
import { Events } from '../ui/events';
import { Field } from '../ui/field';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Chain } from './chain';

const PAGE = 100;
const MOST = 500;
const DIN_LENGTH = 13;

interface Filters {
  unit: string | undefined;
  person: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** Everything about this bag, person, hour. Read on demand, not live: an inspector's page does not move. */
export function Audit() {
  const [unit, setUnit] = useState('');
  const [person, setPerson] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [limit, setLimit] = useState(PAGE);
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
    from: unreadTime(from), to: unreadTime(to),
  };
  const errors: Partial<typeof against> = tried ? against : {};
  const filters: Filters = { unit: key || undefined, person: person.trim() || undefined, from: instant(from), to: instant(to) };
  const events = useResource(asked === null ? null : api.listAudit({ ...asked, limit }));
  const show = (): void => {
    setTried(true);
    setLimit(PAGE);
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
              <Events items={data.items} bags />
              {data.next !== null && limit < MOST && <button type="button" class="button wide" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>{t('act.more', { n: PAGE })}</button>}
              {data.next !== null && limit >= MOST && <p class="note"><b>{t('audit.most', { n: MOST })}</b></p>}
            </>
          )}
      </Ready>}
    </section>
  );
}
