import type { RuleTableView } from '../../api/generated';
import { moment } from '../../format/time';
import { rich, t } from '../../i18n';
import { serviceNow } from '../../state/clock';
import { language } from '../../state/screen';
import { timeZone } from '../../state/session';

/** Which version of a table holds, and where it comes from. */
export function TableSource({ table }: { table: RuleTableView }) {
  if (table.version === null) return <p class="caption">{t('rules.noTable')}</p>;
  return (
    <p class="caption">
      <b>{t('rules.tableVersion', { version: table.version })}</b>{' · '}
      {table.origin === 'page'
        ? t('rules.origin.page', { name: table.changedBy ?? '', time: shortTime(table.changedAt ?? '') })
        : table.origin === 'file' ? rich('rules.origin.file', { file: <code translate={false}>{table.file}</code> }) : t('rules.origin.shipped')}
      {table.fileVersion !== null && ` · ${t('rules.fileVersion', { version: table.fileVersion })}`}
    </p>
  );
}

export function shortTime(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value);
}
