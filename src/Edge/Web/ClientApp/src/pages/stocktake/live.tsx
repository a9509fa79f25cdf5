import { useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type DifferenceView, type StocktakeView } from '../../api/generated';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { changed } from '../../state/resource';
import { go } from '../../state/router';
import { may } from '../../state/session';
import { ActButton, Button } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Din } from '../../ui/din';
import { Field } from '../../ui/field';
import { Group } from '../../ui/group';
import { ProblemNote } from '../../ui/notice';
import { useSteady } from '../../ui/steady';
import { useSubmit } from '../../ui/submit';
import { missingWords, classWords, clockOf, remarkWords, unheard } from './words';

const SHOWN = 60; // of a long list; the rest follows as the first are read

/** How many were seen, how many are probably still unheard, and which. It ends by itself. */
export function Live({ count }: { count: StocktakeView }) {
  const paused = count.stage === 'paused';
  const notSeen = count.rows.filter((row) => row.classes.includes('missing') && row.action !== 'found');
  const notExpected = count.rows.filter((row) => !row.classes.includes('missing') && !row.classes.includes('strayRead'));
  return (
    <>
      <div class={cls('card panel count-live value', paused && 'hatched')}>
        <p class="plate count-seen" aria-live="polite">
          {count.expected === null ? t('count.seenOnly', { seen: count.seenNow }) : t('count.seen', { seen: count.seenNow, expected: count.expected })}
        </p>
        {count.expected !== null && <Bar part={count.seenNow} of={count.expected} />}
        <Unheard count={count} />
        <p class="plate inline caption">
          {paused && <b>{t('count.stage.paused')}</b>}
          <span>{count.rounds === 0 ? t('count.noRound') : t('count.round', { n: count.rounds })}</span>
          <span>{t('count.time', { time: clockOf(count.secondsNow), limit: clockOf(count.timeLimitSeconds) })}</span>
        </p>
        {count.advice !== null && <p class="plate">{t(`count.advice.${count.advice}`)}</p>}
      </div>
      <Acts count={count} />
      <Troubles count={count} />
      {count.expected === null ? <p class="caption">{t('count.blindRuns')} {t('count.scanFinds')}</p> : (
        <div class="two">
          <Rows title={notSeen.length === 0 ? t('count.allSeen') : t('count.notSeen', { n: notSeen.length })} hint={notSeen.length === 0 ? '' : t('count.scanFinds')} rows={notSeen} />
          {notExpected.length > 0 && <Rows title={t('count.notExpected', { n: notExpected.length })} hint="" rows={notExpected} />}
        </div>
      )}
    </>
  );
}

function Bar({ part, of }: { part: number; of: number }) {
  const share = of === 0 ? 1 : part / of;
  return (
    <div class="count-bar plate" role="progressbar" aria-label={t('count.progress')} aria-valuemin={0} aria-valuemax={of} aria-valuenow={part}>
      <i style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </div>
  );
}

export function Unheard({ count }: { count: StocktakeView }) {
  if (count.expected === null) return null;
  const estimate = unheard(count);
  return <p class="plate count-unheard">{estimate === null ? t('count.unheardLater') : t('count.unheard', estimate)}</p>;
}

/** What could spoil the count: accepted at the start, or found out while it reads. */
export function Troubles({ count }: { count: StocktakeView }) {
  if (count.deaf.length === 0 && count.remarks.length === 0) return null;
  return (
    <ul class="count-troubles">
      {count.deaf.map((at) => <li key={at} class="hatched"><span class="plate">{t('count.deafPlace', { place: place(at) })}</span></li>)}
      {count.remarks.map((remark) => <li key={remark} class="caption">{remarkWords(remark)}</li>)}
    </ul>
  );
}

function Acts({ count }: { count: StocktakeView }) {
  const [leaving, setLeaving] = useState(false);
  const paused = count.stage === 'paused';
  const act = (write: () => Promise<unknown>) => async (): Promise<void> => {
    await write();
    changed('stocktake');
  };
  const pause = useSubmit(act(() => send(paused ? api.continueStocktake(count.number) : api.pauseStocktake(count.number), newKey())));
  const finish = useSubmit(act(() => send(api.finishStocktake(count.number), newKey())));
  const problem = pause.problem ?? finish.problem;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="thumb">
        <ActButton primary={!paused} disabled={finish.busy} onPress={() => void finish.submit()}>{t('count.finish')}</ActButton>
        <ActButton primary={paused} disabled={pause.busy} onPress={() => void pause.submit()}>{t(paused ? 'count.resume' : 'count.pause')}</ActButton>
        {paused && may('release') && <Button pressed={leaving} onPress={() => setLeaving(!leaving)}>{t('count.abandon')}</Button>}
      </div>
      {leaving && <Abandon count={count} />}
    </>
  );
}

export function Abandon({ count }: { count: StocktakeView }) {
  const [reason, setReason] = useState('');
  const abandon = useSubmit(async () => {
    await send(api.abandonStocktake(count.number, { reason }), newKey());
    changed('stocktake');
    go(['stocktake']);
  });
  return (
    <form class="card panel" onSubmit={(event) => void abandon.submit(event)}>
      <Field label={t('count.abandonWhy')} value={reason} onInput={setReason} />
      {abandon.problem !== null && <ProblemNote problem={abandon.problem} />}
      <div class="inline"><ActButton needs="release" harmful disabled={reason.trim() === '' || abandon.busy} onPress={() => void abandon.submit()}>{t('count.abandon')}</ActButton></div>
    </form>
  );
}

function Rows({ title, hint, rows }: { title: string; hint: string; rows: readonly DifferenceView[] }) {
  const steady = useSteady(rows, (row) => row.subject);
  return (
    <div class="card panel">
      <h3>{title}</h3>
      {hint !== '' && <p class="caption">{hint}</p>}
      <ul class="small-rows count-rows" onPointerDown={steady.onPointerDown}>
        {steady.items.slice(0, SHOWN).map((row) => (
          <li key={row.subject}>
            <span class="count-row-what"><Subject row={row} />{row.place !== null && <span class="caption">{place(row.place)}</span>}</span>
            <span class="end">{row.classes.includes('missing') ? missingWords(row) : classWords(row)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The bag by its number and group, or a tag that is no bag. */
export function Subject({ row }: { row: DifferenceView }) {
  if (row.unit === null) return <code class="uii">{row.tag ?? row.subject}</code>;
  return <><Din din={row.unit.din} check={row.unit.checkCharacter} /> <Group abo={row.unit.abo} rhD={row.unit.rhD} short /></>;
}
