import { newKey, send } from '../api/client';
import { api, type TransferItem } from '../api/generated';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { ActButton } from '../ui/button';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { UnitRows } from './units';

more(station);

/** Which bags are on their way, and do both sums agree? */
export function Transfers() {
  const transfers = useResource(api.listTransfers(), ['unit', 'stock']);
  return (
    <section class="transfers">
      <PageHead
        title={t('transfers.title')} asOf={transfers.data?.asOf ?? null}
        end={<><a class="button" href={address(['notices'])}>{t('notices.title')}</a><a class="button" href={address(['station', 'transfer'])}>{t('station.transfer')}</a></>}
      />
      <Ready of={transfers}>
        {({ items }) => items.length === 0
          ? <Empty why={t('transfers.none')} />
          : <>{items.map((transfer) => <TransferCard key={transfer.number} transfer={transfer} />)}</>}
      </Ready>
    </section>
  );
}

function TransferCard({ transfer }: { transfer: TransferItem }) {
  const inTransit = useResource(transfer.inTransit > 0 ? api.listUnits({ filter: 'inTransfer', limit: 500 }) : null, ['unit']).data;
  const bags = (inTransit?.items ?? []).filter((unit) => unit.transfer === transfer.number);
  const units = bags.map((unit) => unit.key);
  const done = (write: () => Promise<unknown>) => async (): Promise<void> => {
    await write();
    changed('unit', 'stock');
  };
  const confirm = useSubmit(done(() => send(api.confirmTransfer(transfer.number, { units }), newKey())));
  const back = useSubmit(done(() => send(api.returnTransfer(transfer.number, { units, cause: t('transfers.backReason') }), newKey())));
  return (
    <article class="card panel transfer-card">
      <h3>{transfer.number} <span class="caption">{t('transfers.to', { to: transfer.to })}{transfer.box !== null && <> · {t('station.box')} {transfer.box}</>}</span></h3>
      <p class="value"><span class="plate">{t('transfers.sum', { sent: transfer.sent, inTransit: transfer.inTransit, confirmed: transfer.confirmed, returned: transfer.returned, lost: transfer.lost })} ✓</span></p>
      {bags.length > 0 && (
        <>
          <UnitRows units={bags} />
          <div class="inline">
            <ActButton primary disabled={confirm.busy || back.busy} onPress={() => void confirm.submit()}>{t('transfers.confirm', { n: bags.length })}</ActButton>
            <ActButton disabled={confirm.busy || back.busy} onPress={() => void back.submit()}>{t('transfers.back', { n: bags.length })}</ActButton>
          </div>
        </>
      )}
      {(confirm.problem ?? back.problem) !== null && <ProblemNote problem={(confirm.problem ?? back.problem)!} />}
    </article>
  );
}
