import { useState } from 'preact/hooks';
import { api, type EventItem, type UnitDetail } from '../api/generated';
import { percent } from '../format/chance';
import { moment } from '../format/time';
import { catalogue, named, t, type Key } from '../i18n';
import { place } from '../state/cabinets';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language } from '../state/screen';
import { may, timeZone } from '../state/session';
import { Button } from '../ui/button';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { amountWords, Expires, productName, StatusWord } from '../ui/unit';
import { WhereCell } from '../ui/where';

/** What happened to this bag? */
export function UnitHistory({ unitKey }: { unitKey: string }) {
  const unit = useResource(api.getUnit(unitKey), ['unit']);
  const events = useResource(api.listUnitEvents(unitKey, { limit: 200 }), ['unit']);
  const [reads, setReads] = useState(false);
  return (
    <section class="history">
      <PageHead
        title={t('unit.title')} asOf={events.data?.asOf ?? null}
        end={<Button pressed={reads} onPress={() => setReads(!reads)}>{t('unit.alsoReads')}</Button>}
      />
      <Ready of={unit}>{(data) => <StatusCard unit={data} />}</Ready>
      <Ready of={events}>
        {({ items }) => {
          const shown = items.filter((event) => reads || !isRead(event));
          return shown.length === 0
            ? <Empty why={t('unit.noEvents')} />
            : <ol class="events card">{shown.map((event) => <EventRow key={event.seq} event={event} />)}</ol>;
        }}
      </Ready>
    </section>
  );
}

/** Moves within the house are observations: shown on demand. Removal and return are always shown. */
function isRead(event: EventItem): boolean {
  return event.type.startsWith('TagPlaced') && (['moved', 'arrived'].includes(lowerFirst(String(event.data.change))));
}

function StatusCard({ unit }: { unit: UnitDetail }) {
  return (
    <article class="card panel unit-card">
      <div class="answer-head">
        <Din din={unit.din} check={unit.checkCharacter} big />
        <span class="product-code" translate={false}>{unit.productCode}</span>
        <Group abo={unit.abo} rhD={unit.rhD} />
        <span>{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span>
      </div>
      <dl class="facts">
        <div><dt>{t('unit.status')}</dt><dd><StatusWord unit={unit} /></dd></div>
        <div><dt>{t('unit.expires')}</dt><dd><Expires unit={unit} /></dd></div>
        <div class="value"><dt>{t('unit.place')}</dt><dd class="plate"><WhereCell where={unit.where} /></dd></div>
        <div><dt>{t('unit.tags')}</dt><dd>{unit.tags.length === 0 ? t('unit.noTags') : unit.tags.map((tag) => <code key={tag.uii} class="uii">{tag.uii}</code>)}</dd></div>
      </dl>
      <div class="inline">
        <a class="button" href={address(['find'], { q: unit.din, product: unit.productCode })}>{t('unit.find')}</a>
        {unit.status === 'available' && <a class="button" href={address(['station', 'quarantine'], { unit: unit.key })}>{t('unit.quarantine')}</a>}
        {unit.status === 'quarantined' && may('release') && <a class="button" href={address(['station', 'release'], { unit: unit.key })}>{t('station.release')}</a>}
        {unit.sameDonation.map((other) => (
          <a key={other.key} class="button" href={address(['unit', other.key])}>{t('find.sameDonation')} · {productName(other)}</a>
        ))}
      </div>
    </article>
  );
}

function EventRow({ event }: { event: EventItem }) {
  const now = serviceNow() ?? Date.parse(event.recordedAt);
  const at = (instant: string): string => moment(instant, now, timeZone.value, language.value, true);
  const late = Math.abs(Date.parse(event.recordedAt) - Date.parse(event.occurredAt)) > 60_000;
  return (
    <li class="event">
      <time dateTime={event.occurredAt}>{at(event.occurredAt)}</time>
      <span class="event-what">{eventWords(event)}{event.reason !== null && <span class="caption">{t('alarms.reasonGiven', { reason: event.reason })}</span>}</span>
      <span class="event-who">{event.actorKind === 'service' ? t('unit.service') : event.actorName ?? event.actor}</span>
      <span class="caption">{t('unit.seq', { n: event.seq })}{late && <> · {t('unit.recorded', { time: at(event.recordedAt) })}</>}</span>
    </li>
  );
}

/** The ledger writes enumerations by their member's name, the interface by its JSON name. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** One event as a sentence. An event of a newer service stands by its own name. */
export function eventWords(event: EventItem): string {
  const type = event.type.split('/')[0] ?? event.type;
  const text = (name: string): string | null => (typeof event.data[name] === 'string' && event.data[name] !== '' ? (event.data[name] as string) : null);
  switch (type) {
    case 'TagPlaced': {
      const change = lowerFirst(text('change') ?? 'moved');
      const where = text('place') ?? text('was');
      const chance = typeof event.data.chance === 'number' ? percent(event.data.chance, language.value) : t('alarm.noValue');
      return t(`event.placed.${change}` as Key, { place: where === null ? t('where.notSureOne') : place(where), chance });
    }
    case 'UnitReceived': {
      const source = text('source');
      return source === null ? t('event.UnitReceived') : t('event.UnitReceivedFrom', { source });
    }
    case 'UnitIssued': {
      const order = text('order');
      const destination = text('destination') ?? '';
      return order === null ? t('event.UnitIssued', { destination }) : t('event.UnitIssuedOrder', { destination, order });
    }
    case 'UnitQuarantined': return t('event.UnitQuarantined', { reason: named('quarantine', lowerFirst(text('reason') ?? 'other')) });
    case 'UnitDiscarded': return t('event.UnitDiscarded', { cause: text('cause') ?? '' });
    default: return `event.${type}` in catalogue ? t(`event.${type}` as Key) : t('event.other', { type });
  }
}
