import { useState } from 'preact/hooks';
import { api, type EventItem, type UnitDetail } from '../api/generated';
import { newKey, send } from '../api/client';
import { instantOf, moment } from '../format/time';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { serviceNow } from '../state/clock';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { language } from '../state/screen';
import { may, timeZone } from '../state/session';
import { ActButton, Button } from '../ui/button';
import { lowerFirst } from '../ui/event-words';
import { Events } from '../ui/events';
import { Field } from '../ui/field';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { OutClock } from '../ui/out-clock';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { Expires, productName, StatusWord } from '../ui/unit';
import { UnitHead } from '../ui/unit-head';
import { WhereCell } from '../ui/where';
import { Asked, Correct } from './correct';
import { KnownThen } from './known';
import { Owed } from './owed';

more(station);

const PAGE = 200;

/** What happened to this bag? */
export function UnitHistory({ unitKey }: { unitKey: string }) {
  const unit = useResource(api.getUnit(unitKey), ['unit']);
  const [known, setKnown] = useState<string | null>(null); // null: all; else the instant as typed
  const asOf = known === null ? null : instantOf(known, timeZone.value);
  const [cursors, setCursors] = useState<readonly string[]>([]); // of the pages before and of this one
  const events = useResource(known !== null && asOf === null ? null : api.listUnitEvents(unitKey, { limit: PAGE, asOf: asOf ?? undefined, cursor: cursors.at(-1) }), ['unit']);
  const gaps = useResource(api.listGaps()).data?.items ?? [];
  const ask = (value: string | null): void => {
    setKnown(value);
    setCursors([]);
  };
  const [reads, setReads] = useState(false);
  return (
    <section class="history">
      <PageHead
        title={t('unit.title')} asOf={events.data?.asOf ?? null}
        end={<><Button pressed={known !== null} onPress={() => ask(known === null ? '' : null)}>{t('unit.asKnown')}</Button><Button pressed={reads} onPress={() => setReads(!reads)}>{t('unit.alsoReads')}</Button></>}
      />
      {known !== null && <div class="card panel"><Field label={t('unit.asKnownAt')} value={known} onInput={ask} hint={t('time.hint')} autoFocus /></div>}
      {asOf !== null && <KnownThen unitKey={unitKey} at={asOf} />}
      {known === null && <Ready of={unit}>{(data) => {
        const lastStep = cursors.length > 0 ? null : events.data?.items.find((event) => event.occurredAt === data.statusSince && !event.type.startsWith('Tag')) ?? null;
        return <><StatusCard unit={data} /><Asked unit={data} /><Owed unit={data} /><Correct unit={data} lastStep={lastStep} /></>;
      }}</Ready>}
      {(known === null || asOf !== null) && <Ready of={events}>
        {({ items, next }) => {
          const shown = items.filter((event) => reads || !isRead(event));
          return (
            <>
              {shown.length === 0 ? <Empty why={t('unit.noEvents')} /> : <Events items={shown} gaps={gaps} />}
              {(cursors.length > 0 || next !== null) && (
                <div class="inline">
                  {cursors.length > 0 && <Button onPress={() => setCursors(cursors.slice(0, -1))}>{t('unit.newerPage')}</Button>}
                  {next !== null && <Button onPress={() => setCursors([...cursors, next])}>{t('unit.olderPage')}</Button>}
                </div>
              )}
            </>
          );
        }}
      </Ready>}
    </section>
  );
}

/** Moves within the house are observations: shown on demand. Removal and return are always shown. */
function isRead(event: EventItem): boolean {
  return event.type.startsWith('TagPlaced') && (['moved', 'arrived'].includes(lowerFirst(String(event.data.change))));
}

function until(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value);
}

function StatusCard({ unit }: { unit: UnitDetail }) {
  const ending = useSubmit(async () => {
    await send(api.endReservations({ units: [unit.key] }), newKey());
    changed('stock', 'unit');
  });
  return (
    <article class="card panel unit-card">
      <UnitHead unit={unit} />
      <dl class="facts">
        <div><dt>{t('unit.status')}</dt><dd><StatusWord unit={unit} /></dd></div>
        <div><dt>{t('unit.expires')}</dt><dd><Expires unit={unit} /></dd></div>
        {unit.reservation !== null && (
          <div><dt>{t('unit.reservedFor')}</dt><dd>{unit.reservation.request} <span class="caption">{t('unit.reservedUntil', { time: until(unit.reservation.until) })}</span></dd></div>
        )}
        {unit.outOfStorage !== null && <div><dt>{t('unit.outOfStorage')}</dt><dd><OutClock clock={unit.outOfStorage} /></dd></div>}
        {unit.condition !== 'intact' && <div><dt>{t('station.look')}</dt><dd>{t(`look.${unit.condition}`)}</dd></div>}
        {unit.transfer !== null && <div><dt>{t('unit.transfer')}</dt><dd>{unit.transfer}</dd></div>}
        {unit.notice !== null && <div><dt>{t('unit.notice')}</dt><dd><a href={address(['notices', unit.notice])}>{unit.notice}</a></dd></div>}
        {unit.collectedAt !== null && <div><dt>{t('unit.collected')}</dt><dd>{until(unit.collectedAt)}</dd></div>}
        {unit.antigens !== null && <div><dt>{t('unit.antigens')}</dt><dd translate={false}>{unit.antigens.map(({ name, positive }) => `${name}${positive ? '+' : '−'}`).join(' ')}</dd></div>}
        <div class="value"><dt>{t('unit.place')}</dt><dd class="plate"><WhereCell where={unit.where} /></dd></div>
        <div><dt>{t('unit.tags')}</dt><dd>{unit.tags.length === 0 ? t('unit.noTags') : unit.tags.map((tag) => <code key={tag.uii} class="uii">{tag.uii}</code>)}</dd></div>
      </dl>
      <div class="inline">
        <a class="button" href={address(['find'], { q: unit.din, product: unit.productCode })}>{t('unit.find')}</a>
        {unit.status === 'available' && <a class="button" href={address(['station', 'quarantine'], { unit: unit.key })}>{t('unit.quarantine')}</a>}
        {unit.status === 'reserved' && <ActButton disabled={ending.busy} onPress={() => void ending.submit()}>{t('unit.endReservation')}</ActButton>}
        {unit.status === 'quarantined' && <a class="button" href={address(['station', 'discard'], { unit: unit.key })}>{t('station.discard')}</a>}
        {unit.status === 'quarantined' && <a class="button" href={address(['station', 'supplier'], { unit: unit.key })}>{t('station.supplier')}</a>}
        {unit.status === 'discarded' && <a class="button" href={address(['station', 'waste'], { unit: unit.key })}>{t('station.waste')}</a>}
        {unit.status === 'quarantined' && may('release') && !unit.outOfStorage?.passed && unit.condition === 'intact' && <a class="button" href={address(['station', 'release'], { unit: unit.key })}>{t('station.release')}</a>}
        {unit.sameDonation.map((other) => (
          <a key={other.key} class="button" href={address(['unit', other.key])}>{t('find.sameDonation')} · {productName(other)}</a>
        ))}
      </div>
      {unit.tagNowOn !== null && <p class="note note-bad">{t('unit.tagNowOn', { bag: unit.tagNowOn })} <a class="button" href={address(['labels'])}>{t('labels.title')}</a></p>}
      {ending.problem !== null && <ProblemNote problem={ending.problem} />}
      {unit.status === 'quarantined' && unit.outOfStorage?.passed === true && <p class="note">{t('unit.heldTooLong')}</p>}
    </article>
  );
}
