import { useState } from 'preact/hooks';
import type { RulesChanged, RulesView } from '../../api/generated';
import { t } from '../../i18n';
import { ActButton, Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { ProblemNote } from '../../ui/notice';
import { changeWords } from '../../ui/setting-words';
import { useSubmit } from '../../ui/submit';
import { draft, dropDraft, save, valuesOf } from './draft';
import { rowNames } from './waiting';

/** What would change, before and after, why, and the one button. */
export function SaveBar({ rules, reload }: { rules: RulesView; reload: () => void }) {
  const [reason, setReason] = useState('');
  const [saved, setSaved] = useState<RulesChanged | null>(null);
  const typed = Object.entries(draft.value);
  const now = valuesOf(rules);
  const { busy, problem, submit } = useSubmit(async () => {
    try {
      setSaved(await save(rules, reason));
      setReason('');
    } finally {
      reload(); // also when another was quicker: then both are shown
    }
  });
  if (typed.length === 0) {
    return saved === null ? null : (
      <p class="note note-done" role="status">
        <b>✓ {saved.waiting === null ? t('rules.saved', { version: saved.version }) : t('rules.asked', { n: saved.waiting })}</b>
      </p>
    );
  }
  const second = typed.some(([name]) => name.includes('/') ? rules.tables.some((table) => table.needsSecond && name.startsWith(`${table.table}/`)) : rules.values.some((value) => value.needsSecond && value.name === name));
  return (
    <div class="card panel save-bar">
      <h3>{t('rules.changes')}</h3>
      <ul class="plain">
        {typed.map(([name, { value }]) => <li key={name}>{changeWords({ name, before: now(name) || null, after: value.trim() || null }, rowNames(rules))}</li>)}
      </ul>
      {second && <p class="caption">{t('rules.needsSecond')}</p>}
      <Field label={t('rules.reason')} value={reason} onInput={setReason} hint={t('rules.reasonHint')} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="typed">
        <ActButton primary needs="settings" disabled={busy || reason.trim() === ''} onPress={() => void submit()}>{t('rules.save', { n: typed.length })}</ActButton>
        <Button onPress={dropDraft}>{t('rules.drop')}</Button>
      </div>
    </div>
  );
}
