import type { ComponentChildren } from 'preact';
import { language, type Language } from '../state/screen';
import type { accounts } from './accounts';
import { alarms } from './alarms';
import type { cold } from './cold';
import type { commissioning } from './commissioning';
import type { desk } from './desk';
import type { devices } from './devices';
import type { doors } from './doors';
import type { Entry } from './entry';
import type { events } from './events';
import type { excursion } from './excursion';
import { find } from './find';
import { lifecycle } from './lifecycle';
import { fill, parse } from './message';
import { names } from './names';
import type { known } from './known';
import type { nearer } from './nearer';
import type { handling } from './handling';
import type { keys } from './keys';
import type { paper } from './paper';
import type { quality } from './quality';
import type { receipt } from './receipt';
import type { secrets } from './secrets';
import type { rules } from './rules';
import type { ruleNames } from './rule-names';
import type { settings } from './settings';
import { shell } from './shell';
import { signin } from './signin';
import type { signing } from './signing';
import type { station } from './station';
import { stock } from './stock';
import type { stocktake } from './stocktake';
import type { tables } from './tables';

const first = { ...shell, ...names, ...signin, ...stock, ...alarms, ...find, ...lifecycle };
export type Key =
  | keyof typeof first
  | keyof typeof accounts
  | keyof typeof cold
  | keyof typeof commissioning
  | keyof typeof desk
  | keyof typeof devices
  | keyof typeof doors
  | keyof typeof events
  | keyof typeof excursion
  | keyof typeof handling
  | keyof typeof keys
  | keyof typeof known
  | keyof typeof nearer
  | keyof typeof paper
  | keyof typeof quality
  | keyof typeof receipt
  | keyof typeof ruleNames
  | keyof typeof rules
  | keyof typeof secrets
  | keyof typeof settings
  | keyof typeof signing
  | keyof typeof station
  | keyof typeof stocktake
  | keyof typeof tables;

/** Every text that is loaded by now. Those of the ledger's events, of stations, devices, desks and reports come with the first page that shows any. */
export const catalogue: Partial<Record<Key, Entry>> = { ...first };

/** Adds the texts of a part that is fetched when it is first shown. */
export function more(texts: Partial<Record<Key, Entry>>): void {
  Object.assign(catalogue, texts);
}
export type Values = Record<string, string | number>;

/** The template of a text in one language. */
export function template(key: Key, of: Language): string {
  const entry: Entry | undefined = catalogue[key]; // a value of a newer service may have no text here: never a blank page
  return entry?.[of === 'zh' ? 0 : 1] ?? key;
}

/** A text in the language of this screen; whoever calls it while drawing is drawn again when the language changes. */
export function t(key: Key, values: Values = {}): string {
  return fill<string | number>(parse(template(key, language.value)), values, (text) => text).join('');
}

/** The same with elements in its places: a sentence stays whole in both languages. */
export function rich(key: Key, values: Record<string, ComponentChildren>): ComponentChildren[] {
  return fill<ComponentChildren>(parse(template(key, language.value)), values, (text) => text);
}

/** The name of a value that the service sent; a value of a newer service stands as it is. */
export function named(area: string, value: string): string {
  const key = `${area}.${value}`;
  return key in catalogue ? t(key as Key) : value;
}

/** One of two names that came with the data. */
export function ownName(zh: string | null, en: string | null): string {
  return (language.value === 'zh' ? zh : en) ?? zh ?? en ?? '';
}
