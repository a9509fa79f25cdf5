import { useState } from 'preact/hooks';
import { api, type BagName, type LeftView, type OpeningItem } from '../api/generated';
import { queryOf } from '../api/call';
import { duration } from '../format/age';
import { instantOf, moment } from '../format/time';
import { more, t } from '../i18n';
import { doors } from '../i18n/doors';
import { serviceNow } from '../state/clock';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Age } from '../ui/age';
import { Button, Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Field } from '../ui/field';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import '../styles/doors.css';

more(doors);

const DAYS = ['1', '7', '30', 'span'] as const;
const DAY_MS = 86_400_000, HOUR_MS = 3_600_000;
const PAGE = 50;
const LONG_SECONDS = 600;

/** Who opened which door, what left and came with it, and is every bag accounted for? */
export function Openings({ query }: { query: URLSearchParams }) {
  const [cabinet, setCabinet] = useState(query.get('fridge') ?? '');
  const [days, setDays] = useState<(typeof DAYS)[number]>('1');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const fridges = useResource(api.listFridges()).data?.items ?? [];
  const now = serviceNow();
  const instant = (local: string): string | undefined => instantOf(local, timeZone.value) ?? undefined;
  const unread = (local: string): string | undefined => (local.trim() !== '' && instant(local) === undefined ? t('doors.timeUnread') : undefined);
  // whole hours: the question stays one while the clock ticks
  const since = now === null || days === 'span' ? undefined : new Date(Math.floor(now / HOUR_MS) * HOUR_MS - Number(days) * DAY_MS).toISOString();
  const span = days === 'span' ? { from: instant(from), to: instant(to) } : { from: since };
  const unreadable = days === 'span' && (unread(from) ?? unread(to)) !== undefined;
  const asked = { cabinet: cabinet || undefined, ...span };
  const list = useResource(now === null || unreadable ? null : api.listOpenings({ ...asked, limit: PAGE, cursor: cursors.at(-1) }), ['fridge', 'unit', 'alarm']);
  const pick = <T,>(set: (value: T) => void) => (value: T): void => {
    setCursors([]);
    set(value);
  };
  return (
    <section class="doors">
      <PageHead
        title={t('doors.title')} asOf={list.data?.asOf ?? null}
        end={<><a class="button" href={`/api/v1/openings.csv${queryOf(asked)}`} download>CSV</a><Button onPress={() => window.print()}>{t('doors.print')}</Button></>}
      />
      <Sum items={list.data?.items ?? null} />
      <div class="doors-filters">
        <Choice
          label={t('doors.cabinet')} value={cabinet} onPick={pick(setCabinet)}
          options={[{ value: '', text: t('doors.all') }, ...fridges.map((fridge) => ({ value: fridge.id, text: place(fridge.id) }))]}
        />
        <Choice label={t('doors.period')} value={days} onPick={pick(setDays)} options={DAYS.map((value) => ({ value, text: value === 'span' ? t('doors.span') : t('doors.days', { n: value }) }))} />
        {days === 'span' && (
          <div class="inline">
            <Field label={t('doors.from')} value={from} onInput={pick(setFrom)} hint={t('time.hint')} error={unread(from)} />
            <Field label={t('doors.to')} value={to} onInput={pick(setTo)} hint={t('time.hint')} error={unread(to)} />
          </div>
        )}
      </div>
      <Ready of={list}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <Empty why={t('doors.none')} />}
            <ul class="rows">{items.map((opening) => <Opening key={opening.cabinet + opening.openedAt} opening={opening} />)}</ul>
            {(next !== null || cursors.length > 0) && (
              <div class="inline">
                {cursors.length > 0 && <Button onPress={() => setCursors([])}>{t('doors.newest')}</Button>}
                {next !== null && <Button onPress={() => setCursors([...cursors, next])}>{t('doors.older')}</Button>}
              </div>
            )}
          </>
        )}
      </Ready>
    </section>
  );
}

/** The answer first: is anything gone that nobody accounts for? Its place is there before it is known. */
function Sum({ items }: { items: readonly OpeningItem[] | null }) {
  const count = (of: (opening: OpeningItem) => number): number => (items ?? []).reduce((sum, opening) => sum + of(opening), 0);
  const open = count((opening) => opening.exceptions);
  const sum = { n: items?.length ?? 0, left: count((opening) => opening.left.length), came: count((opening) => opening.came.length) };
  return (
    <div class={cls('note value', open > 0 && 'note-bad')} role="status">
      <p class="plate doors-answer"><b>{items === null ? '\u00A0' : open > 0 ? t('doors.exceptions', { n: open }) : t('doors.accounted')}</b></p>
      <p class="plate">{items === null ? '\u00A0' : t('doors.sum', sum)}</p>
    </div>
  );
}

function when(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value, true);
}

/** In seconds as long as they can be compared at a glance. */
const short = (seconds: number): string => (seconds < LONG_SECONDS ? t('doors.seconds', { n: Math.round(seconds) }) : duration(seconds * 1000, language.value));

function Opening({ opening }: { opening: OpeningItem }) {
  const { openedAt, closedAt, opener, left, came } = opening;
  return (
    <li class="card panel door">
      <p class="inline">
        <a class="door-place" href={address(['fridges', opening.cabinet])}><b>{place(opening.cabinet)}</b></a>
        <span>{closedAt === null ? t('doors.atOpen', { opened: when(openedAt) }) : t('doors.at', { opened: when(openedAt), closed: when(closedAt) })}</span>
        {opening.seconds !== null && <b>{t('doors.openFor', { time: short(opening.seconds) })}</b>}
        <span class="push" />
        {closedAt !== null && <span class="caption"><Age at={closedAt} /></span>}
      </p>
      <p>{opener.name !== null ? t(`doors.by.${opener.basis}`, { name: opener.name }) : t(`doors.by.${opener.basis}`, { n: opener.people })}</p>
      <p class="caption">{settled(opening)}</p>
      {left.length > 0 && <><h3>{t('doors.left')} {left.length}</h3><ul class="small-rows">{left.map((bag) => <Left key={bag.bag.key} left={bag} cabinet={opening.cabinet} />)}</ul></>}
      {came.length > 0 && (
        <>
          <h3>{t('doors.came')} {came.length}</h3>
          <ul class="small-rows">{came.map(({ bag, noticedAt }) => <li key={bag.key}><p><Bag bag={bag} /> <span class="push" /> <span class="caption">{when(noticedAt)}</span></p></li>)}</ul>
        </>
      )}
      {opening.alarms.length > 0 && <p class="inline">{opening.alarms.map((alarm) => <a key={alarm} class="button" href={address(['alarms', String(alarm)])}>{t('doors.alarm', { n: alarm })}</a>)}</p>}
    </li>
  );
}

function settled({ settling, settledSeconds, left, came }: OpeningItem): string {
  if (settling) return t('doors.settling');
  if (left.length + came.length === 0 || settledSeconds === null) return t('doors.nothing');
  return settledSeconds === 0 ? t('doors.settledAtOnce') : t('doors.settled', { time: short(settledSeconds) });
}

function Bag({ bag }: { bag: BagName }) {
  return <a class="door-bag" href={address(['unit', bag.key])}><Din din={bag.din} check={bag.checkCharacter} /> <Group abo={bag.abo} rhD={bag.rhD} short /></a>;
}

/** What became of it, who said so, and that it had become an exception. */
function Left({ left, cabinet }: { left: LeftView; cabinet: string }) {
  const words = t(`doors.what.${left.outcome}`, { note: left.note ?? '' });
  const by = left.byName !== null && left.outcomeAt !== null ? t('doors.whoWhen', { name: left.byName, time: when(left.outcomeAt) }) : left.outcomeAt !== null ? when(left.outcomeAt) : '';
  return (
    <li>
      <p>
        <Bag bag={left.bag} />
        <span class="push" />
        <span class="door-what">
          {left.outcome === 'unaccounted' ? <b>{words}</b> : <span>{words}</span>}
          <span class="caption">{by}</span>
          {left.exceptionAt !== null && <span class="caption">{t('doors.exceptionAt', { time: when(left.exceptionAt) })}</span>}
          {left.backAt !== null && left.backIn !== null && (left.outcome !== 'back' || left.backIn !== cabinet) && <span class="caption">{t('doors.backIn', { place: place(left.backIn), time: when(left.backAt) })}</span>}
        </span>
      </p>
    </li>
  );
}
