import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { ownName, t } from '../i18n';

const SHOW_LOADING_MS = 300;
const SHOW_SLOW_MS = 5000;

/** Words in the place where the data will stand: nothing for 300 ms, then "Loading", after 5 s that it is slow. */
export function Loading() {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const first = setTimeout(() => setStage(1), SHOW_LOADING_MS);
    const second = setTimeout(() => setStage(2), SHOW_SLOW_MS);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  return <p class="loading" role="status">{stage === 0 ? '' : t(stage === 1 ? 'state.loading' : 'state.slow')}</p>;
}

/** What went wrong, what to do, the number for support; beside the thing that failed. */
export function ProblemNote({ problem, again }: { problem: Problem; again?: () => void }) {
  const todo = ownName(problem.doZh, problem.doEn);
  return (
    <div class="note note-bad" role="alert">
      <p><b>{ownName(problem.titleZh, problem.titleEn)}</b></p>
      {todo !== '' && <p>{todo}</p>}
      {problem.number !== null && <p class="caption">{t('state.number', { number: problem.number })}</p>}
      {again !== undefined && <button type="button" class="button" onClick={again}>{t('state.again')}</button>}
    </div>
  );
}

/** One sentence why there is nothing, and one thing to do next. */
export function Empty({ why, children }: { why: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{why}</p>
      {children}
    </div>
  );
}

interface Loaded<T> { data: T | null; problem: Problem | null; reload?: () => void }

/** Draws data when it is there; words in its place while it is not. Old data stays in view beside a problem. */
export function Ready<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  if (of.data === null) {
    return of.problem === null ? <Loading /> : <ProblemNote problem={of.problem} again={of.reload} />;
  }
  return (
    <>
      {of.problem !== null && of.problem.status !== 0 && <ProblemNote problem={of.problem} again={of.reload} />}
      {children(of.data)}
    </>
  );
}
