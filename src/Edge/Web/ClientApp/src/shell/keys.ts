import { back, go } from '../state/router';
import { TABS } from './tabs';

/** The link of the row above or below the one that has the focus; null at the ends and outside of lists. */
function neighbour(from: EventTarget | null, step: 1 | -1): HTMLElement | null {
  if (!(from instanceof Element)) return null;
  const rows = [...(from.closest('.rows')?.querySelectorAll<HTMLElement>(':scope > li') ?? [])];
  const at = rows.findIndex((row) => row.contains(from));
  return at < 0 ? null : rows[at + step]?.querySelector<HTMLElement>('a, button') ?? null;
}

/** Alt+1 … for the tabs, / for find, Esc for back, arrows within lists. */
export function startKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const tab = event.altKey ? TABS[Number(/^Digit(\d)$/.exec(event.code)?.[1]) - 1] : undefined;
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (tab !== undefined) go([tab.page]);
    else if (event.altKey) return;
    else if (event.key === 'ArrowDown' && neighbour(event.target, 1) !== null) neighbour(event.target, 1)?.focus();
    else if (event.key === 'ArrowUp' && neighbour(event.target, -1) !== null) neighbour(event.target, -1)?.focus();
    else if (event.key === '/' && !inField) go(['find']);
    else if (event.key === 'Escape' && inField) (event.target as HTMLElement).blur();
    else if (event.key === 'Escape' && !document.querySelector('.menu')) back();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
