import { useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type TransferItem } from '../api/generated';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { ActButton, Button } from '../ui/button';
import { Din } from '../ui/din';
import { Field } from '../ui/field';
import { Group } from '../ui/group';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Picks } from '../ui/picks';
import { useSubmit } from '../ui/submit';
import { amountWords, Expires, productName } from '../ui/unit';

more(station);

const CAUSES = ['transfers.backReason', 'why.temperature', 'why.damaged', 'transfers.notNeeded'] as const;

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
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const [cause, setCause] = useState('');
  const bags = (inTransit?.items ?? []).filter((unit) => unit.transfer === transfer.number);
  const back = bags.filter((unit) => refused.has(unit.key)).map((unit) => unit.key);
  const there = bags.filter((unit) => !refused.has(unit.key)).map((unit) => unit.key);
  const mark = (key: string): void => setRefused((before) => { const next = new Set(before); if (!next.delete(key)) next.add(key); return next; });
  const done = (write: () => Promise<unknown>) => async (): Promise<void> => {
    await write();
    changed('unit', 'stock');
  };
  const confirm = useSubmit(done(() => send(api.confirmTransfer(transfer.number, { units: there }), newKey())));
  const returned = useSubmit(done(() => send(api.returnTransfer(transfer.number, { units: back, cause: cause.trim() }), newKey())));
  const busy = confirm.busy || returned.busy;
  const problem = confirm.problem ?? returned.problem;
  const { sent, inTransit: away, confirmed, returned: came, lost } = transfer;
  return (
    <article class="card panel transfer-card">
      <h3>{transfer.number} <span class="caption">{t('transfers.to', { to: transfer.to })}{transfer.box !== null && <> · {t('station.box')} {transfer.box}</>}{transfer.logger !== null && <> · {t('station.logger')} {transfer.logger}</>}</span></h3>
      <p class="value"><span class="plate">{t('transfers.sum', { sent, inTransit: away, confirmed, returned: came, lost })} {sent === away + confirmed + came + lost ? '✓' : <b>✕ {t('transfers.differ')}</b>}</span></p>
      {bags.length > 0 && (
        <>
          <p class="caption">{t('transfers.how')}</p>
          <ul class="rows">
            {bags.map((unit) => (
              <li key={unit.key} class="card row line-row">
                <span class="line-mark" aria-hidden="true" />
                <span class="line-bag"><Din din={unit.din} check={unit.checkCharacter} /><span class="caption">{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span></span>
                <Group abo={unit.abo} rhD={unit.rhD} />
                <Expires unit={unit} />
                <Button class="line-remove" pressed={refused.has(unit.key)} onPress={() => mark(unit.key)}>{t('transfers.refused')}</Button>
              </li>
            ))}
          </ul>
          {back.length > 0 && (
            <>
              <Field label={t('transfers.cause')} value={cause} onInput={setCause} />
              <Picks label={t('transfers.cause')} values={CAUSES.map((key) => t(key))} picked={cause} onPick={setCause} />
            </>
          )}
          <div class="inline">
            <ActButton primary disabled={busy || there.length === 0} onPress={() => void confirm.submit()}>{t('transfers.confirm', { n: there.length })}</ActButton>
            <ActButton disabled={busy || back.length === 0 || cause.trim() === ''} onPress={() => void returned.submit()}>{t('transfers.back', { n: back.length })}</ActButton>
          </div>
        </>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </article>
  );
}
