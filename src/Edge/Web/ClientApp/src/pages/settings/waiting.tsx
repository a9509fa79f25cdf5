import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { api, type RulesView, type WaitingChangeView } from '../../api/generated';
import { ownName, t } from '../../i18n';
import { person } from '../../state/session';
import { ActButton } from '../../ui/button';
import { Field } from '../../ui/field';
import { ProblemNote } from '../../ui/notice';
import { changeWords } from '../../ui/setting-words';
import { useSubmit } from '../../ui/submit';
import { shortTime } from './source';

const SHOWN = 12;

/** Changes that wait for a second person: what, by whom, and the two answers. */
export function Waiting({ rules, reload }: { rules: RulesView; reload: () => void }) {
  if (rules.waiting.length === 0) return null;
  return (
    <details class="card panel waiting-changes">
      <summary class="button">{t('rules.waiting', { n: rules.waiting.length })}</summary>
      {rules.waiting.map((change) => <OneWaiting key={change.number} change={change} rules={rules} reload={reload} />)}
    </details>
  );
}

function OneWaiting({ change, rules, reload }: { change: WaitingChangeView; rules: RulesView; reload: () => void }) {
  const [why, setWhy] = useState('');
  const own = change.askedBy === person.value?.account;
  const accept = useSubmit(async () => {
    await send(api.acceptChange(change.number, { reason: '' }));
    reload();
  });
  const reject = useSubmit(async () => {
    await send(api.rejectChange(change.number, { reason: why }));
    reload();
  });
  const problem = accept.problem ?? reject.problem;
  return (
    <div class="waiting-change">
      <p class="caption">{t('rules.askedBy', { n: change.number, name: change.askedByName, time: shortTime(change.askedAt), why: change.why })}</p>
      <ul class="plain">{change.changes.slice(0, SHOWN).map((each) => <li key={each.name}><b>{changeWords(each, rowNames(rules))}</b></li>)}</ul>
      {change.changes.length > SHOWN && <p class="caption">{t('rules.more', { n: change.changes.length - SHOWN })}</p>}
      {change.faults.map((fault) => <p key={fault.name} class="field-error"><b>✕ {ownName(fault.zh, fault.en)}</b></p>)}
      {own
        ? <p class="inline">{t('rules.own')} <ActButton needs="settings" disabled={reject.busy} onPress={() => void reject.submit()}>{t('rules.takeBack')}</ActButton></p>
        : (
          <div class="typed">
            <ActButton primary needs="settings" disabled={accept.busy || change.faults.length > 0} onPress={() => void accept.submit()}>{t('rules.accept')}</ActButton>
            <Field label={t('rules.why')} value={why} onInput={setWhy} />
            <ActButton needs="settings" disabled={reject.busy || why.trim() === ''} onPress={() => void reject.submit()}>{t('rules.reject')}</ActButton>
          </div>
        )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

/** Storage classes by the names that people gave them. */
export function rowNames(rules: RulesView): (key: string) => string {
  const rows = rules.tables.find((table) => table.table === 'storageClasses')?.rows ?? [];
  return (key) => {
    const cells = rows.find((row) => row.key === key)?.cells;
    return cells === undefined ? key : ownName(cells[1] ?? null, cells[2] ?? null);
  };
}
