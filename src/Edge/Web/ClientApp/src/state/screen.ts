import { effect, signal } from '@preact/signals';
import { minutes } from './clock';

export type Language = 'zh' | 'en';
export type Theme = 'day' | 'night' | 'clock';
export type Size = 'touch' | 'desktop';
export type Scale = '100' | '125';

/** What belongs to this screen and not to a person: kept in the browser, one key a setting. */
export const language = stored<Language>('language', ['zh', 'en'], navigator.language.startsWith('en') ? 'en' : 'zh');
export const theme = stored<Theme>('theme', ['day', 'night', 'clock'], 'day');
export const size = stored<Size>('size', ['touch', 'desktop'], 'touch');
export const scale = stored<Scale>('scale', ['100', '125'], '100');
export const sound = stored<'on' | 'off'>('sound', ['on', 'off'], 'on');

/** Of the tone that leads to a bag; alarms are always as loud as the screen can. */
export const VOLUMES = ['1', '2', '3', '4', '5'] as const;
export const volume = stored<(typeof VOLUMES)[number]>('volume', VOLUMES, '3');

const narrow = matchMedia('(max-width: 40rem)');

/** True on a screen too narrow for tables: one column, cards instead of rows. */
export const phone = signal(narrow.matches);
narrow.addEventListener('change', () => (phone.value = narrow.matches));

const NIGHT_FROM_HOUR = 19;
const NIGHT_TO_HOUR = 7;

function stored<T extends string>(name: string, allowed: readonly T[], start: NoInfer<T>) {
  const key = `edge.${name}`;
  const kept = read(key) as T | null;
  const value = signal<T>(kept !== null && allowed.includes(kept) ? kept : start);
  effect(() => write(key, value.value));
  return value;
}

// Storage may be switched off in a browser; then a setting lasts as long as the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}

/** Puts the settings on the document's root, where the style sheet looks for them. */
export function applyScreen(hourOf: (epochMinutes: number) => number): void {
  effect(() => {
    const root = document.documentElement;
    root.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    root.dataset.size = size.value;
    root.dataset.scale = scale.value;
  });
  effect(() => {
    let shown = theme.value;
    if (shown === 'clock') {
      const hour = minutes.value === null ? NIGHT_TO_HOUR : hourOf(minutes.value);
      shown = hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR ? 'night' : 'day';
    }
    document.documentElement.dataset.theme = shown;
  });
}
