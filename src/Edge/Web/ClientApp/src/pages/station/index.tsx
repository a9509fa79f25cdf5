import { useEffect, useState } from 'preact/hooks';
import { asProblem } from '../../api/client';
import type { Problem } from '../../api/problem';
import { more, t } from '../../i18n';
import { station } from '../../i18n/station';
import { handling } from '../../i18n/handling';
import { paper } from '../../i18n/paper';
import { receipt } from '../../i18n/receipt';
import { takeScans } from '../../scan/scanner';
import { address } from '../../state/router';
import { ActButton } from '../../ui/button';
import { Empty, ProblemNote } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { isOverruled, NEEDS, objection, owedBy } from './acts';
import { addByKey, scanOnto } from './add';
import { change, draftOf } from './draft';
import { Details, TypedNumber } from './details';
import { StationHead } from './head';
import { LineRow } from './line';
import { Massive } from './massive';
import { submit } from './submit';
import { TrayPanel } from './tray';
import { isAct, isIncoming, type Act } from './task';
import { UndoButton, UndoneNotes, type Undone } from './undo';

more({ ...station, ...handling, ...paper, ...receipt });

/** What comes, leaves or is destroyed has a paper. */
const PAPER: ReadonlySet<Act> = new Set(['receive', 'return', 'discard', 'issue', 'emergency', 'transfer', 'waste', 'supplier']);

export function Station({ act, query }: { act: string | undefined; query: URLSearchParams }) {
  return act === 'massive' ? <Massive /> : <ListedAct act={act} query={query} />;
}

/** Are these the right bags, and is each one allowed? A list by scan, one confirmation for all that are allowed. */
function ListedAct({ act: asked, query }: { act: string | undefined; query: URLSearchParams }) {
  const act = isAct(asked) ? asked : 'issue';
  const sent = query.get('unit');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [undo, setUndo] = useState<{ unit: string; seq: number }[]>([]);
  const [said, setSaid] = useState<Undone['said']>([]);
  const [slip, setSlip] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => takeScans((scanned) => {
    setDone(null);
    setUndo([]);
    setSaid([]);
    return scanOnto(act, scanned);
  }), [act]);
  useEffect(() => {
    setDone(null);
    setSaid([]);
    setProblem(null);
    const source = query.get('source');
    if (source !== null) change(act, (now) => ({ ...now, source })); // what came with a notice and is not on it says so
    if (sent === null) return;
    history.replaceState(null, '', address(['station', act])); // a reload does not put it on the list again
    void addByKey(act, sent);
  }, [act, sent]);

  const draft = draftOf(act);
  const ready = draft.lines.filter((line) => line.state === 'ready' && (line.refusal === null || isOverruled(act, line, draft)) && (line.unit === null || objection(act, line.unit) === null));
  const stopped = draft.lines.filter((line) => !ready.includes(line));
  const owed = owedBy(act, draft);
  const press = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setSaid([]);
    try {
      const accepted = await submit(act, ready);
      setDone(t(`station.done.${act}`, { n: accepted.length }));
      setSlip(PAPER.has(act) ? accepted[0]?.seq ?? null : null);
      setUndo(act === 'announce' || act === 'waste' ? [] : accepted); // a bag that left as waste has left
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const taken = (undone: Undone): void => {
    setUndo([]);
    setSaid(undone.said);
    setDone(undone.bags === 0 ? null : t('station.undone'));
  };
  return (
    <section class="station">
      <h2 class="unseen">{t('station.title')}</h2>
      {act === 'announce'
        ? <PageHead title={t('station.announce')} />
        : <StationHead open={act} />}
      <div class="station-body">
        <div class="station-form card panel">
          <Details act={act} />
          <TypedNumber act={act} />
        </div>
        <div class="station-list">
          {act !== 'announce' && <TrayPanel act={act} />}
          {done !== null && <p class="note note-done" role="status"><b>✓ {done}</b> {slip !== null && <a class="button" href={address(['slip', String(slip)])}>{t('slip.open')}</a>} {undo.length > 0 && <UndoButton key={undo[0]?.seq} steps={undo} onDone={taken} />}</p>}
          <UndoneNotes said={said} />
          {draft.lines.length === 0
            ? done === null && <Empty why={t(isIncoming(act) ? 'station.empty.receive' : 'station.empty.other')} />
            : (
              <>
                <p class="caption">{t('station.onList', { n: draft.lines.length })}</p>
                <ul class="rows">{[...ready, ...stopped].map((line) => <LineRow key={line.id} act={act} line={line} />)}</ul>
              </>
            )}
          {problem !== null && <ProblemNote problem={problem} />}
          <div class="thumb">
            <ActButton primary needs={NEEDS[act]} harmful={act === 'discard' || act === 'waste'} disabled={ready.length === 0 || owed !== null || busy} onPress={() => void press()}>
              {t(`station.do.${act}`, { n: ready.length })}
            </ActButton>
            {owed !== null && ready.length > 0 && <span class="caption">{t('station.owed', { what: owed })}</span>}
            {stopped.length > 0 && <span class="caption">{t('station.refusedStay', { n: stopped.length })}</span>}
          </div>
        </div>
      </div>
    </section>
  );
}
