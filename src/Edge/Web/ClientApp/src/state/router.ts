import { computed, signal } from '@preact/signals';

/** Pages live behind the hash: `#/fridges/fridge-1?tab=temperature`. A reload needs nothing of the server. */
export interface Route { segments: string[]; query: URLSearchParams }

const hash = signal(location.hash);
addEventListener('hashchange', () => (hash.value = location.hash));

export const route = computed<Route>(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split('?');
  return { segments: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
});

export type Query = Record<string, string | number | boolean | null | undefined>;

/** Address of a page, for a link. Empty values of the query are left out. */
export function address(segments: string[], query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const tail = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return `#/${segments.map(encodeURIComponent).join('/')}${tail ? `?${tail}` : ''}`;
}

export function go(segments: string[], query: Query = {}): void {
  location.hash = address(segments, query);
}

export function back(): void {
  if (history.length > 1) history.back();
  else go(['stock']);
}
