import { useState } from 'preact/hooks';
import { api, type SlipView, type UnitItem } from '../api/generated';
import { groupWords } from '../format/group';
import { amount } from '../format/number';
import { dateTime, expiry } from '../format/time';
import { more, t, template, type Key, type Values } from '../i18n';
import { fill, parse } from '../i18n/message';
import { paper } from '../i18n/paper';
import { useResource } from '../state/resource';
import { language, type Language } from '../state/screen';
import { site, timeZone } from '../state/session';
import { Button, Choice } from '../ui/button';
import { Din } from '../ui/din';
import { Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';

more(paper);

type Tongue = Language | 'both';

/** The paper that goes with bags; each printout is Chinese, English, or both beside each other. */
export function Slip({ seq }: { seq: string }) {
  const slip = useResource(api.getSlip(Number(seq)));
  const [tongue, setTongue] = useState<Tongue>(language.value);
  return (
    <section class="slip-page">
      <PageHead
        title={slip.data === null ? '' : t(`slip.${slip.data.kind}`)}
        end={<Button primary onPress={() => window.print()}>{t('slip.print')}</Button>}
      />
      <Choice
        label={t('slip.language')} value={tongue} onPick={setTongue}
        options={[{ value: 'zh', text: '中文' }, { value: 'en', text: 'English' }, { value: 'both', text: t('slip.both') }]}
      />
      <Ready of={slip}>{(data) => <Paper slip={data} tongues={tongue === 'both' ? ['zh', 'en'] : [tongue]} />}</Ready>
    </section>
  );
}

/** A text in the languages of the paper, whatever the screen speaks. */
function say(key: Key, tongues: readonly Language[], values: Values = {}): string {
  return tongues.map((one) => fill<string | number>(parse(template(key, one)), values, (text) => text).join('')).join(' ');
}

function Paper({ slip, tongues }: { slip: SlipView; tongues: readonly Language[] }) {
  const of = (key: Key, values?: Values): string => say(key, tongues, values);
  const own = site.value;
  const facts: [Key, string | null][] = [
    ['slip.no', String(slip.seq)], ['slip.at', dateTime(slip.at, timeZone.value, tongues[0] ?? 'zh')], ['slip.by', slip.by],
    [`slip.to.${slip.kind}`, slip.to], [`slip.number.${slip.kind}`, slip.number], ['slip.box', slip.box], ['slip.physician', slip.physician],
    ['slip.reason', slip.reason],
  ];
  return (
    <article class="slip card panel" lang={tongues[0] === 'en' ? 'en' : 'zh-CN'}>
      <h3>{tongues.map((one) => (one === 'zh' ? own?.nameZh : own?.nameEn)).join(' ')}</h3>
      <h2>{of(`slip.${slip.kind}`)}</h2>
      <dl class="facts">
        {facts.map(([key, value]) => value !== null && value !== '' && <div key={key}><dt>{of(key)}</dt><dd>{value}</dd></div>)}
      </dl>
      <div class="scroll">
        <table>
          <thead>
            <tr>{(['slip.bag', 'slip.product', 'slip.group', 'slip.amount', 'slip.expires'] as const).map((key) => <th key={key} scope="col">{of(key)}</th>)}</tr>
          </thead>
          <tbody>{slip.units.map((unit) => <Row key={unit.key} unit={unit} tongues={tongues} />)}</tbody>
        </table>
      </div>
      <p><b>{of('slip.total', { n: slip.units.length })}</b></p>
      <div class="signatures"><span>{of('slip.given')}</span><span>{of('slip.taken')}</span></div>
    </article>
  );
}

function Row({ unit, tongues }: { unit: UnitItem; tongues: readonly Language[] }) {
  const names = tongues.map((one) => (one === 'zh' ? unit.productNameZh : unit.productNameEn)).filter((name) => name !== null).join(' ');
  return (
    <tr>
      <td><Din din={unit.din} check={unit.checkCharacter} /> <span translate={false}>{unit.productCode}</span></td>
      <td>{names}</td>
      <td>{tongues.map((one) => groupWords(unit.abo, unit.rhD, one)).join(' ')}</td>
      <td>{tongues.map((one) => fill<string | number>(parse(template(`amount.${unit.unitKind}`, one)), { n: amount(unit.amount) }, (text) => text).join('')).filter((word, index, all) => all.indexOf(word) === index).join(' ')}</td>
      <td>{expiry(unit.expiresAt, timeZone.value, tongues[0] ?? 'zh')}</td>
    </tr>
  );
}
