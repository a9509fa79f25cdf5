import { api, type UnitDetail } from '../api/generated';
import { expiry, moment } from '../format/time';
import { named, t } from '../i18n';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Empty, Ready } from '../ui/notice';
import { OutClock } from '../ui/out-clock';
import { StatusWord } from '../ui/unit';
import { UnitHead } from '../ui/unit-head';
import { chanceWords, whereWords } from '../ui/where';

/** The bag as it was known at an instant: read only, and nothing on it is of today. */
export function KnownThen({ unitKey, at }: { unitKey: string; at: string }) {
  const unit = useResource(api.getUnit(unitKey, { asOf: at }));
  if (unit.problem?.status === 404) return <Empty why={t('unit.notKnownThen', { time: words(at) })} />;
  return <Ready of={unit}>{(data) => <Card unit={data} at={at} />}</Ready>;
}

function words(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value, true);
}

function Card({ unit, at }: { unit: UnitDetail; at: string }) {
  const chance = chanceWords(unit.where);
  return (
    <article class="card panel unit-card unit-then">
      <p><b>{t('unit.knownThen', { time: words(at) })}</b></p>
      <UnitHead unit={unit} />
      <dl class="facts">
        <div><dt>{t('unit.status')}</dt><dd><StatusWord unit={unit} /> <span class="caption">{t('unit.since', { time: words(unit.statusSince) })}</span></dd></div>
        <div><dt>{t('unit.expires')}</dt><dd>{expiry(unit.expiresAt, timeZone.value, language.value)}{unit.expired && <b> {named('status', 'expired')}</b>}</dd></div>
        {unit.reservation !== null && <div><dt>{t('unit.reservedFor')}</dt><dd>{unit.reservation.request} <span class="caption">{t('unit.reservedUntil', { time: words(unit.reservation.until) })}</span></dd></div>}
        {unit.outOfStorage !== null && <div><dt>{t('unit.outOfStorage')}</dt><dd><OutClock clock={unit.outOfStorage} /></dd></div>}
        {unit.condition !== 'intact' && <div><dt>{t('station.look')}</dt><dd>{t(`look.${unit.condition}`)}</dd></div>}
        {unit.transfer !== null && <div><dt>{t('unit.transfer')}</dt><dd>{unit.transfer}</dd></div>}
        <div><dt>{t('unit.placeThen')}</dt><dd>{whereWords(unit.where)} <span class="caption">{chance}{unit.where.since !== null && <> {t('unit.since', { time: words(unit.where.since) })}</>}</span></dd></div>
      </dl>
      {unit.asked !== null && <p>{t('correct.askedBy', { name: unit.asked.byName, time: words(unit.asked.at) })}</p>}
    </article>
  );
}
