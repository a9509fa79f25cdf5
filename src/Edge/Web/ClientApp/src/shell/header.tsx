import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/generated';
import { number } from '../format/number';
import { hourMinute, hourMinuteSecond } from '../format/time';
import { named, ownName, t } from '../i18n';
import { news } from '../scan/scanner';
import { useOpenAlarms, inOrder } from '../state/alarms';
import { connection, minutes, seconds } from '../state/clock';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language, sound, theme } from '../state/screen';
import { person, signOut, site, timeZone } from '../state/session';
import { cls } from '../ui/cls';
import { AlarmShape } from '../ui/shape';
import { audible, testSound } from '../sound/tones';

export function Header() {
  const signedIn = person.value !== null;
  return (
    <header class="head">
      <h1 class="head-site">{ownName(site.value?.nameZh ?? null, site.value?.nameEn ?? null) || t('app.title')}</h1>
      <LiveClock />
      {signedIn && <AlarmBadge />}
      <ScannerNews />
      {signedIn && <SoundState />}
      {signedIn && <HubState />}
      {signedIn && <PersonMenu />}
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
}

function LiveClock() {
  const state = connection.value;
  const now = seconds.value;
  const word = state === 'live' ? 'head.live' : state === 'lost' ? 'head.lost' : 'head.starting';
  return (
    <p class={cls('head-live', `is-${state}`)}>
      <i class="dot" aria-hidden="true" />
      <span>{t(word)}</span>
      {now !== null && <time class="clock">{hourMinute(now * 1000, timeZone.value)}<span class="clock-seconds">{hourMinuteSecond(now * 1000, timeZone.value).slice(5)}</span></time>}
    </p>
  );
}

/** On a phone the alarm line is one shape in the header. */
function AlarmBadge() {
  const alarms = useOpenAlarms();
  const first = inOrder(alarms.data?.items ?? [])[0];
  if (first === undefined || connection.value === 'lost') return null;
  const count = alarms.data?.items.length ?? 0;
  return (
    <a class="head-alarm" href={address(['alarms'])}>
      <AlarmShape alarm={first} />
      <b>{count}</b><span class="unseen">{t('tab.alarms')}</span>
    </a>
  );
}

function ScannerNews() {
  const told = news.value;
  return (
    <p class={cls('head-scan', told === null && 'idle', told?.bad && 'is-bad')} role="status">
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 5v14M7 5v14M10 5v14M14 5v14M16 5v14M21 5v14" /></svg>
      <span>{told === null ? t('scan.ready') : t(told.key, { text: told.text, parts: told.text })}</span>
    </p>
  );
}

/** Says that this screen is mute: a browser sounds only after a touch, and sounds may be switched off. */
function SoundState() {
  if (sound.value === 'on' && audible.value) return null;
  return (
    <button type="button" class="head-button head-sound" aria-label={t('head.noSound')} onClick={() => { sound.value = 'on'; testSound(); }}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9h4l5-4v14l-5-4H4zM17 9l5 6M22 9l-5 6" /></svg>
      <span>{t('head.noSound')}</span>
    </button>
  );
}

function HubState() {
  const hub = useResource(api.getHub(), ['hub']).data;
  if (hub === null) return null;
  const key = !hub.configured ? 'head.hubOff' : hub.connected ? 'head.hub' : 'head.hubLost';
  return <a class="head-hub value" href={address(['devices'])}>{t(key, { n: number(hub.waiting) })}</a>;
}

function PersonMenu() {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', away);
    addEventListener('keydown', away);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('keydown', away);
    };
  }, [open]);
  const who = person.value;
  if (who === null) return null;
  return (
    <div class="head-person" ref={menu}>
      <button type="button" class="head-button" aria-expanded={open} aria-haspopup="menu" aria-label={t('head.person', { name: who.displayName })} onClick={() => setOpen(!open)}>
        <svg class="icon person-icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="4" /><path d="M4 21c0-5 4-7 8-7s8 2 8 7" /></svg>
        <span class="person-name">{who.displayName}</span>
        <svg class="icon chevron" viewBox="0 0 24 24" aria-hidden="true"><path d="m7 10 5 5 5-5" /></svg>
      </button>
      {open && (
        <div class="menu" role="menu">
          <p class="caption">{who.displayName} · {named('role', who.role)}</p>
          <a role="menuitem" class="button" href={address(['more'])} onClick={() => setOpen(false)}>{t('head.settings')}</a>
          <button type="button" role="menuitem" class="button" onClick={() => void signOut()}>{t('more.signOut')}</button>
        </div>
      )}
    </div>
  );
}

function LanguageSwitch() {
  const zh = language.value === 'zh';
  return (
    <button type="button" class="head-button head-language" onClick={() => (language.value = zh ? 'en' : 'zh')}>
      <span aria-hidden="true"><span class={cls(zh && 'now')} lang="zh-CN">中</span>/<span class={cls(!zh && 'now')} lang="en">EN</span></span>
      <span class="unseen" lang={zh ? 'en' : 'zh-CN'}>{zh ? 'English' : '中文'}</span>
    </button>
  );
}

function ThemeSwitch() {
  void minutes.value; // "by clock" changes with the hour
  void theme.value;
  const night = document.documentElement.dataset.theme === 'night';
  return (
    <button type="button" class="head-button head-theme" aria-label={t(night ? 'head.day' : 'head.night')} onClick={() => (theme.value = night ? 'day' : 'night')}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        {night
          ? <><circle cx="12" cy="12" r="4" /><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2" /></>
          : <path d="M20 14.500A8 8 0 1 1 9.5 4 6.5 6.5 0 0 0 20 14.500z" />}
      </svg>
    </button>
  );
}
