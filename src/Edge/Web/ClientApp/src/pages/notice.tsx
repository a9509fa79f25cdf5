import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type ActionResult, type BagCondition, type NoticeItem, type UnitItem } from '../api/generated';
import { shortDin } from '../format/din';
import { readCelsius } from '../format/number';
import { named, t } from '../i18n';
import { Collector } from '../scan/collect';
import { takeScans } from '../scan/scanner';
import { useTray } from '../state/desk';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { ActButton, Choice } from '../ui/button';
import { CelsiusField } from '../ui/celsius-field';
import { Field } from '../ui/field';
import { Din } from '../ui/din';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { NO_TICKS, openTicks, Ticks } from '../ui/ticks';
import { whereWords } from '../ui/where';
import { Bags, type Looks, type Refusals } from './notice-bags';
import { bagOf, isBag, labelOf, withReading, type Reading } from './notice-scan';
import { UnitRows } from './units';

export function Sum({ notice }: { notice: NoticeItem }) {
  const { announced, expected, received, missing, extra } = notice;
  return <p class="value"><span class="plate">{t('notices.sum', { announced, expected, received, missing, extra })} ✓</span></p>;
}

/** Is everything here that was announced? What lies on the tray, is heard in a place or was scanned is here; the rest is missing. */
export function NoticePage({ number }: { number: string }) {
  const notice = useResource(api.getNotice(number), ['unit', 'stock']);
  const tray = useTray();
  const [collector] = useState(() => new Collector());
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [check, setCheck] = useState<'hold' | 'stock'>('hold');
  const [typed, setTyped] = useState('');
  const [logger, setLogger] = useState('');
  const [looks, setLooks] = useState<Looks>({});
  const [ticks, setTicks] = useState(NO_TICKS);
  const [refusals, setRefusals] = useState<Refusals>({});
  const [done, setDone] = useState<number | null>(null);
  const units = notice.data?.units ?? [];
  const expected = units.filter((unit) => unit.status === 'expected');
  useEffect(() => takeScans((code) => {
    if (code.kind !== 'bag') return null;
    const { din, ...parts } = collector.add(code.parts, performance.now());
    if (din === undefined) return { key: 'scan.wanted', text: t('scan.part.din') };
    const reading = { din, ...parts };
    setReadings((before) => withReading(before, reading));
    const found = bagOf(units, reading);
    if (found === 'several') return { key: 'scan.wanted', text: t('scan.part.product') };
    return { key: found === null ? 'notices.extraNew' : 'scan.read', text: shortDin(din), bad: found === null };
  }), [units]);

  const lying = (tray?.desk.listening === true ? tray.tags : []).filter((tag) => !tag.nearby);
  const onTray = new Set(lying.flatMap((tag) => (tag.unit === null ? [] : [tag.unit.key])));
  const seen = (unit: UnitItem): string | null =>
    onTray.has(unit.key) ? t('notices.byTray')
    : readings.some((reading) => isBag(bagOf(units, reading), unit)) ? t('notices.byScan')
    : unit.where.state === 'here' || unit.where.state === 'notSure' ? whereWords(unit.where)
    : null;
  const here = expected.filter((unit) => seen(unit) !== null);
  const missing = expected.filter((unit) => seen(unit) === null);
  const extra = lying.flatMap((tag) => (tag.unit !== null && !units.some((unit) => unit.key === tag.unit?.key) ? [tag.unit] : []));
  const strangers = readings.filter((reading) => bagOf(units, reading) === null && bagOf(extra, reading) === null);
  const unknown = lying.filter((tag) => tag.unit === null).length;

  const celsius = readCelsius(typed);
  const open = openTicks(ticks).length;
  const looking = (look: BagCondition): string[] => here.map((unit) => unit.key).filter((key) => looks[key] === look);

  const take = (results: readonly ActionResult[]): void => {
    setRefusals(Object.fromEntries(results.flatMap(({ unit, refusal }) => (refusal === null ? [] : [[unit, refusal]]))));
    setDone(results.filter((result) => result.accepted).length);
    changed('unit', 'stock');
  };
  const receive = useSubmit(async () =>
    take((await send(api.receiveAnnounced(number, {
      units: here.map((unit) => unit.key), quarantine: check === 'hold', labels: here.flatMap((unit) => labelOf(units, readings, unit) ?? []),
      boxCelsius: celsius ?? null, logger: logger.trim() || null, damaged: looking('damaged'), opened: looking('opened'), ticks,
    }), newKey())).results));
  const close = useSubmit(async () => {
    take((await send(api.closeAnnounced(number, { units: missing.map((unit) => unit.key), cause: t('notices.missingReason') }), newKey())).results);
    setDone(null);
  });
  const busy = receive.busy || close.busy;
  return (
    <section class="transfers">
      <PageHead title={`${t('notices.title')} ${number}`} />
      <Ready of={notice}>
        {(data) => (
          <>
            <div class="card panel"><p>{t('notices.from', { from: data.notice.from })}</p><Sum notice={data.notice} /></div>
            {done !== null && done > 0 && <p class="note note-done" role="status"><b>✓ {t('notices.done', { n: done })}</b></p>}
            {expected.length === 0 ? <p>{t('notices.settled')} ✓</p> : <p class="caption">{t('notices.how')}</p>}
            {here.length > 0 && <h3>{t('notices.isHere', { n: here.length })}</h3>}
            <Bags units={here} note={seen} refusals={refusals} mark looks={looks} onLook={(key, look) => setLooks((before) => ({ ...before, [key]: look }))} />
            {missing.length > 0 && <h3>{t('notices.notHere', { n: missing.length })}</h3>}
            <Bags units={missing} note={() => null} refusals={refusals} />
            {extra.length + strangers.length > 0 && <h3>{t('notices.isExtra', { n: extra.length + strangers.length })}</h3>}
            <Bags units={extra} note={(unit) => t('notices.extraKnown', { status: named('status', unit.status) })} refusals={{}} />
            {strangers.map(({ din, productCode = '' }) => <p key={din + productCode} class="card row line-row"><span class="line-mark" /><span class="line-bag"><Din din={din} />{productCode !== '' && <span class="caption">{productCode}</span>}<b class="line-why">{t('notices.extraNew')}</b></span></p>)}
            {unknown > 0 && <p>{t('notices.unknownTags', { n: unknown })}</p>}
            {extra.length + strangers.length + unknown > 0 && <p><a class="button" href={address(['station', 'receive'], { source: number })}>{t('station.receive')}</a></p>}
            {expected.length > 0 && (
              <>
                <CelsiusField value={typed} onInput={setTyped} />
                <Field label={t('station.logger')} value={logger} onInput={setLogger} />
                <Ticks ticks={ticks} onTick={setTicks} />
                <Choice
                  label={t('station.check')} value={check} onPick={setCheck}
                  options={[{ value: 'hold', text: t('station.toQuarantine') }, { value: 'stock', text: t('station.toStock') }]}
                />
                <div class="inline thumb">
                  <ActButton primary disabled={busy || here.length === 0 || celsius === undefined || (check === 'stock' && open > 0)} onPress={() => void receive.submit()}>{t('notices.receive', { n: here.length })}</ActButton>
                  {check === 'stock' && open > 0 && <span class="caption">{t('station.owed', { what: t('tick.open', { n: open }) })}</span>}
                  <ActButton harmful disabled={busy || missing.length === 0} onPress={() => void close.submit()}>{t('notices.missing', { n: missing.length })}</ActButton>
                </div>
              </>
            )}
            {(receive.problem ?? close.problem) !== null && <ProblemNote problem={(receive.problem ?? close.problem)!} />}
            {units.length > expected.length && <UnitRows units={units.filter((unit) => unit.status !== 'expected')} />}
          </>
        )}
      </Ready>
    </section>
  );
}
