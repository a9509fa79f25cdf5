import { useEffect, useRef, useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type CommissioningView, type FigureView, type ListeningView, type PointView, type ShelfSide } from '../../api/generated';
import { number } from '../../format/number';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { go } from '../../state/router';
import { ActButton, Button } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Field } from '../../ui/field';
import { ProblemNote } from '../../ui/notice';
import { Picks } from '../../ui/picks';
import { useSubmit } from '../../ui/submit';
import { dbm, heardWords, shortTag, SIDES, whyWords, within } from './words';

const SILENT_SECONDS = 20;

interface At { shelf: string; side: ShelfSide }
const same = (a: At | null, b: At | null): boolean => a !== null && b !== null && a.shelf === b.shelf && a.side === b.side;

/** One instruction at a time; what each antenna hears beside it, and the shelves with what was found so far. */
export function Walk({ walk, reload }: { walk: CommissioningView; reload: () => void }) {
  const [chosen, setChosen] = useState<At | null>(null);
  const listening = walk.listening;
  const was = useRef<At | null>(null);
  useEffect(() => {
    if (listening === null && was.current !== null) setChosen(null); // the point is over: on to the next
    was.current = listening;
  }, [listening === null]);
  const at: At | null = listening ?? chosen ?? walk.next;
  const done = walk.points.filter((point) => point.finding !== null);
  return (
    <>
      <div class="walk-two">
        <div class="card panel">
          {at === null ? <Finish walk={walk} reload={reload} /> : <Instruction key={at.shelf + at.side} walk={walk} at={at} reload={reload} />}
        </div>
        {listening !== null ? <Figures walk={walk} figures={listening.figures} /> : done.length > 0 && <Last walk={walk} point={lastOf(walk, chosen, done)} />}
      </div>
      <Shelves walk={walk} at={at} onPick={(point) => listening === null && setChosen(point)} />
      <Abandon walk={walk} />
    </>
  );
}

/** What stands beside the instruction: the point that was picked, or the one before the next. */
function lastOf(walk: CommissioningView, chosen: At | null, done: readonly PointView[]): PointView {
  const picked = done.find((point) => same(point, chosen));
  if (picked !== undefined) return picked;
  const next = walk.points.findIndex((point) => same(point, walk.next));
  return [...walk.points].slice(0, next < 0 ? undefined : next).reverse().find((point) => point.finding !== null) ?? done[0]!;
}

function Instruction({ walk, at, reload }: { walk: CommissioningView; at: At; reload: () => void }) {
  const [skipping, setSkipping] = useState(false);
  const [reason, setReason] = useState('');
  const listening = walk.listening;
  const listen = useSubmit(async () => {
    await send(api.listenAtPoint(walk.number, at), newKey());
    reload();
  });
  const skip = useSubmit(async () => {
    await send(api.skipPoint(walk.number, { ...at, reason: reason.trim() }), newKey());
    setSkipping(false);
    reload();
  });
  const index = walk.points.findIndex((point) => same(point, at));
  const isDone = walk.points[index]?.finding !== null;
  return (
    <>
      <p class="caption">{t('walk.pointOf', { n: index + 1, of: walk.points.length })}</p>
      <p class="walk-say">{t('walk.put', { tag: shortTag(walk.tag), place: within(walk.cabinet, at.shelf), side: t(`walk.side.${at.side}`) })}</p>
      <p class="walk-then">{t('walk.shut')}</p>
      {listening !== null && <Progress listening={listening} />}
      {listen.problem !== null && <ProblemNote problem={listen.problem} />}
      <div class="thumb">
        <ActButton needs="devices" primary={listening === null} disabled={listen.busy} onPress={() => void listen.submit()}>
          {t(listening !== null || isDone ? 'walk.again' : 'walk.listen')}
        </ActButton>
        <Button pressed={skipping} onPress={() => setSkipping(!skipping)}>{t('walk.skip')}</Button>
      </div>
      {skipping && (
        <div class="panel">
          <Field label={t('walk.skipWhy')} value={reason} onInput={setReason} />
          <Picks label={t('walk.skipWhy')} values={[t('walk.skipReason.box'), t('walk.skipReason.shelf'), t('walk.skipReason.antenna')]} picked={reason} onPick={setReason} />
          {skip.problem !== null && <ProblemNote problem={skip.problem} />}
          <div class="inline"><ActButton needs="devices" disabled={skip.busy || reason.trim() === ''} onPress={() => void skip.submit()}>{t('walk.skip')}</ActButton></div>
        </div>
      )}
    </>
  );
}

/** Listening time, not the wall clock; and why it stands still. */
function Progress({ listening }: { listening: ListeningView }) {
  const part = Math.min(1, listening.seconds / listening.ofSeconds);
  return (
    <>
      <div class="count-bar" role="progressbar" aria-label={t('walk.seconds')} aria-valuemin={0} aria-valuemax={listening.ofSeconds} aria-valuenow={listening.seconds}>
        <i style={{ width: `${(part * 100).toFixed(1)}%` }} />
      </div>
      <p aria-live="polite">{t('walk.progress', { done: number(listening.seconds, 1), of: listening.ofSeconds })}</p>
      {listening.doorOpen && <p class="note"><b>{t('walk.doorOpen')}</b></p>}
      {!listening.doorOpen && listening.silentSeconds >= SILENT_SECONDS && <p class="note">{t('walk.silent', { n: Math.round(listening.silentSeconds) })}</p>}
      {!listening.doorOpen && listening.seconds === 0 && listening.deaf.length > 0 && listening.silentSeconds > 5 && (
        <p class="note">{listening.deaf.map((deaf) => t('walk.deaf', { place: place(deaf) })).join(' ')}</p>
      )}
    </>
  );
}

/** The cabinet from the door: each shelf with its three points, the present one marked. */
function Shelves({ walk, at, onPick }: { walk: CommissioningView; at: At | null; onPick: (at: At) => void }) {
  const shelves = [...new Set(walk.points.map((point) => point.shelf))];
  return (
    <div class="card panel">
      <h3>{t('walk.points')}</h3>
      <ol class="walk-shelves">
        {shelves.map((shelf) => (
          <li key={shelf}>
            <span class="caption">{within(walk.cabinet, shelf)}</span>
            <div class="walk-sides">
              {SIDES.map((side) => {
                const point = walk.points.find((each) => same(each, { shelf, side }));
                if (point === undefined) return null;
                const face = faceOf(point);
                return (
                  <button
                    key={side} type="button" class={cls('button walk-point', same(at, point) && 'chosen', point.finding !== null && point.finding !== 'good' && 'walk-bad')}
                    aria-pressed={same(at, point)} aria-label={`${place(shelf)} ${point.finding === null ? '' : t(`walk.side.${side}`)} ${face.join(' ')} ${nameless(point)}`}
                    onClick={() => onPick({ shelf, side })}
                  >
                    <span>{face[0]}</span>
                    {face.length > 1 ? <b>{face[1]}</b> : point.finding === 'good' && <b aria-hidden="true">✓</b>}
                  </button>
                );
              })}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A point that nobody has walked shows its side; one that was, what its own antenna heard, and what is wrong there. */
function faceOf({ finding, side, own }: PointView): readonly string[] {
  if (finding === null) return [t(`walk.side.${side}`)];
  if (finding === 'skipped') return [t('walk.finding.skipped')];
  return finding === 'good' ? [heardWords(own)] : [heardWords(own), t(`walk.finding.${finding}`)];
}

/** What a colour or a sign says, for who does not see it. */
function nameless({ finding }: PointView): string {
  return finding === null ? t('walk.open') : finding === 'good' ? t('walk.finding.good') : '';
}

function Last({ walk, point }: { walk: CommissioningView; point: PointView }) {
  return (
    <div class="card panel">
      <p><b>{within(walk.cabinet, point.shelf)} · {t(`walk.side.${point.side}`)}: {t(`walk.finding.${point.finding ?? 'skipped'}`)}</b> <span class="caption">{whyWords(point)}</span></p>
      {point.figures.length > 0 && <FigureTable cabinet={walk.cabinet} figures={point.figures} />}
    </div>
  );
}

function Figures({ walk, figures }: { walk: CommissioningView; figures: readonly FigureView[] }) {
  return <div class="card panel"><h3>{t('walk.heard')}</h3><FigureTable cabinet={walk.cabinet} figures={figures} /></div>;
}

function FigureTable({ cabinet, figures }: { cabinet: string; figures: readonly FigureView[] }) {
  return (
    <table class="walk-table">
      <thead><tr><th>{t('walk.antenna')}</th><th>{t('walk.share')}</th><th>{t('walk.rate')}</th><th>{t('walk.strength')}</th></tr></thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={`${figure.reader}/${figure.port}`} class={cls(figure.own && 'walk-own')}>
            <td>{within(cabinet, figure.hears)}{figure.own && <b> {t('walk.own')}</b>}</td>
            <td>{heardWords(figure)}</td>
            <td>{number(figure.readsPerSecond, 1)}</td>
            <td>{dbm(figure.rssiDbm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Finish({ walk, reload }: { walk: CommissioningView; reload: () => void }) {
  const finish = useSubmit(async () => {
    await send(api.finishCommissioning(walk.number), newKey());
    reload();
  });
  return (
    <>
      <p class="walk-say">{t('walk.allDone')}</p>
      {finish.problem !== null && <ProblemNote problem={finish.problem} />}
      <div class="thumb"><ActButton needs="devices" primary disabled={finish.busy} onPress={() => void finish.submit()}>{t('walk.finish')}</ActButton></div>
    </>
  );
}

function Abandon({ walk }: { walk: CommissioningView }) {
  const [leaving, setLeaving] = useState(false);
  const [reason, setReason] = useState('');
  const abandon = useSubmit(async () => {
    await send(api.abandonCommissioning(walk.number, { reason: reason.trim() }), newKey());
    go(['commissioning']);
  });
  return (
    <>
      <div class="inline"><Button pressed={leaving} onPress={() => setLeaving(!leaving)}>{t('walk.abandon')}</Button></div>
      {leaving && (
        <div class="card panel">
          <Field label={t('walk.abandonWhy')} value={reason} onInput={setReason} />
          {abandon.problem !== null && <ProblemNote problem={abandon.problem} />}
          <div class="inline"><ActButton needs="devices" harmful disabled={abandon.busy || reason.trim() === ''} onPress={() => void abandon.submit()}>{t('walk.abandon')}</ActButton></div>
        </div>
      )}
    </>
  );
}
