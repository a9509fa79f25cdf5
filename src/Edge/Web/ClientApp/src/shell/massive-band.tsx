import { api } from '../api/generated';
import { t } from '../i18n';
import { useResource } from '../state/resource';
import { address } from '../state/router';

/** Stands over every page as long as a massive transfusion goes on, and while papers are owed for what left. */
export function MassiveBand() {
  const massive = useResource(api.getMassiveTransfusion(), ['stock', 'unit']).data;
  if (massive === null || (massive.current === null && massive.captured === 0)) return null;
  const { current, captured, emergenciesOwed } = massive;
  return (
    <div class="massive-band" role="status">
      <b>{current === null
        ? t('massive.owed', { n: captured + emergenciesOwed })
        : t('massive.on', { destination: current.destination, physician: current.physician, n: captured })}</b>
      <a class="button" href={address(['units'], { filter: 'toReconcile' })}>{t('massive.settle')}</a>
    </div>
  );
}
