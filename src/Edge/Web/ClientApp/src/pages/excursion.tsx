import { api, type ExcursionView } from '../api/generated';
import { duration } from '../format/age';
import { celsius } from '../format/number';
import { probeName } from '../format/place';
import { moment } from '../format/time';
import { more, rich, t } from '../i18n';
import { excursion as texts } from '../i18n/excursion';
import { place } from '../state/cabinets';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Since } from '../ui/age';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Shape } from '../ui/shape';
import { UnitRows } from './units';

more(texts);

/** How far, how long, and which bags lay there? */
export function ExcursionPage({ number }: { number: string }) {
  const excursion = useResource(api.getExcursion(Number(number)), ['alarm', 'fridge']);
  return (
    <section class="excursion">
      <PageHead title={t('excursion.title', { n: number })} />
      <Ready of={excursion}>{(data) => <Record excursion={data} />}</Ready>
    </section>
  );
}

/** Both are summed up when the excursion ends. */
function seconds(value: number | null): string {
  return value === null ? t('excursion.notSummed') : duration(value * 1000, language.value);
}

function Record({ excursion }: { excursion: ExcursionView }) {
  const now = serviceNow() ?? Date.parse(excursion.beganAt);
  const at = (instant: string): string => moment(instant, now, timeZone.value, language.value, true);
  const warm = excursion.side === 'tooWarm';
  const open = excursion.endedAt === null;
  return (
    <>
      <article class="card panel">
        <p class="excursion-head">
          <Shape priority="critical" hollow={!open} />
          <b>{t(warm ? 'excursion.tooWarm' : 'excursion.tooCold', { fridge: place(excursion.cabinet) })}</b>
          <span class="push" />
          {open && <b>{rich('excursion.open', { time: <Since at={excursion.beganAt} /> })}</b>}
        </p>
        <dl class="facts">
          <div><dt>{t('excursion.began')}</dt><dd>{at(excursion.beganAt)}</dd></div>
          <div><dt>{t(warm ? 'excursion.highest' : 'excursion.lowest')}</dt><dd><b>{celsius(excursion.worstCelsius)}</b></dd></div>
          <div><dt>{t('excursion.ended')}</dt><dd>{excursion.endedAt === null ? t('excursion.notEnded') : at(excursion.endedAt)}</dd></div>
          <div><dt>{t(warm ? 'excursion.above' : 'excursion.below', { limit: celsius(excursion.limitCelsius) })}</dt><dd>{seconds(excursion.secondsOutside)}</dd></div>
          <div><dt>{t('excursion.unknown')}</dt><dd>{seconds(excursion.secondsUnknown)}</dd></div>
          <div><dt>{t('excursion.probe')}</dt><dd>{probeName(excursion.probe, language.value)}</dd></div>
        </dl>
        <div class="inline"><a class="button" href={address(['fridges', excursion.cabinet], { tab: 'temperature' })}>{t('find.fridge')}</a></div>
      </article>
      <h3>{excursion.units.length === 0 ? t('excursion.nobagsInside') : t('excursion.inside', { n: excursion.units.length })}</h3>
      {excursion.units.length > 0 ? <UnitRows units={excursion.units} /> : <Empty why={t('excursion.nobagsInside')} />}
    </>
  );
}
