import { signal } from '@preact/signals';
import { send } from '../../api/client';
import { api, type RulesChanged, type RulesView, type SettingFaultView } from '../../api/generated';
import type { Problem } from '../../api/problem';

/** What was typed, and over what: when that has changed meanwhile, both are shown. */
interface Typed { value: string; over: string }

/** Typed and not saved, by the setting's name. It stays while a person looks at other tabs. */
export const draft = signal<Readonly<Record<string, Typed>>>({});
export const faults = signal<readonly SettingFaultView[]>([]);

/** What somebody types into a field; what is as before is no change. */
export function type(name: string, value: string, now: string): void {
  const { [name]: known, ...rest } = draft.value;
  draft.value = value === now ? rest : { ...rest, [name]: { value, over: known?.over ?? now } };
  faults.value = faults.value.filter((fault) => !concerns(fault, name));
}

export function dropDraft(): void {
  draft.value = {};
  faults.value = [];
}

/** Somebody else changed it after it was typed over. */
export function overtaken(name: string, now: string): boolean {
  const typed = draft.value[name];
  return typed !== undefined && typed.over !== now;
}

export function faultOf(name: string): SettingFaultView | undefined {
  return faults.value.find((fault) => concerns(fault, name));
}

/** @throws Problem */
export async function save(rules: RulesView, reason: string): Promise<RulesChanged> {
  const changes = Object.entries(draft.value).map(([name, { value }]) => ({ name, value: value.trim() === '' ? null : value.trim() }));
  try {
    const saved = await send({ ...api.changeRules({ changes, reason }), match: rules.match });
    dropDraft();
    return saved;
  } catch (problem) {
    faults.value = ((problem as Problem).more?.faults as SettingFaultView[] | undefined) ?? [];
    throw problem;
  }
}

/** The value as it holds, by the name that a change has for it. */
export function valuesOf(rules: RulesView): (name: string) => string {
  const known = new Map<string, string>(rules.values.map((one) => [one.name, one.value]));
  for (const table of rules.tables) {
    for (const row of table.rows) table.columns.forEach((column, i) => known.set(cellName(table.table, row.key, column.name), row.cells[i] ?? ''));
  }
  return (name) => known.get(name.includes('/') ? name.toLowerCase() : name) ?? '';
}

export function cellName(table: string, row: string, column: string): string {
  return `${table}/${row}/${column}`.toLowerCase();
}

function concerns(fault: SettingFaultView, name: string): boolean {
  return fault.name.toLowerCase() === name.toLowerCase() || name.toLowerCase().startsWith(`${fault.name.toLowerCase()}/`);
}
