import type { RulesView } from '../../api/generated';
import { named, ownName, t } from '../../i18n';
import { valuesOf } from './draft';
import { SettingField } from './setting-field';
import { TableSource } from './source';
import { Values } from './values';

const KEY = 0;
const NAME_ZH = 1;
const NAME_EN = 2;

/** Between which temperatures each kind of storage lies, and after how long an alarm comes. */
export function Limits({ rules }: { rules: RulesView }) {
  const table = rules.tables.find((one) => one.table === 'storageClasses')!;
  const now = valuesOf(rules);
  return (
    <>
      <p class="caption">{t('rules.limitsHow')}</p>
      <div class="card panel">
        <h3>{t('rules.times')}</h3>
        <Values rules={rules} of={(value) => value.needsSecond} />
      </div>
      <TableSource table={table} />
      {table.rows.map((row) => (
        <div key={row.key} class="card panel">
          <h3>{ownName(row.cells[NAME_ZH] ?? null, row.cells[NAME_EN] ?? null)} <span class="caption"><code translate={false}>{row.cells[KEY]}</code></span></h3>
          <div class="setting-fields">
            {table.columns.filter((column) => column.low !== null).map((column) => {
              const name = `storageClasses/${row.key}/${column.name}`;
              return <SettingField key={name} name={name} label={named('rule', column.name)} now={now(name)} low={column.low} high={column.high} />;
            })}
          </div>
        </div>
      ))}
    </>
  );
}
