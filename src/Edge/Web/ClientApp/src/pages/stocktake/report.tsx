import { useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type DifferenceAction, type StocktakeView } from '../../api/generated';
import { dateTime } from '../../format/time';
import { ownName, t } from '../../i18n';
import { place } from '../../state/cabinets';
import { changed } from '../../state/resource';
import { address } from '../../state/router';
import { language } from '../../state/screen';
import { person, timeZone } from '../../state/session';
import { ActButton, Button } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Din } from '../../ui/din';
import { SignProblem } from '../../ui/badge';
import { SignHere, useSigned } from '../../ui/sign-here';
import { Subject, Troubles } from './live';
import { Sums } from './sums';
import { missingWords, classWords } from './words';

const DIN_LENGTH = 13;
const ACTIONS: readonly DifferenceAction[] = ['found', 'lost', 'move', 'quarantine', 'note'];

/** What came out, who answers for it, and the same on paper and as files for ever. */
export function Report({ count }: { count: StocktakeView }) {
  return (
    <>
      <div class="two">
        <Sums count={count} />
        <Outcome count={count} />
      </div>
      <Signatures count={count} />
      <Troubles count={count} />
      <RowList count={count} />
      {count.stage === 'closed' && <Matches count={count} />}
    </>
  );
}

function Outcome({ count }: { count: StocktakeView }) {
  const at = (instant: string | null): string => (instant === null ? '—' : dateTime(instant, timeZone.value, language.value));
  const decided = (action: DifferenceAction): number => count.rows.filter((row) => row.action === action).length;
  return (
    <div class="card panel">
      <p>
        {[t('count.summary.matched', { n: count.matched }), ...ACTIONS.filter((action) => decided(action) > 0).map((action) => t(`count.summary.${action}`, { n: decided(action) })),
          ...(count.stray > 0 ? [t('count.summary.stray', { n: count.stray })] : [])].join(language.value === 'zh' ? '，' : ', ')}
      </p>
      {count.moving.length > 0 && <p class="caption">{t('count.moving', { n: count.moving.length })}</p>}
      {count.stage === 'closed' && <p>{t('count.adjusted')} ✓</p>}
      <dl class="facts">
        <div><dt>{t('count.began')}</dt><dd>{at(count.beganAt)}</dd></div>
        {count.endedAt !== null && <div><dt>{t('count.ended')}</dt><dd>{at(count.endedAt)}</dd></div>}
        {count.closedAt !== null && <div><dt>{t('count.closedAt')}</dt><dd>{at(count.closedAt)}</dd></div>}
        <div><dt>{t('count.readers')}</dt><dd>{t(`count.mode.${count.readerMode}` as 'count.mode.watch')}</dd></div>
      </dl>
    </div>
  );
}

function Signatures({ count }: { count: StocktakeView }) {
  const [other, setOther] = useState(false);
  const sign = useSigned(async (signer) => {
    await send(api.signStocktake(count.number), newKey(), signer);
    changed('stocktake', 'unit', 'stock');
  });
  const mine = person.value?.displayName === count.signedName;
  return (
    <div class="card panel">
      <dl class="facts">
        <div><dt>{t('count.countedBy')}</dt><dd><b>{count.signedName ?? t('count.notSigned')}</b> {count.signedAt !== null && dateTime(count.signedAt, timeZone.value, language.value)}</dd></div>
        <div><dt>{t('count.secondPerson')}</dt><dd><b>{count.secondName ?? t('count.notSigned')}</b> {count.closedAt !== null && dateTime(count.closedAt, timeZone.value, language.value)}</dd></div>
      </dl>
      {count.wants === 'second' && <p class="caption">{t('count.secondHow')}</p>}
      {sign.problem !== null && <SignProblem problem={sign.problem} />}
      {count.wants === 'second' && (mine || other) && (
        <SignHere act={t('count.signClose')} disabled={sign.busy} onSign={sign.sign} />
      )}
      <div class="thumb">
        {count.wants !== null && !(count.wants === 'second' && (mine || other)) && (
          <ActButton primary disabled={sign.busy} onPress={() => void sign.submit()}>{t(count.wants === 'counter' ? 'count.sign' : 'count.signClose')}</ActButton>
        )}
        {count.wants === 'second' && !mine && <Button pressed={other} onPress={() => setOther(!other)}>{t('sign.other')}</Button>}
        {count.wants === 'counter' && <a class="button" href={address(['stocktake', String(count.number)])}>{t('count.signBack')}</a>}
        <Button onPress={() => print()}>{t('count.print')}</Button>
        <a class="button" href={`/api/v1/stocktakes/${count.number}/report.csv`} download={`stocktake-${count.number}.csv`}>{t('count.print.csv')}</a>
        <a class="button" href={`/api/v1/stocktakes/${count.number}`} download={`stocktake-${count.number}.json`}>{t('count.print.json')}</a>
      </div>
    </div>
  );
}

function RowList({ count }: { count: StocktakeView }) {
  if (count.rows.length === 0) return <p>{t('count.noDifference')}</p>;
  return (
    <>
      <h3>{t('count.differences')}</h3>
      <ul class="rows">
        {count.rows.map((row) => (
          <li key={row.subject} class="row card difference-row decided">
            <span class="count-row-what"><Subject row={row} /></span>
            <span><b>{classWords(row)}</b>{row.classes.includes('missing') && (row.chanceAbsent !== null || row.watch !== null) && <span class="caption">{missingWords(row)}</span>}</span>
            <span class="caption">
              {row.place !== null && <span class="difference-place">{place(row.place)}</span>}
              {row.was !== null && <span>{t('count.inLedger', { place: place(row.was) })}</span>}
            </span>
            <span class="difference-done">
              {row.action !== null && <b>{t('count.decided', { action: t(`count.action.${row.action}`), name: row.actionName ?? '' })}</b>}
              {row.note !== null && <span class="caption">{row.note}</span>}
              {row.refused !== null && <b>{t('count.refused', { why: ownName(row.refused.zh, row.refused.en) })}</b>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** On paper every bag is named; on the screen they are one tap away. */
function Matches({ count }: { count: StocktakeView }) {
  const [open, setOpen] = useState(false);
  if (count.matches.length === 0) return null;
  return (
    <div class="card panel count-matches">
      <h3>{t('count.matches')} {count.matches.length}</h3>
      <Button pressed={open} onPress={() => setOpen(!open)}>{t('count.list')}</Button>
      <ul class={cls(!open && 'print-only')}>
        {count.matches.map((unit) => <li key={unit}><a href={address(['unit', unit])}><Din din={unit.slice(0, DIN_LENGTH)} /> <span class="caption">{unit.slice(DIN_LENGTH)}</span></a></li>)}
      </ul>
    </div>
  );
}
