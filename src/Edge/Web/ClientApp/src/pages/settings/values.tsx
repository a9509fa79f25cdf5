import type { RulesView, RuleValueView } from '../../api/generated';
import { named, t } from '../../i18n';
import { SettingField } from './setting-field';

/** Settings of the file that may be changed here, with what the file says where that no longer holds. */
export function Values({ rules, of }: { rules: RulesView; of: (value: RuleValueView) => boolean }) {
  return (
    <div class="setting-fields">
      {rules.values.filter(of).map((value) => (
        <SettingField
          key={value.name} name={value.name} label={named('rule', value.name)} now={value.value} low={value.low} high={value.high}
          note={value.changed ? t('rules.fileSays', { value: value.fileValue }) : undefined}
        />
      ))}
    </div>
  );
}
