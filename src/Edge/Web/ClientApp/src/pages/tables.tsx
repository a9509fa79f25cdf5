import { useRef, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type RulesChanged, type SiteTable, type TableReportView } from '../api/generated';
import { more, ownName, t } from '../i18n';
import { ruleNames } from '../i18n/rule-names';
import { rules as ruleTexts } from '../i18n/rules';
import { tables } from '../i18n/tables';
import { useResource } from '../state/resource';
import { may } from '../state/session';
import { ActButton, Button, Choice } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { changeWords } from '../ui/setting-words';
import { useSubmit } from '../ui/submit';

more({ ...tables, ...ruleNames, ...ruleTexts });

const SHOWN = 20;

const TABLES: readonly SiteTable[] = ['products', 'storageClasses', 'stockLevels'];

/** Which tables hold here, and is this file fit to be one of them? */
export function Tables() {
  const used = useResource(api.listTables());
  const [table, setTable] = useState<SiteTable>('products');
  const [text, setText] = useState('');
  const [report, setReport] = useState<TableReportView | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const check = useSubmit(async () => setReport(await send(api.checkTable({ table, text }), newKey())));
  const read = async (event: Event & { currentTarget: HTMLInputElement }): Promise<void> => {
    const [first] = event.currentTarget.files ?? [];
    if (first === undefined) return;
    setReport(null);
    setText(await first.text());
  };
  return (
    <section class="tables">
      <PageHead title={t('tables.title')} />
      <Ready of={used}>
        {(data) => (
          <dl class="facts card panel">
            {data.tables.map((each) => (
              <div key={each.table}>
                <dt>{t(`tables.name.${each.table}`)} · {t('tables.inUse')}</dt>
                <dd>{each.version === null ? t('tables.none') : <>{t('tables.version', { version: each.version })} · {t('tables.rows', { n: each.rows })}</>}</dd>
              </div>
            ))}
          </dl>
        )}
      </Ready>
      <div class="card panel typed">
        <Choice label={t('tables.which')} value={table} onPick={(next) => { setTable(next); setReport(null); }} options={TABLES.map((value) => ({ value, text: t(`tables.name.${value}`) }))} />
        <Button onPress={() => file.current?.click()}>{t('tables.file')}</Button>
        <input ref={file} hidden type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void read(event)} />
        <label class="field">{t('tables.text')}
          <textarea class="code" rows={6} value={text} spellcheck={false} onInput={(event) => { setText(event.currentTarget.value); setReport(null); }} />
        </label>
        <Button primary disabled={text.trim() === '' || check.busy} onPress={() => void check.submit()}>{t('tables.check')}</Button>
        <p class="caption">{t('tables.how')}</p>
      </div>
      {check.problem !== null && <ProblemNote problem={check.problem} />}
      {report !== null && <Report report={report} />}
      {report !== null && report.faults.length === 0 && <Install key={text} table={table} text={text} report={report} done={used.reload} />}
    </section>
  );
}

/** What the file would change, and its use: what limits depend on waits for a second person. */
function Install({ table, text, report, done }: { table: SiteTable; text: string; report: TableReportView; done: () => void }) {
  const rules = useResource(may('accounts') ? api.getRules() : null);
  const [reason, setReason] = useState('');
  const [saved, setSaved] = useState<RulesChanged | null>(null);
  const install = useSubmit(async () => {
    try {
      setSaved(await send({ ...api.installTable(table, { text, reason }), match: rules.data?.match }, newKey()));
      done();
    } finally {
      rules.reload();
    }
  });
  if (saved !== null) return <p class="note note-done" role="status"><b>✓ {saved.waiting === null ? t('rules.saved', { version: saved.version }) : t('rules.asked', { n: saved.waiting })}</b></p>;
  if (report.changes.length === 0) return <p class="note">{t('rules.nothing')}</p>;
  return (
    <div class="card panel typed">
      <h3>{t('rules.changes')}</h3>
      <ul class="plain">{report.changes.slice(0, SHOWN).map((change) => <li key={change.name}>{changeWords(change)}</li>)}</ul>
      {report.changes.length > SHOWN && <p class="caption">{t('rules.more', { n: report.changes.length - SHOWN })}</p>}
      {report.others.map((fault) => <p key={fault.name} class="field-error" role="alert"><b>✕ {ownName(fault.zh, fault.en)}</b></p>)}
      {table !== 'stockLevels' && <p class="caption">{t('rules.installSecond')}</p>}
      <Field label={t('rules.reason')} value={reason} onInput={setReason} hint={t('rules.reasonHint')} />
      <ActButton primary needs="settings" disabled={install.busy || reason.trim() === '' || report.others.length > 0} onPress={() => void install.submit()}>{t('rules.install')}</ActButton>
      {install.problem !== null && <ProblemNote problem={install.problem} />}
    </div>
  );
}

function Report({ report }: { report: TableReportView }) {
  if (report.faults.length === 0) return <p class="note note-done" role="status"><b>✓ {t('tables.good', { n: report.rows })}</b> {report.version !== null && t('tables.version', { version: report.version })}</p>;
  return (
    <div class="note note-bad" role="alert">
      <p><b>{t('tables.bad', { bad: report.faults.length, n: report.rows })}</b></p>
      <ol class="plain">{report.faults.map((fault) => <li key={`${fault.line} ${fault.en}`}><b>{t('tables.line', { n: fault.line })}</b> {ownName(fault.zh, fault.en)}</li>)}</ol>
    </div>
  );
}
