import type { Abo, RhD, SettingChange } from '../api/generated';
import { aboLetters, aboWords, rhDSign } from '../format/group';
import { more, named, t } from '../i18n';
import { ruleNames } from '../i18n/rule-names';
import { language } from '../state/screen';

more(ruleNames);

const COLUMNS_OF_LEVELS = 6; // stockLevels, component, kind, ABO, RhD, column

/** What a changed setting is called: its own name, or table, row and column. The ledger keeps the name, never these words. */
export function settingName(name: string, rowName: (key: string) => string = (key) => key): string {
  if (!name.includes('/')) return named('rule', name);
  const [table = '', ...parts] = name.split('/');
  if (table === 'stockLevels') {
    const [component = '', , abo = '', rhD = ''] = parts;
    const column = parts.length + 1 >= COLUMNS_OF_LEVELS ? parts[4] : undefined;
    const row = `${named('component', component)} ${aboLetters(abo as Abo) || aboWords(abo as Abo, language.value)}${rhDSign(rhD as RhD)}`;
    return column === undefined ? t('rule.row', { table: named('rules.table', 'stockLevels'), row }) : t('rule.cell', { row, column: named('rule', column) });
  }
  const [row = '', column] = parts;
  return column === undefined
    ? t('rule.row', { table: named('rules.table', table), row: rowName(row) })
    : t('rule.cell', { row: rowName(row), column: named('rule', column) });
}

/** "… before → after", as it stands in a list and in the ledger's sentence. */
export function changeWords(change: SettingChange, rowName?: (key: string) => string): string {
  return t('rule.change', { name: settingName(change.name, rowName), before: change.before ?? t('rule.none'), after: change.after ?? t('rule.none') });
}

/** All changes of a recorded draft; many become a count. */
export function draftWords(draft: unknown): string {
  const { values = [], tables = [] } = (draft ?? {}) as { values?: SettingChange[]; tables?: { changes: SettingChange[] }[] };
  const all = [...values, ...tables.flatMap((table) => table.changes)];
  const shown = all.slice(0, 8).map((change) => changeWords(change)).join(language.value === 'zh' ? '；' : '; ');
  return all.length > 8 ? t('rule.andMore', { shown, n: all.length - 8 }) : shown;
}
