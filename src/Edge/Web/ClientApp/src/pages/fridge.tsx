import { lazy } from '../ui/lazy';
import { api, type FridgeDetail, type FridgeItem, type OpeningView, type ShelfView } from '../api/generated';
import { band } from '../format/number';
import { duration } from '../format/age';
import { probeName, shelfName } from '../format/place';
import { moment } from '../format/time';
import { more, ownName, rich, t } from '../i18n';
import { cold } from '../i18n/cold';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { address, go } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Age, nowFor, Since } from '../ui/age';
import { BandBar } from '../ui/band-bar';
import { Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { ProbeAge, ProbeValue } from '../ui/temperature';

more(cold);

const Temperature = lazy(() => import('./temperature').then((module) => module.Temperature));

/** What is in this fridge, is it well? */
export function FridgeView({ id, query }: { id: string; query: URLSearchParams }) {
  const fridge = useResource(api.getFridge(id), ['fridge', 'unit', 'alarm']);
  const tab = query.get('tab') === 'temperature' ? 'temperature' : 'bags';
  return (
    <section class="fridge">
      <Ready of={fridge}>
        {(data) => (
          <>
            <PageHead
              title={ownName(data.nameZh, data.nameEn)}
              end={<>
                <a class="button" href={address(['stocktake'], { cabinets: id })}>{t('fridge.count')}</a>
                {data.excursion !== null && <a class="button" href={address(['excursions', String(data.excursion)])}>{t('fridge.excursion')}</a>}
                <Choice
                  label={t('fridge.view')} value={tab} onPick={(value) => go(['fridges', id], { tab: value })}
                  options={[{ value: 'bags', text: t('fridge.bagsTab') }, { value: 'temperature', text: t('fridge.temperatureTab') }]}
                />
              </>}
            />
            <Searched id={id} />
            <Probes fridge={data} />
            {tab === 'bags' ? <Bags fridge={data} /> : <Temperature fridge={data} query={query} />}
          </>
        )}
      </Ready>
    </section>
  );
}

/** Whoever looks at this fridge should know why nothing moves on its shelves. */
function Searched({ id }: { id: string }) {
  const search = useResource(api.listSearches(), ['search']).data?.items.find((one) => one.paused.includes(id));
  return search === undefined ? null : <p class="note" role="status">{t('find.searched', { name: search.name })}</p>;
}

function Probes({ fridge }: { fridge: FridgeItem }) {
  return (
    <div class="probes">
      {fridge.probes.map((probe) => (
        <div key={probe.name} class={cls('probe card value', probe.state !== 'good' && 'hatched')}>
          <span class="caption plate">{probeName(probe.name, language.value)}</span>
          <span class="probe-value plate"><ProbeValue probe={probe} unit /></span>
          <span class="probe-band">
            <BandBar low={fridge.lowCelsius} high={fridge.highCelsius} celsius={probe.state === 'good' ? probe.celsius : null} />
            <span class="caption">{band(fridge.lowCelsius, fridge.highCelsius, language.value) ?? t('cold.noLimits')}</span>
          </span>
          <span class="caption plate"><ProbeAge probe={probe} /></span>
        </div>
      ))}
      <Door fridge={fridge} />
    </div>
  );
}

function Door({ fridge }: { fridge: FridgeItem }) {
  if (fridge.doorOpen === null || fridge.doorSince === null) return <div class="probe card"><span>{t(fridge.hasDoorContact ? 'fridge.doorUnknown' : 'fridge.noDoor')}</span></div>;
  const since = Date.parse(fridge.doorSince);
  const now = nowFor(since) ?? since;
  const words = t(fridge.doorOpen ? 'fridge.doorOpen' : 'fridge.doorShut', { time: duration(now - since, language.value) });
  return <div class="probe card value"><span class="plate">{fridge.doorOpen ? <b>{words}</b> : words}</span></div>;
}

function Bags({ fridge }: { fridge: FridgeDetail }) {
  return (
    <>
      <ul class="rows shelf-rows">{fridge.shelves.map((shelf) => <ShelfRow key={shelf.place} shelf={shelf} />)}</ul>
      <div class="two">
        <Out fridge={fridge} />
        <Openings id={fridge.id} openings={fridge.openings} />
      </div>
    </>
  );
}

/** A shelf whose antenna does not listen is hatched and not verified; never empty. */
function ShelfRow({ shelf }: { shelf: ShelfView }) {
  const unheard = shelf.antenna !== 'listening';
  const believed = shelf.bags + shelf.notVerified;
  return (
    <li>
      <a class={cls('row card shelf-row value', unheard && 'hatched')} href={address(['units'], { place: shelf.place })}>
        <b class="plate shelf-name">{shelfName(shelf.name, language.value)}</b>
        <span class="plate shelf-count"><b>{unheard && believed === 0 ? '—' : believed}</b> <span class="caption">{t('unitKind.bag')}</span></span>
        <span class="plate shelf-groups">
          {believed === 0 && !unheard && <span class="caption">{t('fridge.noBags')}</span>}
          {shelf.groups.map((group) => <span key={`${group.abo}${group.rhD}`} class="shelf-group"><Group {...group} short /> {group.bags}</span>)}
          {shelf.notSure > 0 && <span>{t('fridge.notSure', { n: shelf.notSure })}</span>}
          {(shelf.notVerified > 0 || unheard) && (
            <b>{shelf.notVerified > 0 ? t('fridge.notVerified', { n: shelf.notVerified }) : t('fridge.shelfNotVerified')}</b>
          )}
          {unheard && <span class="caption">{t(shelf.antenna === 'deaf' ? 'fridge.deaf' : 'fridge.notListening')}</span>}
        </span>
        <span class="caption plate end"><Age at={shelf.heardAt} /></span>
      </a>
    </li>
  );
}

function Out({ fridge }: { fridge: FridgeDetail }) {
  const first = [...fridge.out].sort((a, b) => Date.parse(a.since) - Date.parse(b.since))[0];
  return (
    <div class="card panel">
      <h3>{t('fridge.outNow')} {fridge.out.length > 0 && <span class="value"><span class="plate">{fridge.out.length}</span></span>}</h3>
      {first === undefined ? <p class="caption">{t('fridge.outNone')}</p> : <p class="caption">{rich('fridge.longest', { time: <Since at={first.since} /> })}</p>}
      <ul class="small-rows">
        {fridge.out.map((item) => (
          <li key={item.unit.key}>
            <a href={address(['unit', item.unit.key])}><Din din={item.unit.din} check={item.unit.checkCharacter} /> <Group abo={item.unit.abo} rhD={item.unit.rhD} short /> <span class="push" /> <Since at={item.since} /></a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const SHOWN_OPENINGS = 6;

function Openings({ id, openings }: { id: string; openings: readonly OpeningView[] }) {
  const now = serviceNow() ?? 0;
  return (
    <div class="card panel">
      <h3>{t('fridge.openings')}</h3>
      {openings.length === 0 && <p class="caption">{t('fridge.noOpenings')}</p>}
      <ul class="small-rows">
        {openings.slice(0, SHOWN_OPENINGS).map((opening) => (
          <li key={opening.openedAt}>
            <span class="opening">
              <time>{moment(opening.openedAt, now, timeZone.value, language.value)}</time>
              <span>{opening.seconds === null ? t('fridge.stillOpen') : t('fridge.openFor', { time: duration(opening.seconds * 1000, language.value) })}</span>
              <span class="push" />
              {opening.left.length > 0 && <span>{t('fridge.left', { n: opening.left.length })}</span>}
              {opening.came.length > 0 && <span>{t('fridge.came', { n: opening.came.length })}</span>}
              {opening.left.length + opening.came.length === 0 && <span class="caption">{t('fridge.nothingMoved')}</span>}
            </span>
          </li>
        ))}
      </ul>
      <a class="button" href={address(['openings'], { fridge: id })}>{t('fridge.openingsAll')}</a>
    </div>
  );
}
