import { t } from '../i18n';
import { age, duration, ticksEachSecond, untilLong } from '../format/age';
import { minutes, seconds, serviceNow } from '../state/clock';
import { language } from '../state/screen';

/** The service's time, read so that the caller is drawn again when a text of this age changes. */
export function nowFor(instantMs: number): number | null {
  const now = serviceNow();
  if (now === null) return null;
  if (ticksEachSecond(Math.abs(now - instantMs))) void seconds.value;
  else void minutes.value;
  return now;
}

/** "4 s ago". Nothing is said before the service's time is known. */
export function Age({ at }: { at: string | null }) {
  if (at === null) return <span class="age">{t('age.never')}</span>;
  const instant = Date.parse(at);
  const now = nowFor(instant);
  return <time class="age" dateTime={at}>{now === null ? '' : age(now - instant, language.value)}</time>;
}

/** "6 min": how long something lasts already. */
export function Since({ at }: { at: string }) {
  const instant = Date.parse(at);
  const now = nowFor(instant);
  return <time class="since" dateTime={at}>{now === null ? '' : duration(now - instant, language.value)}</time>;
}

/** How long a bag is still good, or for how long it is not any more. */
export function TimeLeft({ expiresAt }: { expiresAt: string }) {
  const instant = Date.parse(expiresAt);
  const now = nowFor(instant);
  if (now === null) return null;
  const left = instant - now;
  const key = left > 0 ? 'age.in' : 'age.expiredFor';
  return <time class={left > 0 ? 'left' : 'left over'} dateTime={expiresAt}>{t(key, { time: untilLong(Math.abs(left), language.value) })}</time>;
}
