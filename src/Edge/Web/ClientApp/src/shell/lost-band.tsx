import { hourMinuteSecond } from '../format/time';
import { t } from '../i18n';
import { connection, lastHeard } from '../state/clock';
import { timeZone } from '../state/session';

/** Over the whole page within 5 s of the last beat. What was last known stays below it, hatched. */
export function LostBand() {
  if (connection.value !== 'lost') return null;
  const heard = lastHeard.value;
  return (
    <div class="lost-band" role="alert">
      <b>{heard === null ? t('lost.never') : t('lost.since', { time: hourMinuteSecond(heard, timeZone.value) })}</b>
      <span>{t('lost.locked')}</span>
    </div>
  );
}
