import { t, type Key } from '../../i18n';
import { address, go } from '../../state/router';
import { Choice } from '../../ui/button';
import { cls } from '../../ui/cls';
import { ACTS, type Act } from './task';

const EVERYDAY = ACTS.filter((act) => act !== 'emergency');

/** What is done here: the everyday acts, and apart from them what is done in an emergency. */
export function StationHead({ open }: { open: Act | 'massive' }) {
  return (
    <div class="station-head">
      <Choice<Act | 'massive'> label={t('station.mode')} value={open} onPick={(next) => go(['station', next])} options={EVERYDAY.map((value) => ({ value, text: t(`station.${value}` as Key) }))} />
      <nav class="station-urgent" aria-label={t('station.urgent')}>
        {(['emergency', 'massive'] as const).map((value) => (
          <a key={value} class={cls('button double-frame', value === open && 'chosen')} aria-current={value === open ? 'page' : undefined} href={address(['station', value])}>{t(value === 'massive' ? 'massive.title' : 'station.emergency')}</a>
        ))}
      </nav>
    </div>
  );
}
