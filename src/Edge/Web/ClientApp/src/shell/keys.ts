import { back, go } from '../state/router';
import { TABS } from './tabs';

/** Alt+1 … for the tabs, / for find, Esc for back. Arrow keys move within lists; see ui/rows. */
export function startKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const tab = event.altKey ? TABS[Number(/^Digit(\d)$/.exec(event.code)?.[1]) - 1] : undefined;
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (tab !== undefined) go([tab.page]);
    else if (event.altKey) return;
    else if (event.key === '/' && !inField) go(['find']);
    else if (event.key === 'Escape' && inField) (event.target as HTMLElement).blur();
    else if (event.key === 'Escape' && !document.querySelector('.menu')) back();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
