import { newKey, send } from '../../api/client';
import { api } from '../../api/generated';
import { t } from '../../i18n';
import { changed, useResource } from '../../state/resource';
import { ActButton } from '../../ui/button';
import { ProblemNote } from '../../ui/notice';
import { useSubmit } from '../../ui/submit';

/** Begins and ends a massive transfusion: one touch, for the same ward and physician as an emergency release. */
export function MassivePanel({ destination, physician }: { destination: string; physician: string }) {
  const massive = useResource(api.getMassiveTransfusion(), ['stock', 'unit']).data;
  const act = useSubmit(async () => {
    const going = massive?.current !== null;
    await send(going ? api.endMassiveTransfusion() : api.beginMassiveTransfusion({ destination, physician }), newKey());
    changed('stock', 'unit');
  });
  if (massive === null) return null;
  const ready = massive.current !== null || (destination.trim() !== '' && physician.trim() !== '');
  return (
    <div class="double-frame">
      <b>{t('massive.title')}</b>
      <p class="caption">{t('massive.how')}</p>
      <ActButton disabled={!ready || act.busy} onPress={() => void act.submit()}>{t(massive.current === null ? 'massive.begin' : 'massive.end')}</ActButton>
      {act.problem !== null && <ProblemNote problem={act.problem} />}
    </div>
  );
}
