import { useEffect, useState } from 'preact/hooks';
import { api, type UnitItem } from '../api/generated';
import { keyedDin } from '../format/din';
import { percent } from '../format/chance';
import { isInStock } from '../format/status';
import { t } from '../i18n';
import { takeScans } from '../scan/scanner';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { address, go } from '../state/router';
import { may, numbering } from '../state/session';
import { language, phone } from '../state/screen';
import { Age, Since } from '../ui/age';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { Empty, Ready } from '../ui/notice';
import { Pad } from '../ui/pad';
import { amountWords, Expires, productName, StatusWord, statusWord } from '../ui/unit';
import { chanceWords, whereWords } from '../ui/where';
import { ShelfLamp } from './lamp';
import { UnitRows } from './units';

const MIN_TYPED = 3;
const TYPING_MS = 250;
const SHOWN = 50; // more are no answer: whoever types goes on typing

/** Where is this bag, how sure? */
export function Find({ query }: { query: URLSearchParams }) {
  const asked = query.get('q') ?? '';
  const product = query.get('product');
  const [typed, setTyped] = useState(asked);
  const [pad, setPad] = useState(false);
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => replaceQuery(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind !== 'bag' || scanned.parts.din !== undefined || scanned.parts.productCode === undefined || asked === '') return null;
    go(['find'], { q: asked, product: scanned.parts.productCode }); // the second code of a label narrows the first
    return { key: 'scan.read', text: scanned.parts.productCode };
  }), [asked]);

  const packed = asked.replace(/\s/g, '');
  const keyed = keyedDin(packed, numbering.value);
  const wanted = packed.length < MIN_TYPED || keyed?.checked === false ? null : keyed?.din ?? packed;
  return (
    <section class="find">
      <h2 class="unseen">{t('find.title')}</h2>
      <form class="find-bar" role="search" onSubmit={(event) => { event.preventDefault(); replaceQuery(typed.trim()); }}>
        <div class="field">
          <label class="unseen" for="find-field">{t('find.field')}</label>
          <div class="field-box">
            <input
              id="find-field" type="search" class="code" value={typed} placeholder={t('find.field')} autoComplete="off" autoCapitalize="characters"
              spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
        </div>
        {!phone.value && (
          <button type="button" class={cls('button', pad && 'chosen')} aria-pressed={pad} aria-label={t('find.pad')} onClick={() => setPad(!pad)}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17 14H7" /></svg>
          </button>
        )}
        {typed !== '' && <button type="button" class="button" onClick={() => { setTyped(''); replaceQuery(''); }}>{t('act.clear')}</button>}
      </form>
      <div class={cls('find-body', pad && 'with-pad')}>
        <div class="find-answer">
          {keyed?.checked === false && <p class="note note-bad" role="alert">{t('find.badCheck', { given: packed.slice(-1).toUpperCase() })}</p>}
          {wanted === null && keyed?.checked !== false && <Empty why={t('find.how')} />}
          {wanted !== null && <Answers q={wanted} product={product} />}
        </div>
        {pad && <Pad onPress={(key) => setTyped(key === 'erase' ? typed.slice(0, -1) : typed + key)}><span /></Pad>}
      </div>
    </section>
  );
}

function replaceQuery(q: string): void {
  history.replaceState(null, '', address(['find'], { q }));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function Answers({ q, product }: { q: string; product: string | null }) {
  const found = useResource(api.listUnits({ q, limit: SHOWN }), ['unit', 'stock']);
  return (
    <Ready of={found}>
      {({ items, next }) => {
        const fitting = product === null ? items : items.filter((unit) => unit.productCode === product);
        const [only] = fitting;
        if (only === undefined) return <Empty why={t('find.none')} />;
        if (fitting.length === 1) return <Answer unit={only} />;
        return (
          <>
            <p class="caption">{t(next === null ? 'find.many' : 'find.moreThan', { n: fitting.length })}</p>
            <UnitRows units={fitting} pick={(unit) => address(['find'], { q: unit.din, product: unit.productCode })} />
          </>
        );
      }}
    </Ready>
  );
}

/** A line breaks between fridge and shelf, never inside either. */
function PlaceWords({ words, cabinet }: { words: string; cabinet: string | null }) {
  const name = cabinet === null ? '' : place(cabinet);
  if (name === '' || !words.startsWith(name)) return <>{words}</>;
  const rest = words.slice(name.length);
  const comma = rest.startsWith(', ');
  return <><span class="whole">{name}{comma && ','}</span>{comma && ' '}<span class="whole">{comma ? rest.slice(2) : rest}</span></>;
}

/** The place is the largest thing on the page; chance and age stand under it. */
function Answer({ unit }: { unit: UnitItem }) {
  const detail = useResource(api.getUnit(unit.key), ['unit']).data;
  const where = detail?.where ?? unit.where;
  const chance = chanceWords(where);
  const gone = !isInStock(unit.status);
  const target = where.place ?? where.lastPlace;
  return (
    <article class="answer card">
      <div class="answer-head">
        <Din din={unit.din} check={unit.checkCharacter} big />
        <Group abo={unit.abo} rhD={unit.rhD} />
        <span>{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span>
        <span class="push" />
        <Expires unit={unit} />
      </div>
      <div class={cls('answer-place value', where.state === 'notVerified' && 'hatched')}>
        <p class="plate answer-words">{gone ? t('find.notHere', { status: statusWord(unit) }) : <PlaceWords words={whereWords(where)} cabinet={where.cabinet} />}</p>
        <p class="plate answer-sure">
          {gone
            ? <>{whereWords(where)} <Since at={unit.statusSince} /></>
            : <>{chance !== '' && <b>{chance}</b>} {where.state === 'removed' && where.since !== null ? <Age at={where.since} /> : where.heardAt !== null && <Age at={where.heardAt} />}</>}
        </p>
        {!gone && where.state === 'here' && where.next !== null && (where.nextChance ?? 0) >= 0.01 && (
          <p class="plate caption">{t('where.orNext', { place: place(where.next), chance: percent(where.nextChance ?? 0, language.value) })}</p>
        )}
      </div>
      <p class="inline"><StatusWord unit={unit} /></p>
      <div class="inline">
        {target !== null && !gone && <a class="button primary" href={address(['fridges', target.split('/')[0] ?? target])}>{t('find.fridge')}</a>}
        {target !== null && !gone && <ShelfLamp place={target} />}
        {!gone && may('lights') && detail !== null && detail.tags.length > 0 && <a class="button" href={address(['nearer', unit.key])}>{t('find.nearer')}</a>}
        <a class="button" href={address(['unit', unit.key])}>{t('find.history')}</a>
        {unit.status === 'available' && !unit.expired && <a class="button" href={address(['station', 'issue'], { unit: unit.key })}>{t('find.issue')}</a>}
      </div>
      {detail !== null && detail.sameDonation.length > 0 && (
        <div class="same">
          <h3>{t('find.sameDonation')}</h3>
          <UnitRows units={detail.sameDonation} pick={(other) => address(['find'], { q: other.din, product: other.productCode })} />
        </div>
      )}
    </article>
  );
}
