import type { SlipKind, SlipNote, SlipView, UnitItem } from '../api/generated';
import { groupWords } from '../format/group';
import { amount, celsius } from '../format/number';
import { dateTime, expiry } from '../format/time';
import { catalogue, template, type Key, type Values } from '../i18n';
import { fill, parse } from '../i18n/message';
import type { Language } from '../state/screen';
import { site, timeZone } from '../state/session';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { openTicks } from '../ui/ticks';

/** Who signs: who has the bags until now, who has them from now on. */
const SIGNED: Record<SlipKind, readonly Key[]> = {
  receipt: ['slip.sign.delivered', 'slip.sign.taken'], return: ['slip.sign.brought', 'slip.sign.taken'],
  discard: ['slip.sign.discarded', 'slip.sign.witness'], emergency: ['slip.sign.physician', 'slip.sign.given', 'slip.sign.taken'],
  issue: ['slip.sign.given', 'slip.sign.taken'], transfer: ['slip.sign.given', 'slip.sign.taken'],
  waste: ['slip.sign.given', 'slip.sign.taken'], supplier: ['slip.sign.given', 'slip.sign.taken'],
};

/** A text in the languages of the paper, whatever the screen speaks; the same in both is said once. */
function say(key: Key, tongues: readonly Language[], values: (of: Language) => Values = () => ({})): string {
  return [...new Set(tongues.map((one) => fill<string | number>(parse(template(key, one)), values(one), (text) => text).join('')))].join(' ');
}

export function Paper({ slip, tongues }: { slip: SlipView; tongues: readonly Language[] }) {
  const of = (key: Key): string => say(key, tongues);
  const own = site.value;
  const { ticks } = slip;
  const facts: [Key, string | null][] = [
    ['slip.no', String(slip.seq)], ['slip.at', dateTime(slip.at, timeZone.value, tongues[0] ?? 'zh')], ['slip.by', slip.by],
    [`slip.to.${slip.kind}`, slip.to], [`slip.number.${slip.kind}`, slip.number], ['slip.box', slip.box], ['slip.logger', slip.logger],
    ['slip.celsius', slip.boxCelsius === null ? null : celsius(slip.boxCelsius)], ['slip.physician', slip.physician], ['slip.reason', slip.reason],
    ['slip.check', ticks === null ? null : openTicks(ticks).length === 0 ? of('tick.all') : say('tick.some', tongues, (one) => ({ list: openTicks(ticks).map((point) => say(`tick.${point}`, [one])).join(template('scan.and', one)) }))],
  ];
  const columns: Key[] = ['slip.bag', 'slip.product', 'slip.group', 'slip.amount', 'slip.expires'];
  if (slip.notes.length > 0) columns.push('slip.look');
  return (
    <article class="slip card panel" lang={tongues[0] === 'en' ? 'en' : 'zh-CN'}>
      <h3>{tongues.map((one) => (one === 'zh' ? own?.nameZh : own?.nameEn)).join(' ')}</h3>
      <h2>{of(`slip.${slip.kind}`)}</h2>
      <dl class="facts">
        {facts.map(([key, value]) => value !== null && value !== '' && <div key={key}><dt>{of(key)}</dt><dd>{value}</dd></div>)}
      </dl>
      <div class="slip-bags">
        <table>
          <thead><tr><th />{columns.map((key) => <th key={key} scope="col">{of(key)}</th>)}</tr></thead>
          <tbody>{slip.units.map((unit, i) => <Row key={unit.key} n={i + 1} unit={unit} note={slip.notes.find((note) => note.unit === unit.key)} tongues={tongues} />)}</tbody>
        </table>
      </div>
      <div class="slip-end">
        <p><b>{say('slip.total', tongues, () => ({ n: slip.units.length }))}</b> <Sums units={slip.units} tongues={tongues} /></p>
        <div class="signatures">{SIGNED[slip.kind].map((key) => <span key={key}>{of(key)}</span>)}</div>
      </div>
    </article>
  );
}

function measure(unit: UnitItem, value: number, tongues: readonly Language[]): string {
  return say(`amount.${unit.unitKind}`, tongues, () => ({ n: amount(value) }));
}

/** Each component and each measure has a sum of its own. */
function Sums({ units, tongues }: { units: readonly UnitItem[]; tongues: readonly Language[] }) {
  const kinds = [...new Set(units.map((unit) => `${unit.component} ${unit.unitKind}`))];
  return (
    <>
      {kinds.map((kind) => {
        const alike = units.filter((unit) => `${unit.component} ${unit.unitKind}` === kind);
        const sum = alike.reduce((total, unit) => total + unit.amount, 0);
        const component = (one: Language): string => {
          const key = `component.${alike[0]!.component}` as Key;
          return key in catalogue ? template(key, one) : alike[0]!.component;
        };
        return <span key={kind} class="slip-sum">{say('slip.sum', tongues, (one) => ({ component: component(one), n: alike.length, amount: measure(alike[0]!, sum, [one]) }))} </span>;
      })}
    </>
  );
}

function Row({ n, unit, note, tongues }: { n: number; unit: UnitItem; note: SlipNote | undefined; tongues: readonly Language[] }) {
  const names = tongues.map((one) => (one === 'zh' ? unit.productNameZh : unit.productNameEn)).filter((name) => name !== null).join(' ');
  return (
    <tr>
      <td class="slip-no">{n}</td>
      <td><Din din={unit.din} check={unit.checkCharacter} /> <span translate={false}>{unit.productCode}</span></td>
      <td>{names}</td>
      <td><Group abo={unit.abo} rhD={unit.rhD} /> <span>{tongues.map((one) => groupWords(unit.abo, unit.rhD, one)).join(' ')}</span></td>
      <td>{measure(unit, unit.amount, tongues)}</td>
      <td class="expires-at">{expiry(unit.expiresAt, timeZone.value, tongues[0] ?? 'zh')}</td>
      {note !== undefined && <td>{found(note, tongues)}</td>}
    </tr>
  );
}

/** How it looked and what became of it. */
function found(note: SlipNote, tongues: readonly Language[]): string {
  const fate = note.quarantine === 'none'
    ? say('slip.toStock', tongues)
    : say('slip.held', tongues, (one) => ({ reason: template(`quarantine.${note.quarantine}` as Key, one) }));
  return [
    say(`look.${note.condition}`, tongues), note.outSeconds === null ? null : say('slip.outFor', tongues, () => ({ n: Math.ceil(note.outSeconds! / 60) })), fate,
  ].filter((part) => part !== null).join(' · ');
}
