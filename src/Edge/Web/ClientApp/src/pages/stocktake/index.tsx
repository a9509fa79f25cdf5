import { useEffect, useState } from 'preact/hooks';
import { api, type StocktakeView } from '../../api/generated';
import { t } from '../../i18n';
import { useResource } from '../../state/resource';
import { address } from '../../state/router';
import { Empty, Ready } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { Differences } from './differences';
import { Live } from './live';
import { Report } from './report';
import { useFindByScan } from './scan';
import { Start } from './start';
import { placesWords } from './words';
import '../../styles/stocktake.css';

const LIVE_MS = 1000;

/** Is everything here, and how sure is the count? One page from the start to the signatures; any screen takes it up where it stands. */
export function Stocktake({ number, query }: { number: string | undefined; query: URLSearchParams }) {
  if (number === undefined) return <Start key={query.toString()} asked={(query.get('cabinets') ?? '').split(',').filter(Boolean)} />;
  return <Count key={number} number={Number(number)} signing={query.get('step') === 'sign'} />;
}

function Count({ number, signing }: { number: number; signing: boolean }) {
  const count = useResource(api.getStocktake(number), ['stocktake']);
  const counting = count.data?.stage === 'counting';
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(count.reload, LIVE_MS); // within a round nothing is recorded, and so nothing is told
    return () => clearInterval(timer);
  }, [counting]);
  if (count.data === null && count.problem?.status === 404) {
    return <Empty why={t('count.missed')}><a class="button" href={address(['stocktake'])}>{t('count.title')}</a></Empty>;
  }
  return (
    <section class="stocktake">
      <PageHead title={t('count.numbered', { n: number })}>{count.data !== null && <Head count={count.data} />}</PageHead>
      <Ready of={count}>{(data) => <Stage count={data} signing={signing} />}</Ready>
    </section>
  );
}

function Head({ count }: { count: StocktakeView }) {
  return <><b>{placesWords(count.cabinets)}</b> <span class="caption">{t(`count.kind.${count.kind}`)} · {t(`count.stage.${count.stage}`)}</span></>;
}

function Stage({ count, signing }: { count: StocktakeView; signing: boolean }) {
  const [found, setFound] = useState<string | null>(null);
  useFindByScan(count, setFound);
  const open = count.stage === 'counting' || count.stage === 'paused';
  return (
    <>
      {found !== null && <p class="note note-done" role="status"><b>✓ {t('count.found', { text: found })}</b></p>}
      {open ? <Live count={count} /> : count.stage === 'counted' && !signing ? <Differences count={count} /> : <Report count={count} />}
    </>
  );
}
