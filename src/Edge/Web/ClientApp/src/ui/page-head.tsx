import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { back } from '../state/router';
import { Age } from './age';

/** Back, title, what else belongs beside it, and how old the data is. */
export function PageHead({ title, asOf = null, children, end }: {
  title: string; asOf?: string | null; children?: ComponentChildren; end?: ComponentChildren;
}) {
  return (
    <div class="page-head">
      <button type="button" class="button back" aria-label={t('act.back')} onClick={back}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m15 5-7 7 7 7" /></svg>
      </button>
      <h2>{title}</h2>
      {children}
      <span class="push" />
      {asOf !== null && <span class="caption value"><Age at={asOf} /></span>}
      {end}
    </div>
  );
}
