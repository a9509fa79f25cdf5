import { useState } from 'preact/hooks';
import { api, type Abo, type RhD, type UnitItem } from '../api/generated';
import { more, named, t, type Key } from '../i18n';
import { paper } from '../i18n/paper';
import { useResource } from '../state/resource';
import { address, go } from '../state/router';
import { phone } from '../state/screen';
import { keepSet } from '../state/set';
import { Button } from '../ui/button';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSteady } from '../ui/steady';
import { amountWords, Expires, productName, StatusWord } from '../ui/unit';
import { WhereCell } from '../ui/where';
import { Narrow } from './narrow';

more(paper);

const PAGE = 50;
const MOST = 500;
const FILTERS = ['component', 'abo', 'rhD', 'filter', 'status', 'cabinet', 'place', 'negative', 'positive', 'goodUntil', 'expiresBefore', 'patientAbo', 'patientRhD'] as const;

/** The bags behind a figure, first to expire first. */
export function UnitList({ query }: { query: URLSearchParams }) {
  const [limit, setLimit] = useState(PAGE);
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? undefined])) as Parameters<typeof api.listUnits>[0];
  const units = useResource(api.listUnits({ ...asked, sort: 'fefo', limit }), ['stock', 'unit']);
  const abo = query.get('abo') as Abo | null;
  const rhD = query.get('rhD') as RhD | null;
  const filter = query.get('filter');
  const component = query.get('component');
  return (
    <section class="units">
      <PageHead
        end={units.data !== null && units.data.items.length > 1 && <Button onPress={() => { keepSet(units.data?.items.map((unit) => unit.key).join('\n') ?? '', []); go(['set']); }}>{t('set.use')}</Button>}
        title={filter !== null ? t(`filter.${filter}` as Key) : component !== null ? named('component', component) : t('units.fefo')} asOf={units.data?.asOf ?? null}>
        {abo !== null && rhD !== null && <Group abo={abo} rhD={rhD} />}
        {component !== null && <span class="caption">{t('units.fefo')}</span>}
      </PageHead>
      <Narrow query={query} />
      {component !== null && abo !== null && rhD !== null && <Levels component={component} abo={abo} rhD={rhD} />}
      <Ready of={units}>
        {(data) => data.items.length === 0
          ? <Empty why={t('units.none')}><a class="button" href={address(['stock'])}>{t('act.back')}</a></Empty>
          : (
            <>
              <UnitRows units={data.items} first={component !== null && filter === null} />
              {data.next !== null && limit < MOST && (
                <button type="button" class="button wide" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>{t('act.more', { n: PAGE })}</button>
              )}
            </>
          )}
      </Ready>
    </section>
  );
}

const LEVELS = ['reserve', 'minimum', 'safety', 'maximum'] as const;

/** How much there should be of this group, beside how much there is: one line for each measure. */
function Levels({ component, abo, rhD }: { component: string; abo: Abo; rhD: RhD }) {
  const rows = useResource(api.getStock(), ['stock', 'unit']).data?.rows.filter((row) => row.component === component) ?? [];
  return (
    <>
      {rows.map(({ unitKind, cells }) => {
        const cell = cells.find((each) => each.abo === abo && each.rhD === rhD);
        const levels = cell?.levels ?? null;
        if (cell === undefined || levels === null) return null;
        return (
          <p key={unitKind} class="levels">
            <b>{amountWords(unitKind, cell.amount)}</b>
            {LEVELS.map((level) => levels[level] !== null && <span key={level}>{t(`stock.level.${level}`)} {amountWords(unitKind, levels[level])}</span>)}
            {cell.level !== null && <b>{t(`stock.${cell.level}`)}</b>}
          </p>
        );
      })}
    </>
  );
}

/** A list of bags as rows, on a phone as cards. Each says what, until when, where; a tap opens its history. */
export function UnitRows({ units, first = false, pick }: {
  units: readonly UnitItem[]; first?: boolean;
  /** Where a row leads instead of to the bag's history. */
  pick?: (unit: UnitItem) => string;
}) {
  const steady = useSteady(units, (unit) => unit.key);
  return (
    <>
      {steady.fresh > 0 && <p class="caption fresh" role="status">{t('state.new', { n: steady.fresh })}</p>}
      <ul class={cls('rows', 'unit-rows', phone.value && 'cards')} onPointerDown={steady.onPointerDown}>
        {steady.items.map((unit, index) => <UnitRow key={unit.key} unit={unit} first={first && index === 0} to={pick?.(unit) ?? address(['unit', unit.key])} />)}
      </ul>
    </>
  );
}

function UnitRow({ unit, first, to }: { unit: UnitItem; first: boolean; to: string }) {
  return (
    <li class="row card unit-row">
      <a class="unit-name" href={to}>
        <Din din={unit.din} check={unit.checkCharacter} />
        <span class="caption">{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span>
      </a>
      <Group abo={unit.abo} rhD={unit.rhD} />
      <Expires unit={unit} />
      <div class="value"><div class="plate"><WhereCell where={unit.where} /></div></div>
      <span class="unit-status">{first ? <b class="first-mark">{t('units.first')}</b> : <StatusWord unit={unit} />}</span>
      <a class="button" href={address(['find'], { q: unit.din, product: unit.productCode })}>{t('units.find')}</a>
      {unit.status === 'available' && !unit.expired && <a class="button" href={address(['station', 'issue'], { unit: unit.key })}>{t('units.issue')}</a>}
    </li>
  );
}
