import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type RefusalView } from '../../api/generated';
import { shortDin } from '../../format/din';
import { ownName, t } from '../../i18n';
import { changed } from '../../state/resource';
import { ActButton } from '../../ui/button';
import { ProblemNote } from '../../ui/notice';
import { useSubmit } from '../../ui/submit';

const SHOWN_MS = 10_000;

/** How an undo went: how many bags it took back, and what is to be said beside some. */
export interface Undone { bags: number; said: readonly { unit: string; words: RefusalView }[] }

/** For ten seconds: takes the act back. That is an event of its own; later the bag's history offers the same. */
export function UndoButton({ steps, onDone }: { steps: readonly { unit: string; seq: number }[]; onDone: (undone: Undone) => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  const [key] = useState(newKey); // a second press after a lost answer does nothing twice
  const undo = useSubmit(async () => {
    const answers = await Promise.all(steps.map(({ unit, seq }) => send(api.takeBackStep(unit, { seq, reason: t('station.undoReason') }), `${key}-${unit}`)));
    const results = answers.flatMap((answer) => answer.results);
    changed('stock', 'unit', 'fridge');
    onDone({
      bags: results.filter((result) => result.accepted).length,
      said: results.flatMap(({ unit, refusal, note }) => [refusal, note].flatMap((words) => (words === null ? [] : [{ unit, words }]))),
    });
  });
  if (over && undo.problem === null) return null;
  return (
    <>
      <ActButton disabled={undo.busy} onPress={() => void undo.submit()}>{t('station.undo')}</ActButton>
      {undo.problem !== null && <ProblemNote problem={undo.problem} />}
    </>
  );
}

/** Beside each bag that was not taken back, or is not as before: why, and what to do. */
export function UndoneNotes({ said }: { said: Undone['said'] }) {
  return (
    <>
      {said.map(({ unit, words }) => (
        <p key={unit} class="note note-bad" role="alert"><b>{shortDin(unit.slice(0, 13))}</b> {ownName(words.zh, words.en)} {ownName(words.doZh, words.doEn)}</p>
      ))}
    </>
  );
}
