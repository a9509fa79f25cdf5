import type { EventItem } from '../api/generated';
import { shortDin } from '../format/din';
import { moment } from '../format/time';
import { more, t } from '../i18n';
import { paper } from '../i18n/paper';
import { serviceNow } from '../state/clock';
import { address } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { eventWords } from './event-words';

more(paper);

/** What went out with a paper: it can be printed again. */
const PAPER = /^(?:UnitIssued|UnitIssuedInEmergency|UnitDispatched|UnitHandedToWaste|UnitReturnedToSupplier)\//;
const LATE_MS = 60_000;

/** Events newest first: when, what, who, number. With `bags` each names the bag that it is about. */
export function Events({ items, bags = false }: { items: readonly EventItem[]; bags?: boolean }) {
  return <ol class="events card">{items.map((event) => <EventRow key={event.seq} event={event} bag={bags} />)}</ol>;
}

function EventRow({ event, bag }: { event: EventItem; bag: boolean }) {
  const now = serviceNow() ?? Date.parse(event.recordedAt);
  const at = (instant: string): string => moment(instant, now, timeZone.value, language.value, true);
  const late = Math.abs(Date.parse(event.recordedAt) - Date.parse(event.occurredAt)) > LATE_MS;
  const unit = bag && typeof event.data.unit === 'string' ? event.data.unit : null;
  return (
    <li class="event">
      <time dateTime={event.occurredAt}>{at(event.occurredAt)}</time>
      <span class="event-what">
        {unit !== null && <a class="event-bag" href={address(['unit', unit])}>{shortDin(unit.slice(0, 13))}</a>}
        {eventWords(event)}
        {PAPER.test(event.type) && <> <a class="button" href={address(['slip', String(event.seq)])}>{t('slip.open')}</a></>}
        {event.reason !== null && <span class="caption">{t('alarms.reasonGiven', { reason: event.reason })}</span>}
      </span>
      <span class="event-who">{event.actorKind === 'service' ? t('unit.service') : event.actorName ?? event.actor}</span>
      <span class="caption">{t('unit.seq', { n: event.seq })}{late && <> · {t('unit.recorded', { time: at(event.recordedAt) })}</>}</span>
    </li>
  );
}
