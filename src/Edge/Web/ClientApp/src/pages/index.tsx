import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import type { Route } from '../state/router';
import { address } from '../state/router';
import { Empty } from '../ui/notice';
import { More } from './more';
import { StockBoard } from './stock';
import { UnitList } from './units';
import { UnknownTags } from './tags';

/** One page, one question; the first segment of the address names it. */
export function pageOf({ segments, query }: Route): ComponentChildren {
  const [page = 'stock'] = segments;
  switch (page) {
    case 'stock': return <StockBoard />;
    case 'units': return <UnitList key={query.toString()} query={query} />;
    case 'tags': return <UnknownTags />;
    case 'more': return <More />;
    default: return <Empty why={t('page.notFound')}><a class="button" href={address(['stock'])}>{t('tab.stock')}</a></Empty>;
  }
}
