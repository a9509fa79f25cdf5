import { signal } from '@preact/signals';
import { api } from '../api/generated';
import { placeName, type CabinetNames } from '../format/place';
import { language } from './screen';
import { useResource } from './resource';

const cabinets = signal<readonly CabinetNames[]>([]);

/** Keeps the names of cabinets; the shell calls it once for all pages. */
export function useCabinetNames(signedIn: boolean): void {
  const fridges = useResource(signedIn ? api.listFridges() : null);
  if (fridges.data !== null && fridges.data.items !== cabinets.peek()) cabinets.value = fridges.data.items;
}

/** What a place is called in the language of this screen. */
export function place(id: string): string {
  return placeName(id, cabinets.value, language.value);
}
