import { useState } from 'preact/hooks';
import { asProblem } from '../api/client';
import type { Problem } from '../api/problem';

/** One attempt at a time; what was typed stays when it fails. `submit` fits a form and a button. */
export function useSubmit(act: () => Promise<void>): { busy: boolean; problem: Problem | null; submit: (event?: Event) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return { busy, problem, submit };
}
