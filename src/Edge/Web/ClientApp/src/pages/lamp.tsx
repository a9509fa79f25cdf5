import { useState } from 'preact/hooks';
import { asProblem, send } from '../api/client';
import { api } from '../api/generated';
import type { Problem } from '../api/problem';
import { t } from '../i18n';
import { useResource } from '../state/resource';
import { nowFor } from '../ui/age';
import { ActButton } from '../ui/button';
import { ProblemNote } from '../ui/notice';

/** Lights the lamp of a shelf, or of its fridge where the shelf has none. Without a lamp there is no button. */
export function ShelfLamp({ place }: { place: string }) {
  const { data, reload } = useResource(api.listLights());
  const [problem, setProblem] = useState<Problem | null>(null);
  const lamp = data?.items.find((light) => light.place === place) ?? data?.items.find((light) => light.place === place.split('/')[0]);
  if (lamp === undefined) return null;
  const burns = lamp.until !== null && (nowFor(Date.parse(lamp.until)) ?? 0) < Date.parse(lamp.until);
  const press = async (): Promise<void> => {
    setProblem(null);
    try {
      await send(api.setLight({ place: lamp.place, on: !burns }));
      reload();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <>
      <ActButton needs="lights" pressed={burns} onPress={() => void press()}>{t(burns ? 'find.lightOff' : 'find.light')}</ActButton>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
