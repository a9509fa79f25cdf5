import { useState } from 'preact/hooks';
import { keyedDin } from '../../format/din';
import { readWallTime } from '../../format/time';
import { t } from '../../i18n';
import { Choice } from '../../ui/button';
import { Field } from '../../ui/field';
import type { Act } from './acts';
import { addReceived, addUnit } from './add';
import { change, draftOf, type Draft } from './draft';

/** What the whole list needs: the ward, the reason, where it came from. */
export function Details({ act }: { act: Act }) {
  const draft = draftOf(act);
  const set = (part: Partial<Draft>): void => change(act, (now) => ({ ...now, ...part }));
  switch (act) {
    case 'receive':
      return (
        <>
          <Field label={t('station.source')} value={draft.source} onInput={(source) => set({ source })} />
          <Choice
            label={t('station.check')} value={draft.quarantine ? 'hold' : 'stock'} onPick={(value) => set({ quarantine: value === 'hold' })}
            options={[{ value: 'hold', text: t('station.toQuarantine') }, { value: 'stock', text: t('station.toStock') }]}
          />
        </>
      );
    case 'issue':
      return (
        <>
          <Field label={t('station.destination')} value={draft.destination} onInput={(destination) => set({ destination })} />
          <Field label={t('station.order')} value={draft.order} onInput={(order) => set({ order })} />
        </>
      );
    case 'return': return null;
    case 'quarantine':
    case 'release': return <Field label={t('station.reason')} value={draft.reason} onInput={(reason) => set({ reason })} />;
    case 'discard': return <Field label={t('station.cause')} value={draft.reason} onInput={(reason) => set({ reason })} />;
  }
}

/** A label that no scanner reads: typed, with its check character if the person likes. */
export function TypedNumber({ act }: { act: Act }) {
  const [number, setNumber] = useState('');
  const [product, setProduct] = useState('');
  const [group, setGroup] = useState('');
  const [expiry, setExpiry] = useState('');
  const keyed = keyedDin(number);
  const receiving = act === 'receive';
  const ready = keyed !== null && keyed.checked !== false
    && (!receiving || (/^[A-Z][A-Za-z0-9]{7}$/.test(product.trim()) && group.trim().length === 4 && readWallTime(expiry) !== null));
  const add = (event: Event): void => {
    event.preventDefault();
    if (!ready) return;
    if (receiving) addReceived({ din: keyed.din, productCode: product.trim(), groupCode: group.trim(), expiry: readWallTime(expiry) ?? '' });
    else void addUnit(act, keyed.din, null);
    setNumber('');
  };
  const form = (
    <form class="typed" onSubmit={add}>
      <Field label={t('station.type')} value={number} onInput={setNumber} code hint={keyed?.checked === false ? t('find.badCheck', { given: number.trim().slice(-1).toUpperCase() }) : undefined} />
      {receiving && (
        <>
          <Field label={t('station.product')} value={product} onInput={setProduct} code />
          <Field label={t('station.group')} value={group} onInput={setGroup} code />
          <Field label={t('station.expiry')} value={expiry} onInput={setExpiry} hint={t('time.hint')} />
        </>
      )}
      <button type="submit" class="button" disabled={!ready}>{t('station.add')}</button>
    </form>
  );
  return receiving ? <details class="manual"><summary>{t('station.manual')}</summary>{form}</details> : form;
}
