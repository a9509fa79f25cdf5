import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type ActionResult, type NoticeItem, type RefusalView, type UnitItem } from '../api/generated';
import { shortDin } from '../format/din';
import { readCelsius } from '../format/number';
import { named, ownName, t } from '../i18n';
import { Collector } from '../scan/collect';
import { takeScans } from '../scan/scanner';
import { useTray } from '../state/desk';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { ActButton, Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Field } from '../ui/field';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { amountWords, Expires, productName } from '../ui/unit';
import { whereWords } from '../ui/where';
import { bagOf, isBag, labelOf, withReading, type Reading } from './notice-scan';
import { UnitRows } from './units';

export function Sum({ notice }: { notice: NoticeItem }) {
  const { announced, expected, received, missing, extra } = notice;
  return <p class="value"><span class="plate">{t('notices.sum', { announced, expected, received, missing, extra })} ✓</span></p>;
}

type Refusals = Record<string, RefusalView>;

/** Is everything here that was announced? What lies on the tray, is heard in a place or was scanned is here; the rest is missing. */
export function NoticePage({ number }: { number: string }) {
  const notice = useResource(api.getNotice(number), ['unit', 'stock']);
  const tray = useTray();
  const [collector] = useState(() => new Collector());
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [check, setCheck] = useState<'hold' | 'stock'>('hold');
  const [typed, setTyped] = useState('');
  const [logger, setLogger] = useState('');
  const [damaged, setDamaged] = useState<ReadonlySet<string>>(new Set());
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
  const mark = (key: string): void => setDamaged((before) => { const next = new Set(before); if (!next.delete(key)) next.add(key); return next; });

  const take = (results: readonly ActionResult[]): void => {
    setRefusals(Object.fromEntries(results.flatMap(({ unit, refusal }) => (refusal === null ? [] : [[unit, refusal]]))));
    setDone(results.filter((result) => result.accepted).length);
    changed('unit', 'stock');
  };
  const receive = useSubmit(async () =>
    take((await send(api.receiveAnnounced(number, {
      units: here.map((unit) => unit.key), quarantine: check === 'hold', labels: here.flatMap((unit) => labelOf(units, readings, unit) ?? []),
      boxCelsius: celsius ?? null, logger: logger.trim() || null, damaged: here.map((unit) => unit.key).filter((key) => damaged.has(key)),
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
            <Bags units={here} note={seen} refusals={refusals} mark damaged={damaged} onDamaged={mark} />
            {missing.length > 0 && <h3>{t('notices.notHere', { n: missing.length })}</h3>}
            <Bags units={missing} note={() => null} refusals={refusals} />
            {extra.length + strangers.length > 0 && <h3>{t('notices.isExtra', { n: extra.length + strangers.length })}</h3>}
            <Bags units={extra} note={(unit) => t('notices.extraKnown', { status: named('status', unit.status) })} refusals={{}} />
            {strangers.map(({ din, productCode = '' }) => <p key={din + productCode} class="card row line-row"><span class="line-mark" /><span class="line-bag"><Din din={din} />{productCode !== '' && <span class="caption">{productCode}</span>}<b class="line-why">{t('notices.extraNew')}</b></span></p>)}
            {unknown > 0 && <p>{t('notices.unknownTags', { n: unknown })}</p>}
            {extra.length + strangers.length + unknown > 0 && <p><a class="button" href={address(['station', 'receive'], { source: number })}>{t('station.receive')}</a></p>}
            {expected.length > 0 && (
              <>
                <Field label={t('station.celsius')} value={typed} onInput={setTyped} hint={t(celsius === undefined ? 'station.celsiusUnread' : 'station.celsiusHint')} code />
                <Field label={t('station.logger')} value={logger} onInput={setLogger} />
                <Choice
                  label={t('station.check')} value={check} onPick={setCheck}
                  options={[{ value: 'hold', text: t('station.toQuarantine') }, { value: 'stock', text: t('station.toStock') }]}
                />
                <div class="inline thumb">
                  <ActButton primary disabled={busy || here.length === 0 || celsius === undefined} onPress={() => void receive.submit()}>{t('notices.receive', { n: here.length })}</ActButton>
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

function Bags({ units, note, refusals, mark = false, damaged, onDamaged }: {
  units: readonly UnitItem[]; note: (unit: UnitItem) => string | null; refusals: Refusals; mark?: boolean;
  /** Which of them look damaged, and how a person says so. */
  damaged?: ReadonlySet<string>; onDamaged?: (key: string) => void;
}) {
  if (units.length === 0) return null;
  return (
    <ul class="rows">
      {units.map((unit) => {
        const refusal = refusals[unit.key];
        const said = note(unit);
        return (
          <li key={unit.key} class={cls('card row line-row', refusal !== undefined && 'line-refused')}>
            <span class="line-mark" aria-hidden="true">{mark && <svg class="icon" viewBox="0 0 24 24"><path d="m4 12 5.5 6L20 6" /></svg>}</span>
            <span class="line-bag">
              <Din din={unit.din} check={unit.checkCharacter} />
              <span class="caption">{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}{said !== null && ` · ${said}`}</span>
              {refusal !== undefined && <b class="line-why">{ownName(refusal.zh, refusal.en)} {ownName(refusal.doZh, refusal.doEn)}</b>}
            </span>
            <Group abo={unit.abo} rhD={unit.rhD} />
            <Expires unit={unit} />
            {onDamaged !== undefined && (
              <button type="button" class={cls('button', damaged?.has(unit.key) === true && 'chosen')} aria-pressed={damaged?.has(unit.key) === true} onClick={() => onDamaged(unit.key)}>{t('look.damaged')}</button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
