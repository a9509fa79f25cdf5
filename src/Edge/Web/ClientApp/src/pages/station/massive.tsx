import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api } from '../../api/generated';
import { t } from '../../i18n';
import { takeScans } from '../../scan/scanner';
import { changed, useResource } from '../../state/resource';
import { session } from '../../state/session';
import { ActButton } from '../../ui/button';
import { Field } from '../../ui/field';
import { ProblemNote, Ready } from '../../ui/notice';
import { Picks } from '../../ui/picks';
import { useSubmit } from '../../ui/submit';
import { StationHead } from './head';
import { wardOf } from './ward';

/** Begins and ends a massive transfusion: everything that leaves is captured without a question, and settled afterwards. */
export function Massive() {
  const massive = useResource(api.getMassiveTransfusion(), ['stock', 'unit']);
  const [destination, setDestination] = useState('');
  const [physician, setPhysician] = useState('');
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind !== 'detail' || scanned.detail === 'order') return null;
    if (scanned.detail === 'ward') setDestination(wardOf(scanned.text));
    else setPhysician(scanned.text);
    return { key: 'scan.read', text: scanned.text };
  }), []);
  const act = useSubmit(async () => {
    await send(massive.data?.current === null ? api.beginMassiveTransfusion({ destination, physician }) : api.endMassiveTransfusion(), newKey());
    changed('stock', 'unit');
  });
  return (
    <section class="station">
      <h2 class="unseen">{t('massive.title')}</h2>
      <StationHead open="massive" />
      <div class="double-frame card massive-panel">
        <b>{t('massive.title')}</b>
        <p>{t('massive.how')}</p>
        <Ready of={massive}>
          {({ current }) => (
            <>
              {current === null && (
                <>
                  <Field label={t('station.destination')} value={destination} onInput={setDestination} />
                  <Picks label={t('station.destination')} values={session.value?.site.wards ?? []} picked={destination} onPick={setDestination} />
                  <Field label={t('station.physician')} value={physician} onInput={setPhysician} />
                </>
              )}
              <div class="thumb">
                <ActButton primary disabled={act.busy || (current === null && (destination.trim() === '' || physician.trim() === ''))} onPress={() => void act.submit()}>
                  {t(current === null ? 'massive.begin' : 'massive.end')}
                </ActButton>
                {current === null && (destination.trim() === '' || physician.trim() === '') && (
                  <span class="caption">{t('station.owed', { what: t(destination.trim() === '' ? 'station.destination' : 'station.physician') })}</span>
                )}
              </div>
            </>
          )}
        </Ready>
        {act.problem !== null && <ProblemNote problem={act.problem} />}
      </div>
    </section>
  );
}
