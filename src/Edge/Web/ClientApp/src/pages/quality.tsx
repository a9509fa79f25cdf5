import { useState } from 'preact/hooks';
import { api, type QualityCount, type QualityFact } from '../api/generated';
import { more, named, ownName, t } from '../i18n';
import { quality } from '../i18n/quality';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { Choice } from '../ui/button';
import { Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { amountWords } from '../ui/unit';

more(quality);

const DAYS = ['1', '7', '30', '365'] as const;
const DAY_MS = 86_400_000, HOUR_MS = 3_600_000;

/** What left, came back, was destroyed or expired, and why: facts for whoever reports, with what they count. */
export function Quality() {
  const [days, setDays] = useState<(typeof DAYS)[number]>('30');
  const now = serviceNow();
  const end = now === null ? null : Math.ceil(Number(now) / HOUR_MS) * HOUR_MS; // whole hours: the address stays while the clock ticks
  const period = end === null ? null : { from: new Date(end - Number(days) * DAY_MS).toISOString(), to: new Date(end).toISOString() };
  const counts = useResource(period === null ? null : api.getQuality(period), ['stock']);
  const query = period === null ? '' : `?from=${encodeURIComponent(period.from)}&to=${encodeURIComponent(period.to)}`;
  return (
    <section class="quality">
      <PageHead title={t('quality.title')} />
      <Choice label={t('quality.period')} value={days} onPick={setDays} options={DAYS.map((value) => ({ value, text: t('quality.days', { n: Number(value) }) }))} />
      <Ready of={counts}>
        {(view) => (
          <>
            {view.facts.map((fact) => (
              <div key={fact.fact} class="card panel">
                <h3>{t(`quality.${fact.fact}`)}</h3>
                <p class="caption">{ownName(fact.zh, fact.en)}</p>
                {fact.counts.length === 0 && <p>{t('quality.none')}</p>}
                {fact.counts.map((count) => <Row key={`${count.reason} ${count.component} ${count.kind}`} fact={fact.fact} count={count} />)}
              </div>
            ))}
            <p class="inline">
              <a class="button" href={`/api/v1/quality.csv${query}`} download>CSV</a>
              <a class="button" href={`/api/v1/quality${query}`} download="quality.json">JSON</a>
            </p>
          </>
        )}
      </Ready>
    </section>
  );
}

function Row({ fact, count }: { fact: QualityFact; count: QualityCount }) {
  const reason = fact === 'issued'
    ? t(count.reason === 'emergency' ? 'station.emergency' : 'quality.routine')
    : fact === 'returned' ? named('quarantine', count.reason.charAt(0).toLowerCase() + count.reason.slice(1)) : count.reason;
  return (
    <p class="value">
      <b>{t('amount.bag', { n: count.bags })}</b> · {named('component', count.component)} · {amountWords(count.kind, count.amount)}
      {count.approvalMillilitres !== null && <> · {t('quality.approval', { n: count.approvalMillilitres })}</>}
      {reason !== '' && <> · {reason}</>}
    </p>
  );
}
