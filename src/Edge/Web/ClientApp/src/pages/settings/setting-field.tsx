import { useId } from 'preact/hooks';
import { ownName, t } from '../../i18n';
import { phone } from '../../state/screen';
import { cls } from '../../ui/cls';
import { draft, faultOf, overtaken, type } from './draft';

/** One value of the settings: typed here, saved below. What is wrong, or was changed by somebody else, stands beside it. */
export function SettingField({ name, label, now, low = null, high = null, note, inRow = false }: {
  name: string; label: string; now: string; low?: number | null; high?: number | null; note?: string | undefined;
  /** In a row under a head that names the columns, for the eye: its range is said only when it is left. */
  inRow?: boolean;
}) {
  const id = useId();
  const value = draft.value[name]?.value ?? now;
  const fault = faultOf(name);
  const theirs = overtaken(name, now);
  const range = low === null || high === null ? null : t('rules.range', { low, high });
  return (
    <div class={cls('field', 'setting-field', value !== now && 'typed-over')}>
      <label for={id} class={cls(inRow && !phone.value && 'unseen')}>{label}{range !== null && !inRow && <span class="caption"> {range}</span>}</label>
      <input
        id={id} value={value} inputMode={low === null || low < 0 ? 'text' : 'decimal'} autoComplete="off" spellcheck={false} aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined && !theirs ? undefined : `${id}-why`} onInput={(event) => type(name, event.currentTarget.value, now)}
      />
      {fault !== undefined && <p class="field-error" id={`${id}-why`} role="alert"><b>✕ {ownName(fault.zh, fault.en)}</b></p>}
      {fault === undefined && theirs && (
        <p class="field-error" id={`${id}-why`} role="alert">
          <b>{t('rules.both', { theirs: now === '' ? t('rule.none') : now, mine: value === '' ? t('rule.none') : value })}</b>{' '}
          <button type="button" class="button" onClick={() => type(name, now, now)}>{t('rules.useTheirs')}</button>
        </p>
      )}
      {note !== undefined && <p class="caption">{note}</p>}
    </div>
  );
}
