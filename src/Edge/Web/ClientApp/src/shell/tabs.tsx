import { t, type Key } from '../i18n';
import { useOpenAlarms } from '../state/alarms';
import { address, route } from '../state/router';
import { cls } from '../ui/cls';

/** Tabs in the order of their keys Alt+1, Alt+2, … The page names after each are its subpages. */
export const TABS: readonly { page: string; key: Key; also: readonly string[]; phone: boolean; icon: string }[] = [
  { page: 'stock', key: 'tab.stock', also: ['units', 'tags'], phone: true, icon: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z' },
  { page: 'find', key: 'tab.find', also: ['unit', 'set'], phone: true, icon: 'M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 21 21' },
  { page: 'stocktake', key: 'tab.stocktake', also: [], phone: true, icon: 'M6 4h12v17H6zM9 3h6v3H9zM9 12l2 2 4-4M9 18h6' },
  { page: 'station', key: 'tab.station', also: ['transfers', 'notices', 'picks', 'slip', 'labels'], phone: false, icon: 'M7 4v13M3 13l4 4 4-4M17 20V7M13 11l4-4 4 4' },
  { page: 'coldchain', key: 'tab.coldChain', also: ['fridges', 'excursions'], phone: true, icon: 'M10 4a2 2 0 0 1 4 0v9.500a4.5 4.5 0 1 1-4 0zM12 9v8' },
  { page: 'alarms', key: 'tab.alarms', also: [], phone: false, icon: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4' },
  { page: 'more', key: 'tab.more', also: ['devices', 'accounts', 'keys', 'settings', 'password', 'audit', 'quality', 'tables'], phone: true, icon: 'M5 12h.01M12 12h.01M19 12h.01' },
];

export function Tabs() {
  const open = useOpenAlarms().data?.items.length ?? 0;
  const current = route.value.segments[0] ?? 'stock';
  return (
    <nav class="tabs" aria-label={t('tab.all')}>
      {TABS.map((tab) => {
        const here = tab.page === current || tab.also.includes(current);
        return (
          <a key={tab.page} class={cls('tab', here && 'here', !tab.phone && 'wide-only')} href={address([tab.page])} aria-current={here ? 'page' : undefined}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={tab.icon} /></svg>
            <span>{t(tab.key)}{tab.page === 'alarms' && open > 0 && <b class="tab-count"> {open}</b>}</span>
          </a>
        );
      })}
    </nav>
  );
}
