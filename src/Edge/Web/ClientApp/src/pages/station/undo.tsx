import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api } from '../../api/generated';
import { t } from '../../i18n';
import { changed } from '../../state/resource';
import { ActButton } from '../../ui/button';
import { ProblemNote } from '../../ui/notice';
import { useSubmit } from '../../ui/submit';

const SHOWN_MS = 10_000;

/** For ten seconds: takes the act back. That is an event of its own; later the bag's history offers the same. */
export function UndoButton({ steps, onDone }: { steps: readonly { unit: string; seq: number }[]; onDone: () => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  const undo = useSubmit(async () => {
    const key = newKey();
    await Promise.all(steps.map(({ unit, seq }) => send(api.takeBackStep(unit, { seq, reason: t('station.undoReason') }), `${key}-${unit}`)));
    changed('stock', 'unit', 'fridge');
    onDone();
  });
  if (over && undo.problem === null) return null;
  return (
    <>
      <ActButton disabled={undo.busy} onPress={() => void undo.submit()}>{t('station.undo')}</ActButton>
      {undo.problem !== null && <ProblemNote problem={undo.problem} />}
    </>
  );
}
