import type { StorageClockView } from '../api/generated';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { seconds, serviceNow } from '../state/clock';

more(station);

/** Minutes out of storage: this time, or the longest that is over. Begun minutes count. Null: it never was out. */
export function useOutMinutes(clock: StorageClockView | null): number | null {
  if (clock === null) return null;
  void seconds.value; // a limit is passed within a second
  const now = serviceNow();
  const running = clock.since === null || now === null ? 0 : (now - Date.parse(clock.since)) / 1000;
  return Math.ceil(Math.max(running, clock.longestSeconds, 0) / 60);
}

/** "out of storage 26 of 30 min, 1 time": never a bare figure, its limit stands beside it. */
export function OutClock({ clock }: { clock: StorageClockView | null }) {
  const out = useOutMinutes(clock);
  if (clock === null || out === null) return <>{t('out.never')}</>;
  const times = t('out.times', { n: clock.times });
  if (clock.limitSeconds === null) return <>{t('out.noLimit', { n: out })} · {times}</>;
  const limit = Math.floor(clock.limitSeconds / 60);
  return <><b>{t('out.ofLimit', { n: out, limit })}</b> · {out > limit ? t('out.over', { n: out - limit }) : t('out.left', { n: limit - out })} · {times}</>;
}
