import { useState } from 'preact/hooks';
import { get, newKey, send } from '../../api/client';
import { api, type CountDue, type StocktakeItem, type StocktakeKind, type StocktakeList } from '../../api/generated';
import { duration } from '../../format/age';
import { moment } from '../../format/time';
import { ownName, t } from '../../i18n';
import { serviceNow } from '../../state/clock';
import { changed, useResource } from '../../state/resource';
import { address, go } from '../../state/router';
import { language } from '../../state/screen';
import { timeZone } from '../../state/session';
import { ActButton, Choice } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Empty, ProblemNote, Ready } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { useSubmit } from '../../ui/submit';
import { checkWords, placesWords } from './words';

const KINDS: readonly StocktakeKind[] = ['full', 'cycle', 'blind'];

/** What is counted, what would spoil it, and the counts that were. */
export function Start({ asked }: { asked: readonly string[] }) {
  const counts = useResource(api.listStocktakes(), ['stocktake', 'stock', 'fridge']);
  return (
    <section class="stocktake">
      <PageHead title={t('count.title')} asOf={counts.data?.asOf ?? null} />
      <Ready of={counts}>
        {(list) => list.fridges.length === 0
          ? <Empty why={t('count.noFridge')}><a class="button" href={address(['devices'])}>{t('more.devices')}</a></Empty>
          : (
            <>
              {list.open.length > 0 && <Counts title={t('count.running')} items={list.open} />}
              <Order list={list} asked={asked} />
              {list.closed.length > 0 && <Counts title={t('count.earlier')} items={list.closed} />}
            </>
          )}
      </Ready>
    </section>
  );
}

function Order({ list, asked }: { list: StocktakeList; asked: readonly string[] }) {
  const free = list.fridges.filter((fridge) => fridge.heldBy === null);
  const due = free.filter((fridge) => fridge.due);
  const [picked, setPicked] = useState<readonly string[]>(asked.length > 0 ? asked : free.length === 1 ? free.map((fridge) => fridge.cabinet) : []);
  const [kind, setKind] = useState<StocktakeKind>('full');
  const chosen = free.filter((fridge) => picked.includes(fridge.cabinet)).map((fridge) => fridge.cabinet);
  const all = chosen.length === free.length && free.length > 0;
  const byPlan = chosen.length === due.length && due.every((fridge) => chosen.includes(fridge.cabinet)) && due.length > 0 && kind === 'cycle';
  const pick = (cabinet: string): void => setPicked(picked.includes(cabinet) ? picked.filter((each) => each !== cabinet) : [...picked, cabinet]);
  return (
    <div class="card count-order">
      <div class="panel">
        <h3>{t('count.what')}</h3>
        <div class="choice" role="group" aria-label={t('count.what')}>
          <Toggle on={all} onPress={() => setPicked(all ? [] : free.map((fridge) => fridge.cabinet))}>{t('count.all')}</Toggle>
          {due.length > 0 && (
            <Toggle on={byPlan} onPress={() => { setPicked(due.map((fridge) => fridge.cabinet)); setKind('cycle'); }}>{t('count.plan', { n: due.length })}</Toggle>
          )}
      </div>
      <ul class="rows count-fridges">
        {list.fridges.map((fridge) => (
          <li key={fridge.cabinet}><FridgePick fridge={fridge} on={chosen.includes(fridge.cabinet)} hideBags={kind === 'blind'} onPress={() => pick(fridge.cabinet)} /></li>
        ))}
      </ul>
      </div>
      <div class="panel">
        <h3>{t('count.kind')}</h3>
        <Choice label={t('count.kind')} value={kind} onPick={setKind} options={KINDS.map((value) => ({ value, text: t(`count.kind.${value}`) }))} />
        <p class="caption">{t(`count.kindWhy.${kind}`)}</p>
        {chosen.length === 0 ? <p class="caption">{t('count.choose')}</p> : <Proposal cabinets={chosen} kind={kind} />}
      </div>
    </div>
  );
}

function Toggle({ on, onPress, children }: { on: boolean; onPress: () => void; children: string }) {
  return <button type="button" class={cls('button', on && 'chosen')} aria-pressed={on} onClick={onPress}>{children}</button>;
}

function FridgePick({ fridge, on, hideBags, onPress }: { fridge: CountDue; on: boolean; hideBags: boolean; onPress: () => void }) {
  const now = serviceNow() ?? 0;
  const last = fridge.lastCountedAt === null
    ? t('count.never')
    : t('count.last', { time: moment(fridge.lastCountedAt, now, timeZone.value, language.value) });
  return (
    <button type="button" class={cls('button count-fridge', on && 'chosen')} aria-pressed={on} disabled={fridge.heldBy !== null} onClick={onPress}>
      <i class={cls('count-tick', on && 'on')} aria-hidden="true">{on ? '✓' : ''}</i>
      <b>{ownName(fridge.nameZh, fridge.nameEn)}</b>
      {!hideBags && <span class="value"><span class="plate">{fridge.bags} <span class="caption">{t('unitKind.bag')}</span></span></span>}
      <span class="caption push">{fridge.heldBy !== null ? t('count.held', { n: fridge.heldBy }) : last}</span>
      {fridge.due && fridge.heldBy === null && <b class="first-mark">{t('count.due')}</b>}
    </button>
  );
}

/** What the count would be: how many, how long, and what would spoil it. */
function Proposal({ cabinets, kind }: { cabinets: readonly string[]; kind: StocktakeKind }) {
  const proposal = useResource(api.proposeStocktake({ cabinets: cabinets.join() }), ['stock', 'fridge', 'device', 'stocktake']);
  const start = useSubmit(async () => {
    await send(api.startStocktake({ kind, cabinets: [...cabinets], timeLimitSeconds: null }), newKey());
    changed('stocktake');
    const { open } = await get(api.listStocktakes());
    const mine = open.find((count) => cabinets.every((cabinet) => count.cabinets.includes(cabinet)));
    if (mine !== undefined) go(['stocktake', String(mine.number)]);
  });
  return (
    <Ready of={proposal}>
      {({ expected, checks, timeLimitSeconds }) => {
        const time = duration(timeLimitSeconds * 1000, language.value);
        const word = kind === 'blind' ? t('count.startBlind', { n: cabinets.length }) : t(checks.length > 0 ? 'count.startAnyway' : 'count.start', { n: expected });
        return (
          <>
            <p>{kind === 'blind' ? t('count.expectedHidden', { time }) : t('count.expectedNow', { n: expected, time })}</p>
            {checks.length === 0
              ? <p>✓ {t('count.checksGood')}</p>
              : (
                <div class="note" role="status">
                  <ul class="count-checks">{checks.map((check) => <li key={check.code + check.place}><b>{checkWords(check)}</b></li>)}</ul>
                  <p class="caption">{t('count.checksStay')}</p>
                </div>
              )}
            {start.problem !== null && <ProblemNote problem={start.problem} />}
            <div class="thumb"><ActButton primary disabled={start.busy} onPress={() => void start.submit()}>{word}</ActButton></div>
          </>
        );
      }}
    </Ready>
  );
}

function Counts({ title, items }: { title: string; items: readonly StocktakeItem[] }) {
  const now = serviceNow() ?? 0;
  return (
    <div class="count-list">
      <h3>{title}</h3>
      <ul class="rows">
        {items.map((count) => (
          <li key={count.number}>
            <a class="row card count-row value" href={address(['stocktake', String(count.number)])}>
              <b class="plate">{t('count.numbered', { n: count.number })}</b>
              <span class="plate">{placesWords(count.cabinets)}</span>
              <span class="plate">{count.expected === null ? t('count.seenOnly', { seen: count.matched }) : t('count.ofAll', { seen: count.matched, expected: count.expected })}</span>
              <span class="plate caption">{t(`count.stage.${count.stage}`)}</span>
              <span class="plate caption end">{moment(count.closedAt ?? count.beganAt, now, timeZone.value, language.value)} {count.countedName}{count.secondName !== null && <> · {count.secondName}</>}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
