import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asProblem } from '../api/client';
import type { Problem } from '../api/problem';
import { Loading, ProblemNote } from './notice';

/** A part of the pages that is fetched when it is first shown: the plot's code is as large as all the rest. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded);
    const [problem, setProblem] = useState<Problem | null>(null);
    const fetchPart = (): void => {
      setProblem(null);
      load().then((part) => {
        loaded = part;
        setPart(() => part);
      }).catch((error: unknown) => setProblem(asProblem(error)));
    };
    useEffect(() => {
      if (loaded === null) fetchPart();
    }, []);
    if (Part !== null) return <Part {...props} />;
    return problem === null ? <Loading /> : <ProblemNote problem={problem} again={fetchPart} />;
  };
}
