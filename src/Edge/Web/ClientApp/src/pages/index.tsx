import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import type { Route } from '../state/router';
import { address } from '../state/router';
import { lazy } from '../ui/lazy';
import { Empty } from '../ui/notice';
import { StockBoard } from './stock';

// Fetched when first shown: a screen in the wall needs only the board, and the first page stays small.
const Alarms = lazy(() => import('./alarms').then((module) => module.Alarms));
const AsKnown = lazy(() => import('./then').then((module) => module.AsKnown));
const Audit = lazy(() => import('./audit').then((module) => module.Audit));
const Commissioning = lazy(() => import('./commissioning').then((module) => module.Commissioning));
const ColdChain = lazy(() => import('./coldchain').then((module) => module.ColdChain));
const Devices = lazy(() => import('./devices').then((module) => module.Devices));
const Accounts = lazy(() => import('./accounts').then((module) => module.Accounts));
const ExcursionPage = lazy(() => import('./excursion').then((module) => module.ExcursionPage));
const Find = lazy(() => import('./find').then((module) => module.Find));
const FridgeView = lazy(() => import('./fridge').then((module) => module.FridgeView));
const Keys = lazy(() => import('./keys').then((module) => module.Keys));
const Labels = lazy(() => import('./labels').then((module) => module.Labels));
const More = lazy(() => import('./more').then((module) => module.More));
const Nearer = lazy(() => import('./nearer').then((module) => module.Nearer));
const Openings = lazy(() => import('./openings').then((module) => module.Openings));
const Picks = lazy(() => import('./picks').then((module) => module.Picks));
const Quality = lazy(() => import('./quality').then((module) => module.Quality));
const Stocktake = lazy(() => import('./stocktake').then((module) => module.Stocktake));
const Slip = lazy(() => import('./slip').then((module) => module.Slip));
const UnitSet = lazy(() => import('./set').then((module) => module.UnitSet));
const Station = lazy(() => import('./station').then((module) => module.Station));
const Secrets = lazy(() => import('./password').then((module) => module.Secrets));
const Settings = lazy(() => import('./settings').then((module) => module.Settings));
const Tables = lazy(() => import('./tables').then((module) => module.Tables));
const Transfers = lazy(() => import('./transfers').then((module) => module.Transfers));
const Notices = lazy(() => import('./notices').then((module) => module.Notices));
const UnitHistory = lazy(() => import('./history').then((module) => module.UnitHistory));
const UnitList = lazy(() => import('./units').then((module) => module.UnitList));
const UnknownTags = lazy(() => import('./tags').then((module) => module.UnknownTags));

/** One page, one question; the first segment of the address names it. */
export function pageOf({ segments, query }: Route): ComponentChildren {
  const [page = 'stock', second] = segments;
  switch (page) {
    case 'stock': return <StockBoard />;
    case 'transfers': return <Transfers />;
    case 'notices': return <Notices number={second ?? null} />;
    case 'units': return <UnitList key={query.toString()} query={query} />;
    case 'tags': return <UnknownTags />;
    case 'labels': return <Labels />;
    case 'set': return <UnitSet />;
    case 'picks': return <Picks />;
    case 'slip': return <Slip key={second} seq={second ?? ''} />;
    case 'tables': return <Tables />;
    case 'quality': return <Quality />;
    case 'find': return <Find query={query} />;
    case 'nearer': return <Nearer key={second} unitKey={second ?? ''} />;
    case 'unit': return <UnitHistory key={second} unitKey={second ?? ''} />;
    case 'stocktake': return <Stocktake number={second} query={query} />;
    case 'station': return <Station key={second} act={second} query={query} />;
    case 'coldchain': return <ColdChain />;
    case 'fridges': return second === undefined ? <ColdChain /> : <FridgeView key={second} id={second} query={query} />;
    case 'known': return <AsKnown key={query.get('at') ?? ''} query={query} />;
    case 'openings': return <Openings key={query.get('fridge') ?? ''} query={query} />;
    case 'excursions': return <ExcursionPage key={second} number={second ?? ''} />;
    case 'alarms': return <Alarms number={second ?? null} query={query} />;
    case 'audit': return <Audit />;
    case 'accounts': return <Accounts />;
    case 'keys': return <Keys />;
    case 'commissioning': return <Commissioning number={second} />;
    case 'settings': return <Settings tab={second} />;
    case 'devices': return <Devices />;
    case 'password': return <Secrets />;
    case 'more': return <More />;
    default: return <Empty why={t('page.notFound')}><a class="button" href={address(['stock'])}>{t('tab.stock')}</a></Empty>;
  }
}
