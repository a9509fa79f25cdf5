import { useState } from 'preact/hooks';
import { api, type StockCell, type StockRow, type StockView } from '../api/generated';
import { aboLetters, BOARD_ORDER, groupWords, rhDSign } from '../format/group';
import { amount, number } from '../format/number';
import { named, t } from '../i18n';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language, phone } from '../state/screen';
import { Age } from '../ui/age';
import { Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { Mark } from '../ui/shape';
import { amountWords } from '../ui/unit';

type Measure = 'bags' | 'units';

/** What can I issue now, what is short? */
export function StockBoard() {
  const stock = useResource(api.getStock(), ['stock', 'unit']);
  const [measure, setMeasure] = useState<Measure>('bags');
  return (
    <section class="stock">
      <div class="page-head">
        <h2>{t('stock.bags')}</h2>
        {stock.data !== null && <span class="caption value"><Age at={stock.data.asOf} /></span>}
        <span class="push" />
        <Choice
          label={t('stock.measure')} value={measure} onPick={setMeasure}
          options={[{ value: 'bags', text: t('stock.byBags') }, { value: 'units', text: t('stock.byUnits') }]}
        />
      </div>
      <Ready of={stock}>{(data) => <Board stock={data} measure={measure} />}</Ready>
    </section>
  );
}

function Board({ stock, measure }: { stock: StockView; measure: Measure }) {
  if (stock.rows.length === 0) {
    return (
      <>
        <Empty why={t('stock.empty')}><a class="button primary" href={address(['station', 'receive'])}>{t('stock.emptyDo')}</a></Empty>
        <Aside stock={stock} />
      </>
    );
  }
  return (
    <>
      {phone.value
        ? stock.rows.map((row, index) => <FoldedRow key={`${row.component}.${row.unitKind}`} row={row} measure={measure} open={index === 0} />)
        : <WideBoard rows={stock.rows} measure={measure} />}
      <Aside stock={stock} />
    </>
  );
}

const hasOther = (row: StockRow): boolean => row.cells.some((cell) => isOther(cell) && cell.bags > 0);
const isOther = (cell: StockCell): boolean => aboLetters(cell.abo) === '' || rhDSign(cell.rhD) === '';

function WideBoard({ rows, measure }: { rows: StockRow[]; measure: Measure }) {
  const other = rows.some(hasOther);
  return (
    <table class="board card">
      <thead>
        <tr>
          <th scope="col"><span class="unseen">{t('stock.component')}</span></th>
          {BOARD_ORDER.map((group, index) => (
            <th key={index} scope="col" class={cls(index === 4 && 'part')}><Group {...group} /></th>
          ))}
          {other && <th scope="col">{t('stock.otherGroup')}</th>}
          <th scope="col" class="part">{t('stock.all')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.component}.${row.unitKind}`}>
            <th scope="row">{named('component', row.component)}{measure === 'units' && <span class="caption">{named('unitKind', row.unitKind)}</span>}</th>
            {BOARD_ORDER.map((group, index) => {
              const cell = row.cells.find((each) => each.abo === group.abo && each.rhD === group.rhD);
              return <td key={index} class={cls(index === 4 && 'part')}>{cell !== undefined && <Cell row={row} cell={cell} measure={measure} />}</td>;
            })}
            {other && <td><OtherCell row={row} measure={measure} /></td>}
            <td class="part"><Total row={row} measure={measure} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FoldedRow({ row, measure, open }: { row: StockRow; measure: Measure; open: boolean }) {
  return (
    <details class="fold card" open={open}>
      <summary><span>{named('component', row.component)}</span><span class="value"><b class="plate">{totalText(row, measure)}</b></span></summary>
      <div class="fold-cells">
        {BOARD_ORDER.map((group, index) => {
          const cell = row.cells.find((each) => each.abo === group.abo && each.rhD === group.rhD);
          return cell === undefined ? null : <Cell key={index} row={row} cell={cell} measure={measure} withGroup />;
        })}
      </div>
    </details>
  );
}

function Cell({ row, cell, measure, withGroup = false }: { row: StockRow; cell: StockCell; measure: Measure; withGroup?: boolean }) {
  const component = named('component', row.component);
  const group = groupWords(cell.abo, cell.rhD, language.value);
  return (
    <a class="cell value" href={address(['units'], { component: row.component, abo: cell.abo, rhD: cell.rhD })}>
      <span class="unseen">{t('stock.cell', { component, group })}</span>
      {withGroup && <Group abo={cell.abo} rhD={cell.rhD} short />}
      <span class={cls('figure plate', cell.bags === 0 && 'zero')}>
        {(cell.level === 'belowReserve' || cell.level === 'belowMinimum') && <Mark kind={cell.level === 'belowReserve' ? 'reserve' : 'minimum'} label={levelWords(cell) ?? ''} />}
        {measure === 'bags' ? number(cell.bags) : amount(cell.amount)}
      </span>
      <Days cell={cell} />
      {cell.level === 'aboveMaximum' && <span class="days plate">{t('stock.aboveMaximum')}</span>}
      {cell.level === 'belowSafety' && <span class="days plate">{t('stock.belowSafetyShort')}</span>}
    </a>
  );
}

function Days({ cell }: { cell: StockCell }) {
  if (cell.daysOfStock !== null) return <span class="days plate">{t('stock.days', { n: number(cell.daysOfStock, cell.daysOfStock < 10 ? 1 : 0) })}</span>;
  return cell.noDemand ? <span class="days plate">{t('stock.noDemand')}</span> : null;
}

function levelWords(cell: StockCell): string | null {
  if (cell.level === null) return null;
  return t(`stock.${cell.level}`);
}

function OtherCell({ row, measure }: { row: StockRow; measure: Measure }) {
  const others = row.cells.filter(isOther);
  const bags = others.reduce((sum, cell) => sum + cell.bags, 0);
  const measured = others.reduce((sum, cell) => sum + cell.amount, 0);
  return <span class="cell value"><span class={cls('figure plate', bags === 0 && 'zero')}>{measure === 'bags' ? number(bags) : amount(measured)}</span></span>;
}

function totalText(row: StockRow, measure: Measure): string {
  return measure === 'bags' ? number(row.bags) : amountWords(row.unitKind, row.amount);
}

function Total({ row, measure }: { row: StockRow; measure: Measure }) {
  return (
    <a class="cell value" href={address(['units'], { component: row.component })}>
      <span class="unseen">{named('component', row.component)}</span>
      <span class="figure plate total">{measure === 'bags' ? number(row.bags) : amount(row.amount)}</span>
      {measure === 'units' && <span class="days plate">{named('unitKind', row.unitKind)}</span>}
    </a>
  );
}

/** What is here or was here but cannot be issued: counted and named, never silently left out. */
function Aside({ stock }: { stock: StockView }) {
  const counts = [
    ['reserved', stock.reserved], ['quarantine', stock.quarantined], ['inTransfer', stock.inTransfer], ['shortDated', stock.shortDated],
    ['expired', stock.expired], ['notVerified', stock.notVerified], ['out', stock.out], ['unaccounted', stock.unaccounted],
    ['toReconcile', stock.toReconcile], ['expected', stock.expectedBags], ['waste', stock.waste], ['toConfirm', stock.toConfirm],
  ] as const;
  return (
    <div class="tiles">
      {counts.map(([filter, count]) => (
        <a key={filter} class="tile card value" href={address(['units'], { filter })}>
          <span>{t(`filter.${filter}`)}</span><b class="plate">{number(count)}</b>
        </a>
      ))}
      <a class="tile card value" href={address(['tags'])}><span>{t('filter.unknownTags')}</span><b class="plate">{number(stock.unknownTags)}</b></a>
    </div>
  );
}
