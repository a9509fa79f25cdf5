import { Fragment } from 'preact';
import type { EventItem, GapView } from '../api/generated';
import { shortDin } from '../format/din';
import { moment } from '../format/time';
import { more, t, type Key } from '../i18n';
import { paper } from '../i18n/paper';
import { serviceNow } from '../state/clock';
import { address } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { cls } from './cls';
import { correctionsOf, type Corrections } from './corrections';
import { eventWords } from './event-words';

more(paper);

/** What has a paper: it can be printed again. */
const PAPER = /^(?:UnitReceived|UnitReturned|UnitDiscarded|UnitIssued|UnitIssuedInEmergency|UnitDispatched|UnitHandedToWaste|UnitReturnedToSupplier)\//;
const LATE_MS = 60_000;

interface Props {
  items: readonly EventItem[];
  /** For the audit: each names the bag that it is about, and both times always stand. */
  audit?: boolean;
  /** What restores have cost: stands where it is missing. */
  gaps?: readonly GapView[];
}

/** Events newest first: when, what, who, number; a correction and what it corrects name each other. */
export function Events({ items, audit = false, gaps = [] }: Props) {
  const corrections = correctionsOf(items);
  const shown = new Set(items.map((event) => event.seq));
  return (
    <ol class="events card">
      {items.map((event, index) => (
        <Fragment key={event.seq}>
          {gaps.filter((gap) => event.seq <= gap.after && (index === 0 || (items[index - 1]?.seq ?? 0) > gap.after)).map((gap) => <GapRow key={gap.after} gap={gap} />)}
          <EventRow event={event} audit={audit} corrections={corrections} shown={shown} />
        </Fragment>
      ))}
    </ol>
  );
}

function when(instant: string): string {
  return moment(instant, serviceNow() ?? Date.parse(instant), timeZone.value, language.value, true);
}

/** A restore did not bring back what stood here. Who reads on must know that something may be missing. */
function GapRow({ gap }: { gap: GapView }) {
  return (
    <li class="event event-gap">
      <b>{gap.upTo === null ? t('event.gapOpen', { after: gap.after }) : t('event.gap', { first: gap.after + 1, last: gap.upTo })}</b>
      <span class="caption">{t('event.gapWhy', { time: when(gap.restoredAt), backup: gap.backup })}</span>
    </li>
  );
}

function EventRow({ event, audit, corrections, shown }: { event: EventItem; audit: boolean; corrections: Corrections; shown: ReadonlySet<number> }) {
  const late = audit || Math.abs(Date.parse(event.recordedAt) - Date.parse(event.occurredAt)) > LATE_MS;
  const unit = audit && typeof event.data.unit === 'string' ? event.data.unit : null;
  const by = corrections.correctedBy.get(event.seq), target = corrections.corrects.get(event.seq);
  return (
    <li class={cls('event', by !== undefined && 'event-corrected')} id={rowOf(event.seq)} tabIndex={-1}>
      <time dateTime={event.occurredAt}>{when(event.occurredAt)}</time>
      <span class="event-what">
        {unit !== null && <a class="event-bag" href={address(['unit', unit])}>{shortDin(unit.slice(0, 13))}</a>}
        {eventWords(event)}
        {PAPER.test(event.type) && <> <a class="button" href={address(['slip', String(event.seq)])}>{t('slip.open')}</a></>}
        {by !== undefined && <> <SeqLink text="event.correctedBy" seq={by} here={shown.has(by)} /></>}
        {target !== undefined && <> <SeqLink text="event.corrects" seq={target} here={shown.has(target)} /></>}
        {event.reason !== null && <span class="caption">{t('alarms.reasonGiven', { reason: event.reason })}</span>}
      </span>
      <span class="event-who">{event.actorKind === 'service' ? t('unit.service') : event.actorName ?? event.actor}</span>
      <span class="caption">{t('unit.seq', { n: event.seq })}{late && <> · {t('unit.recorded', { time: when(event.recordedAt) })}</>}</span>
    </li>
  );
}

/** Leads to the other entry where it stands on this page. */
function SeqLink({ text, seq, here }: { text: Key; seq: number; here: boolean }) {
  const words = t(text, { n: seq });
  if (!here) return <b>{words}</b>;
  const show = (): void => {
    const row = document.getElementById(rowOf(seq));
    row?.scrollIntoView({ block: 'center' });
    row?.focus();
  };
  return <button type="button" class="event-bag event-link" onClick={show}>{words}</button>;
}

function rowOf(seq: number): string {
  return `entry-${seq}`;
}
