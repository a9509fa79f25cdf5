import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client';
import { api, type EventItem, type ItemList } from '../api/generated';
import { isDin } from '../format/din';
import { dateTime, instantOf } from '../format/time';
import { t } from '../i18n';
import { takeScans } from '../scan/scanner';
import { isProduct } from '../scan/structures';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Button } from '../ui/button';
import { cls } from '../ui/cls';
import { Events } from '../ui/events';
import { Field } from '../ui/field';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { Chain } from './chain';

const PAGE = 100;
const DIN_LENGTH = 13;
const MOST_AT_ONCE = 500;
const MOST_PRINTED = 2000; // forty sheets: more is for the export
const ASK_NEWER_MS = 15_000;

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
  const gaps = useResource(api.listGaps()).data?.items ?? [];
  const [paper, setPaper] = useState<Sheet | null>(null);
  const printing = useSubmit(async () => {
    if (asked !== null) setPaper(await gather(asked));
  });
  const first = cursors.length > 0 ? null : events.data?.items[0]?.seq ?? null; // of the newest page only
  const show = (): void => {
    setTried(true);
    setCursors([]);
    if (asked !== null) events.reload();
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
          {asked !== null && events.data !== null && events.data.items.length > 0 && <Button disabled={printing.busy} onPress={() => void printing.submit()}>{t(printing.busy ? 'audit.gathering' : 'audit.printAll')}</Button>}
        </div>
        {printing.problem !== null && <ProblemNote problem={printing.problem} />}
        <p class="caption">{t('audit.recorded')}</p>
      </div>
      {asked !== null && first !== null && <Newer asked={asked} after={first} show={show} />}
      {asked !== null && paper !== null && <Paper sheet={paper} filters={filterWords(asked)} done={() => setPaper(null)} />}
      {asked !== null && <div class={cls(paper !== null && 'screen-only')}><Ready of={events}>
        {(data) => data.items.length === 0
          ? <Empty why={t('audit.none', { filters: filterWords(asked) })} />
          : (
            <>
              <p class="caption">{t('audit.filters', { filters: filterWords(asked) })}</p>
              <p><b>{t(data.next === null ? 'audit.pageLast' : 'audit.pageMore', { page: cursors.length + 1, first: data.items[0]?.seq ?? 0, last: data.items.at(-1)?.seq ?? 0 })}</b></p>
              <Events items={data.items} audit gaps={gaps} />
              <div class="inline">
                {cursors.length > 0 && <Button onPress={() => setCursors(cursors.slice(0, -1))}>{t('audit.before')}</Button>}
                {data.next !== null && <Button onPress={() => setCursors([...cursors, data.next ?? ''])}>{t('audit.next')}</Button>}
              </div>
            </>
          )}
      </Ready></div>}
    </section>
  );
}

/** What fits and came since: the list itself does not move under a reader. */
function Newer({ asked, after, show }: { asked: Filters; after: number; show: () => void }) {
  const { unit, person, from, to } = asked;
  const newer = useResource(asked.asOf === undefined ? api.countNewerAudit({ unit, person, from, to, after }) : null);
  useEffect(() => {
    const timer = setInterval(newer.reload, ASK_NEWER_MS);
    return () => clearInterval(timer);
  }, [after, asked]);
  const { count = 0, more: many = false } = newer.data ?? {};
  if (count === 0) return null;
  return <p class="note inline audit-newer" role="status"><b>{t(many ? 'audit.newerMany' : 'audit.newer', { n: count })}</b> <Button onPress={show}>{t('audit.showNewer')}</Button></p>;
}

interface Sheet { items: readonly EventItem[]; whole: boolean }

/** All that fits, as far as a sheet of paper is for: read page by page as a person would turn them. */
async function gather(asked: Filters): Promise<Sheet> {
  const items: EventItem[] = [];
  let cursor: string | undefined;
  do {
    const page: ItemList<EventItem> = await get(api.listAudit({ ...asked, limit: MOST_AT_ONCE, cursor }));
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < MOST_PRINTED);
  return { items, whole: cursor === undefined };
}

/** What goes to the printer: the filters, how many of how many, and every entry. The browser numbers the sheets. */
function Paper({ sheet, filters, done }: { sheet: Sheet; filters: string; done: () => void }) {
  useEffect(() => {
    addEventListener('afterprint', done, { once: true });
    print();
    return () => removeEventListener('afterprint', done);
  }, []);
  return (
    <div class="print-only">
      <p>{t('audit.filters', { filters })}</p>
      <p><b>{t(sheet.whole ? 'audit.sheet' : 'audit.sheetMore', { first: 1, last: sheet.items.length, all: sheet.items.length })}</b></p>
      <Events items={sheet.items} audit />
    </div>
  );
}

/** What was asked for, for the paper. */
function filterWords(asked: Filters): string {
  const at = (name: 'audit.from' | 'audit.to' | 'audit.asOf', value: string | undefined): string | undefined =>
    value === undefined ? undefined : `${t(name)} ${dateTime(Date.parse(value), timeZone.value, language.value)}`;
  const bag = asked.unit === undefined ? undefined : t('audit.aboutBag', { bag: asked.unit });
  const person = asked.person === undefined ? undefined : t('audit.aboutPerson', { person: asked.person });
  return [bag, person, at('audit.from', asked.from), at('audit.to', asked.to), at('audit.asOf', asked.asOf)]
    .filter((part) => part !== undefined).join(' · ') || t('audit.all');
}
