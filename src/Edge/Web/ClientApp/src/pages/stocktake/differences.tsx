import { useRef, useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type DifferenceAction, type DifferenceView, type StocktakeView } from '../../api/generated';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { changed } from '../../state/resource';
import { go } from '../../state/router';
import { ActButton, Button } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Field } from '../../ui/field';
import { ProblemNote } from '../../ui/notice';
import { Picks } from '../../ui/picks';
import { useSubmit } from '../../ui/submit';
import { Subject, Troubles } from './live';
import { Sums } from './sums';
import { missingWords, classWords, placesWords } from './words';

/** What differs, one proposal a row; a person decides each. Nothing changes the ledger before the signatures. */
export function Differences({ count }: { count: StocktakeView }) {
  const open = count.rows.filter((row) => row.needsDecision && row.action === null).length;
  const missing = count.missing ?? 0;
  const again = useSubmit(async () => {
    await send(api.continueStocktake(count.number), newKey());
    changed('stocktake');
  });
  return (
    <>
      <Sums count={count} />
      {count.advice !== null && missing > 0 && (
        <p class="note">{t(`count.advice.${count.advice}`)}{count.toOpen.length > 0 && <><br /><b>{t('count.toOpen', { places: placesWords(count.toOpen) })}</b></>}</p>
      )}
      <Troubles count={count} />
      <p class="caption">{t('count.nothingYet')}</p>
      <h3>{count.rows.length === 0 ? t('count.noDifference') : t('count.differences')}</h3>
      <ul class="rows">{count.rows.map((row) => <Row key={row.subject} count={count} row={row} />)}</ul>
      {again.problem !== null && <ProblemNote problem={again.problem} />}
      <div class="thumb">
        <ActButton primary disabled={open > 0} onPress={() => go(['stocktake', String(count.number)], { step: 'sign' })}>
          {open > 0 ? t('count.goOnOpen', { n: open }) : t('count.goOn')}
        </ActButton>
        {missing > 0 && <ActButton disabled={again.busy} onPress={() => void again.submit()}>{t('count.readAgain', { n: missing })}</ActButton>}
      </div>
    </>
  );
}

/** What a person may decide about a row, the likeliest first. */
function choices(row: DifferenceView): DifferenceAction[] {
  if (row.classes.includes('missing')) return ['found', 'lost', 'note'];
  const fitting: DifferenceAction[] = [];
  if (row.classes.includes('misplaced')) fitting.push('move');
  if (row.unit !== null) fitting.push('quarantine');
  fitting.push('note');
  return row.proposal === null ? fitting : [row.proposal, ...fitting.filter((one) => one !== row.proposal)];
}

function Row({ count, row }: { count: StocktakeView; row: DifferenceView }) {
  const [deciding, setDeciding] = useState(false);
  const decided = row.action !== null;
  const missing = row.classes.includes('missing');
  return (
    <li class={cls('row card difference-row', decided && 'decided')}>
      <span class="count-row-what"><Subject row={row} /></span>
      <span><b>{classWords(row)}</b>{missing && !decided && <span class="caption">{missingWords(row)}</span>}</span>
      <span class="caption">
        {row.place !== null && <span class="difference-place">{place(row.place)}</span>}
        {row.was !== null && <span>{t('count.inLedger', { place: place(row.was) })}</span>}
      </span>
      {!row.needsDecision ? <span class="caption">{t('count.strayNote')}</span> : decided && !deciding
        ? <span class="difference-done"><b>✓ {t('count.decided', { action: t(`count.action.${row.action!}`), name: row.actionName ?? '' })}</b>{row.note !== null && <span class="caption">{row.note}</span>}</span>
        : null}
      {row.needsDecision && (decided || missing) && <Button pressed={deciding} onPress={() => setDeciding(!deciding)}>{t(decided ? 'count.decideAnew' : 'count.decide')}</Button>}
      {row.needsDecision && (deciding || (!decided && !missing)) && <Decide count={count} row={row} onDone={() => setDeciding(false)} />}
    </li>
  );
}

function Decide({ count, row, onDone }: { count: StocktakeView; row: DifferenceView; onDone: () => void }) {
  const [note, setNote] = useState(row.note ?? '');
  const missing = row.classes.includes('missing');
  const wanted = useRef<DifferenceAction>('note');
  const decide = useSubmit(async () => {
    await send(api.decideDifference(count.number, { subject: row.subject, action: wanted.current, note: note.trim() === '' ? null : note.trim() }), newKey());
    changed('stocktake');
    onDone();
  });
  const press = (action: DifferenceAction): void => {
    wanted.current = action;
    void decide.submit();
  };
  return (
    <div class="difference-decide">
      {missing && (
        <>
          <Field label={t('count.note')} value={note} onInput={setNote} hint={t('count.noteLost')} />
          <Picks label={t('count.note')} values={[t('count.noteLooked'), t('count.noteWard')]} picked={note} onPick={setNote} />
        </>
      )}
      <div class="inline">
        {choices(row).map((action) => (
          <ActButton key={action} disabled={decide.busy || (action === 'lost' && note.trim() === '')} onPress={() => press(action)}>
            {t(`count.action.${action}`)}{action === row.proposal && <span class="caption"> {t('count.proposal')}</span>}
          </ActButton>
        ))}
      </div>
      {decide.problem !== null && <ProblemNote problem={decide.problem} />}
    </div>
  );
}
