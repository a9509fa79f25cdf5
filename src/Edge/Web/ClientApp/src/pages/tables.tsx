import { useRef, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type SiteTable, type TableReportView } from '../api/generated';
import { more, ownName, t } from '../i18n';
import { tables } from '../i18n/tables';
import { useResource } from '../state/resource';
import { Button, Choice } from '../ui/button';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';

more(tables);

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
    </section>
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
