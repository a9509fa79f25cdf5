import { useState } from 'preact/hooks';
import type { ComponentClass, RulesView } from '../../api/generated';
import { aboLetters, BOARD_ORDER, rhDSign, groupWords } from '../../format/group';
import { named, ownName, t } from '../../i18n';
import { language } from '../../state/screen';
import { Choice } from '../../ui/button';
import { faultOf, valuesOf } from './draft';
import { SettingField } from './setting-field';
import { TableSource } from './source';

const COLUMNS = ['reserve', 'minimum', 'safety', 'maximum'] as const;

/** How much of each group there should be. */
export function Levels({ rules }: { rules: RulesView }) {
  const table = rules.tables.find((one) => one.table === 'stockLevels')!;
  const measures = rules.measures.map((one) => `${one.component}/${one.kind}`);
  const [picked, setPicked] = useState(measures.find((one) => one.startsWith('redCells')) ?? measures[0] ?? '');
  const [component = '', kind = ''] = picked.split('/');
  const now = valuesOf(rules);
  const ranges = new Map(table.columns.map((column) => [column.name, column]));
  return (
    <div class="card panel">
      <TableSource table={table} />
      <Choice label={t('rules.component')} value={picked} onPick={setPicked} options={rules.measures.map((one) => ({ value: `${one.component}/${one.kind}`, text: measureName(one.component, one.kind, rules) }))} />
      <p class="caption">{t('rules.levelsHow', { unit: named('unitKind', kind) })}</p>
      <div class="level-rows">
        <div class="level-row level-head" aria-hidden="true"><b>{t('rules.group')}</b>{COLUMNS.map((column) => <b key={column}>{named('rule', column)}</b>)}</div>
        {BOARD_ORDER.map(({ abo, rhD }) => {
          const row = `stockLevels/${component}/${kind}/${abo}/${rhD}`;
          const fault = faultOf(row);
          return (
            <div key={row} class="level-row" role="group" aria-label={`${named('component', component)} ${groupWords(abo, rhD, language.value)}`}>
              <b class="level-group">{aboLetters(abo)}{rhDSign(rhD)}</b>
              {COLUMNS.map((column) => (
                <SettingField
                  key={column} name={`${row}/${column}`} now={now(`${row}/${column}`)} label={named('rule', column)}
                  low={ranges.get(column)?.low ?? null} high={ranges.get(column)?.high ?? null} inRow
                />
              ))}
              {fault !== undefined && <p class="field-error level-fault" role="alert"><b>✕ {ownName(fault.zh, fault.en)}</b></p>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The measure stands in the name only where a component is counted in two. */
function measureName(component: ComponentClass, kind: string, rules: RulesView): string {
  const twice = rules.measures.filter((one) => one.component === component).length > 1;
  return twice ? `${named('component', component)} ${named('unitKind', kind)}` : named('component', component);
}
