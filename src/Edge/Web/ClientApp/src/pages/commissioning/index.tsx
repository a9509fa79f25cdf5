import { api } from '../../api/generated';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { useResource } from '../../state/resource';
import { address } from '../../state/router';
import { Empty, Ready } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { Report } from './report';
import { Start } from './start';
import { Walk } from './walk';
import '../../styles/commissioning.css';
import './words';

/** Does this fridge know its shelves? From the first point to the report; any screen takes a walk up where it stands. */
export function Commissioning({ number }: { number: string | undefined }) {
  return number === undefined ? <Start /> : <One key={number} number={Number(number)} />;
}

function One({ number }: { number: number }) {
  const walk = useResource(api.getCommissioning(number), ['walk']);
  if (walk.data === null && walk.problem?.status === 404) {
    return <Empty why={t('walk.missed')}><a class="button" href={address(['commissioning'])}>{t('walk.title')}</a></Empty>;
  }
  return (
    <section class="walk">
      <PageHead title={t('walk.numbered', { n: number })}>{walk.data !== null && <b>{place(walk.data.cabinet)}</b>}</PageHead>
      <Ready of={walk}>{(data) => (data.verdict === null ? <Walk walk={data} reload={walk.reload} /> : <Report walk={data} />)}</Ready>
    </section>
  );
}
