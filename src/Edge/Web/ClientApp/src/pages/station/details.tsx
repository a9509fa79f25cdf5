import { useState } from 'preact/hooks';
import { api } from '../../api/generated';
import { keyedDin } from '../../format/din';
import { date, readWallTime } from '../../format/time';
import { t } from '../../i18n';
import { isProduct } from '../../scan/structures';
import { useResource } from '../../state/resource';
import { serviceNow } from '../../state/clock';
import { numbering, session, timeZone } from '../../state/session';
import { Button, Choice } from '../../ui/button';
import { CelsiusField } from '../../ui/celsius-field';
import { Field } from '../../ui/field';
import { Picks } from '../../ui/picks';
import { Ticks } from '../../ui/ticks';
import { asksOverride } from './acts';
import { addKnown, addReceived, addUnit } from './add';
import { change, draftOf } from './draft';
import { isIncoming, type Act, type Draft } from './task';

const REASONS = {
  quarantine: ['why.recall', 'why.temperature', 'why.label', 'why.doubt'],
  release: ['why.checked', 'why.returnChecked'],
  discard: ['why.expired', 'why.damaged', 'why.outTooLong', 'why.temperature', 'why.recall'],
  supplier: ['why.recall', 'why.damaged', 'why.label'],
  issue: ['why.fresh', 'why.antigens', 'why.noOtherFits', 'why.urgent'],
  reserve: ['why.noOtherFits', 'why.urgent'],
  transfer: ['why.receiverUrgent', 'why.shortDated'],
  emergency: ['why.lifeAtStake', 'why.noOtherHere'],
} as const;
/** Codes of structure 002 for the eight groups, for ordinary use, nothing said of other antigens. */
const GROUP_CODES: Record<string, string> = { 'A+': '6200', 'B+': '7300', 'O+': '5100', 'AB+': '8400', 'A−': '0600', 'B−': '1700', 'O−': '9500', 'AB−': '2800' };
const HOURS = ['4', '24', '48'];

/** What the whole list needs: the ward, the reason, where it came from. */
export function Details({ act }: { act: Act }) {
  const draft = draftOf(act);
  const set = (part: Partial<Draft>): void => change(act, (now) => ({ ...now, ...part }));
  switch (act) {
    case 'receive':
      return (
        <>
          <Field label={t('station.source')} value={draft.source} onInput={(source) => set({ source })} />
          <Suppliers picked={draft.source} onPick={(source) => set({ source })} />
          <CelsiusField value={draft.celsius} onInput={(celsius) => set({ celsius })} />
          <Field label={t('station.logger')} value={draft.logger} onInput={(logger) => set({ logger })} />
          <Ticks ticks={draft.ticks} onTick={(ticks) => set({ ticks })} />
          <Choice
            label={t('station.check')} value={draft.quarantine ? 'hold' : 'stock'} onPick={(value) => set({ quarantine: value === 'hold' })}
            options={[{ value: 'hold', text: t('station.toQuarantine') }, { value: 'stock', text: t('station.toStock') }]}
          />
        </>
      );
    case 'announce':
      return (
        <>
          <Field label={t('notices.number')} value={draft.order} onInput={(order) => set({ order })} code />
          <Field label={t('station.source')} value={draft.source} onInput={(source) => set({ source })} />
        </>
      );
    case 'issue':
      return (
        <>
          <Field label={t('station.destination')} value={draft.destination} onInput={(destination) => set({ destination })} />
          <Picks label={t('station.destination')} values={session.value?.site.wards ?? []} picked={draft.destination} onPick={(destination) => set({ destination })} />
          <Field label={t('station.order')} value={draft.order} onInput={(order) => set({ order })} />
          {asksOverride(act, draft) && (
            <Why label={t('station.override')} hint={t('station.overrideWhy')} act={act} reason={draft.override} onReason={(override) => set({ override })} />
          )}
        </>
      );
    case 'reserve':
      return (
        <>
          <Field label={t('station.order')} value={draft.order} onInput={(order) => set({ order })} />
          <Choice
            label={t('station.hours')} value={draft.hours} onPick={(hours) => set({ hours })}
            options={HOURS.map((value) => ({ value, text: t('station.nHours', { n: value }) }))}
          />
          {asksOverride(act, draft) && (
            <Why label={t('station.overrideReserve')} hint={t('station.overrideReserveWhy')} act={act} reason={draft.override} onReason={(override) => set({ override })} />
          )}
        </>
      );
    case 'transfer':
      return (
        <>
          <Field label={t('station.to')} value={draft.destination} onInput={(destination) => set({ destination })} />
          <Field label={t('station.transferNumber')} value={draft.order} onInput={(order) => set({ order })} />
          <TransferPicks draft={draft} set={set} />
          <Field label={t('station.box')} value={draft.box} onInput={(box) => set({ box })} />
          <Field label={t('station.logger')} value={draft.logger} onInput={(logger) => set({ logger })} />
          {asksOverride(act, draft) && (
            <Why label={t('station.overrideReserve')} hint={t('station.overrideReserveWhy')} act={act} reason={draft.override} onReason={(override) => set({ override })} />
          )}
        </>
      );
    case 'emergency':
      return (
        <>
          <p class="caption">{t('station.emergencyHow')}</p>
          <Field label={t('station.destination')} value={draft.destination} onInput={(destination) => set({ destination })} />
          <Picks label={t('station.destination')} values={session.value?.site.wards ?? []} picked={draft.destination} onPick={(destination) => set({ destination })} />
          <Field label={t('station.physician')} value={draft.physician} onInput={(physician) => set({ physician })} />
          {asksOverride(act, draft) && (
            <Why label={t('station.overrideOut')} hint={t('station.overrideOutWhy')} act={act} reason={draft.override} onReason={(override) => set({ override })} />
          )}
        </>
      );
    case 'transfused': return <p class="caption">{t('station.transfusedHow')}</p>;
    case 'return': return <p class="caption">{t('station.returnHow')}</p>;
    case 'quarantine':
    case 'release': return <Why label={t('station.reason')} act={act} reason={draft.reason} onReason={(reason) => set({ reason })} />;
    case 'discard': return <Why label={t('station.cause')} act={act} reason={draft.reason} onReason={(reason) => set({ reason })} />;
    case 'supplier': return <Why label={t('station.supplierReason')} act={act} reason={draft.reason} onReason={(reason) => set({ reason })} />;
    case 'waste':
      return (
        <>
          <p class="caption">{t('station.wasteHow')}</p>
          <WasteWaiting />
          <Field label={t('station.wasteTo')} value={draft.destination} onInput={(destination) => set({ destination })} />
          <Field label={t('station.document')} value={draft.order} onInput={(order) => set({ order })} />
        </>
      );
  }
}

/** Sites that bags went to lately, and a number that no transfer has yet: one touch each. */
function TransferPicks({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const transfers = useResource(api.listTransfers(), ['stock']).data?.items ?? [];
  const sites = [...new Set(transfers.map((transfer) => transfer.to))].slice(0, 4);
  const begin = `T-${date(serviceNow() ?? Date.now(), timeZone.value, 'zh').replaceAll('-', '')}-`;
  const last = Math.max(0, ...transfers.filter(({ number }) => number.startsWith(begin)).map(({ number }) => Number(number.slice(begin.length)) || 0));
  return (
    <>
      <Picks label={t('station.to')} values={sites} picked={draft.destination} onPick={(destination) => set({ destination })} />
      <Picks label={t('transfers.propose')} values={[`${begin}${last + 1}`]} picked={draft.order} onPick={(order) => set({ order })} />
    </>
  );
}

/** Who has delivered lately, one touch each. */
function Suppliers({ picked, onPick }: { picked: string; onPick: (source: string) => void }) {
  const notices = useResource(api.listNotices(), ['stock']).data?.items ?? [];
  return <Picks label={t('station.source')} values={[...new Set(notices.map((notice) => notice.from))].slice(0, 4)} picked={picked} onPick={onPick} />;
}

/** The bags that lie in the waste: all of them onto the list at one touch. */
function WasteWaiting() {
  const waiting = useResource(api.listUnits({ filter: 'waste', limit: 500 }), ['unit', 'stock']).data?.items ?? [];
  return <Button disabled={waiting.length === 0} onPress={() => addKnown('waste', waiting)}>{t('station.listWaste', { n: waiting.length })}</Button>;
}

/** A reason in the person's words, or one of the usual ones at a touch. */
function Why({ label, hint, act, reason, onReason }: { label: string; hint?: string; act: keyof typeof REASONS; reason: string; onReason: (reason: string) => void }) {
  return (
    <>
      <Field label={label} value={reason} onInput={onReason} hint={hint} />
      <Picks label={label} values={REASONS[act].map((key) => t(key))} picked={reason} onPick={onReason} />
    </>
  );
}

/** A label that no scanner reads: typed, with its check character if the person likes. */
export function TypedNumber({ act }: { act: Act }) {
  const [number, setNumber] = useState('');
  const [product, setProduct] = useState('');
  const [group, setGroup] = useState('');
  const [expiry, setExpiry] = useState('');
  const keyed = keyedDin(number, numbering.value);
  const receiving = isIncoming(act);
  const ready = keyed !== null && keyed.checked !== false
    && (!receiving || (isProduct(product.trim(), numbering.value) && group.trim().length === 4 && readWallTime(expiry) !== null));
  const add = (event: Event): void => {
    event.preventDefault();
    if (!ready) return;
    if (isIncoming(act)) addReceived(act, { din: keyed.din, productCode: product.trim(), groupCode: group.trim(), expiry: readWallTime(expiry) ?? '' });
    else void addUnit(act, keyed.din, null);
    setNumber(''); // the rest stays: the next bag of a delivery differs by its number first
  };
  const form = (
    <form class="typed" onSubmit={add}>
      <Field label={t('station.type')} value={number} onInput={setNumber} code hint={keyed?.checked === false ? t('find.badCheck', { given: number.trim().slice(-1).toUpperCase() }) : undefined} />
      {receiving && (
        <>
          <Field label={t('station.product')} value={product} onInput={setProduct} code />
          <Field label={t('station.group')} value={group} onInput={setGroup} code />
          <Picks label={t('station.group')} values={Object.keys(GROUP_CODES)} picked={Object.keys(GROUP_CODES).find((name) => GROUP_CODES[name] === group) ?? ''} onPick={(name) => setGroup(GROUP_CODES[name] ?? '')} />
          <Field label={t('station.expiry')} value={expiry} onInput={setExpiry} hint={t('time.hint')} />
        </>
      )}
      <button type="submit" class="button" disabled={!ready}>{t('station.add')}</button>
    </form>
  );
  return receiving ? <details class="manual" open={act === 'announce'}><summary>{t('station.manual')}</summary>{form}</details> : form;
}
