import { dateTime, zoneName } from '../format/time';
import { ownName, t, type Key } from '../i18n';
import { minutes } from '../state/clock';
import { route } from '../state/router';
import { language } from '../state/screen';
import { site, timeZone } from '../state/session';
import { TABS } from './tabs';

/** Stands on paper only: which site, which page, when. */
export function PrintHead() {
  const page = route.value.segments[0] ?? 'stock';
  const title: Key = TABS.find((tab) => tab.page === page || tab.also.includes(page))?.key ?? 'app.title';
  const now = minutes.value === null ? null : minutes.value * 60_000;
  return (
    <div class="print-head" aria-hidden="true">
      <b>{ownName(site.value?.nameZh ?? null, site.value?.nameEn ?? null)}</b>
      <span>{t(title)}</span>
      {now !== null && <span>{dateTime(now, timeZone.value, language.value)} {zoneName(now, timeZone.value)}</span>}
    </div>
  );
}
