import { useState } from 'preact/hooks';
import { api, type KnownBag, type KnownFridge, type KnownMap } from '../api/generated';
import { duration } from '../format/age';
import { percent } from '../format/chance';
import { instantOf, moment, wallTime } from '../format/time';
import { more, named, t } from '../i18n';
import { commissioning } from '../i18n/commissioning';
import { known } from '../i18n/known';
import { serviceNow } from '../state/clock';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { address, go } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Button, Choice } from '../ui/button';
import { Din } from '../ui/din';
import { Field } from '../ui/field';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import '../styles/doors.css';

more({ ...commissioning, ...known });

const MINUTE_MS = 60_000;
const STEPS_MIN = [-60, -10, -1, 1, 10, 60];

/** What did we know at 03:12? One fridge, at one instant, as the ledger had it then. */
export function AsKnown({ query }: { query: URLSearchParams }) {
  const fridges = useResource(api.listFridges()).data?.items ?? [];
  const cabinet = query.get('fridge') ?? fridges[0]?.id ?? '';
  const at = query.get('at');
  const now = serviceNow();
  const [text, setText] = useState(at === null && now === null ? '' : local(at === null ? now! : Date.parse(at)));
  const instant = instantOf(text, timeZone.value);
  const show = (fridge: string, to: string | null): void => go(['known'], { fridge, at: to ?? undefined });
  const step = (minutes: number): void => {
    const to = Math.min(Date.parse(at ?? '') + minutes * MINUTE_MS, now ?? Infinity);
    show(cabinet, new Date(to).toISOString());
  };
  const read = useResource(at === null || cabinet === '' ? null : api.getFridgeAsKnown(cabinet, { at }));
  return (
    <section class="doors">
      <PageHead title={t('known.title')} end={read.data !== null && <Button onPress={() => window.print()}>{t('known.print')}</Button>} />
      <div class="doors-filters">
        <Choice label={t('known.cabinet')} value={cabinet} onPick={(id) => show(id, at)} options={fridges.map((fridge) => ({ value: fridge.id, text: place(fridge.id) }))} />
        <form class="inline" onSubmit={(event) => { event.preventDefault(); if (instant !== null) show(cabinet, instant); }}>
          <Field label={t('known.at')} value={text} onInput={setText} hint={t('time.hint')} error={text.trim() !== '' && instant === null ? t('known.unread') : undefined} code />
          <Button primary disabled={instant === null} onPress={() => show(cabinet, instant)}>{t('known.show')}</Button>
        </form>
        {at !== null && <div class="choice" role="group" aria-label={t('known.step')}>{STEPS_MIN.map((minutes) => <Button key={minutes} onPress={() => step(minutes)}>{t(minutes < 0 ? 'known.earlier' : 'known.later', { time: duration(Math.abs(minutes) * MINUTE_MS, language.value) })}</Button>)}</div>}
      </div>
      {at === null ? <Empty why={t('known.why')} /> : <Ready of={read}>{(data) => <Then fridge={data} />}</Ready>}
    </section>
  );
}

function local(instant: number): string {
  const at = wallTime(instant, timeZone.value);
  return `${at.year}-${String(at.month).padStart(2, '0')}-${at.day} ${at.hour}:${at.minute}`;
}

function when(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value, true);
}

function Then({ fridge }: { fridge: KnownFridge }) {
  const bags = fridge.shelves.reduce((sum, shelf) => sum + shelf.bags.length, 0);
  return (
    <>
      <div class="note" role="status">
        <p class="doors-answer"><b>{t('known.then', { place: place(fridge.cabinet), time: when(fridge.at) })}</b></p>
        <p>{t('known.sum', { n: bags, out: fridge.out.length })} · {fridge.doorOpenSince === null ? t('known.doorShut') : <b>{t('known.doorOpen', { time: when(fridge.doorOpenSince) })}</b>}</p>
        <p class="caption">{t('known.only')}</p>
      </div>
      {fridge.shelves.map((shelf) => (
        <div key={shelf.place} class="card panel door">
          <h3>{t('known.shelf', { place: place(shelf.place), n: shelf.bags.length })}</h3>
          <Points map={fridge.map} shelf={shelf.place} />
          {shelf.bags.length === 0 ? <p class="caption">{t('known.noBags')}</p> : <Bags bags={shelf.bags} />}
        </div>
      ))}
      {fridge.out.length > 0 && <div class="card panel door"><h3>{t('known.out')}</h3><Bags bags={fridge.out} /></div>}
      <MapInUse map={fridge.map} />
    </>
  );
}

function Bags({ bags }: { bags: readonly KnownBag[] }) {
  return (
    <ul class="small-rows">
      {bags.map(({ bag, status, chance, since }) => (
        <li key={bag.key}>
          <p>
            <a class="door-bag" href={address(['unit', bag.key])}><Din din={bag.din} check={bag.checkCharacter} /> <Group abo={bag.abo} rhD={bag.rhD} short /></a>
            <span>{named('status', status)}</span>
            <span class="push" />
            <span class="caption">{t('known.since', { chance: percent(chance, language.value), time: when(since) })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What the map said against this shelf: where it could be wrong. */
function Points({ map, shelf }: { map: KnownMap | null; shelf: string }) {
  const bad = map?.points.filter((point) => point.shelf === shelf && point.finding !== 'good') ?? [];
  return bad.length === 0 ? null : (
    <p class="caption">{bad.map((point) => t('known.point', { side: t(`walk.side.${point.side}`), finding: t(`walk.finding.${point.finding}`) + (point.by === null ? '' : ` ${place(point.by)}`) })).join(' · ')}</p>
  );
}

function MapInUse({ map }: { map: KnownMap | null }) {
  if (map === null) return <p>{t('known.noMap')}</p>;
  return (
    <p class="inline">
      <span>{t('known.map', { n: map.version, name: map.byName, time: when(map.since) })}</span>
      {map.verdict !== null && <b>{t(`walk.verdict.${map.verdict}`)}</b>}
      {map.walk === null ? <span class="caption">{t('known.mapGone')}</span> : <a class="button" href={address(['commissioning', String(map.walk)])}>{t('known.report', { n: map.walk })}</a>}
    </p>
  );
}
