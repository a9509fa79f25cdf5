import { useEffect, useState } from 'preact/hooks';
import { asProblem, get, newKey, send } from '../api/client';
import { api, type LabelView, type TrayTagView, type UnitItem } from '../api/generated';
import type { Problem } from '../api/problem';
import { keyedDin, shortDin } from '../format/din';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { desk } from '../i18n/desk';
import { takeScans } from '../scan/scanner';
import { useTray } from '../state/desk';
import { changed, useResource } from '../state/resource';
import { numbering } from '../state/session';
import { ActButton, Button, Choice } from '../ui/button';
import { Din } from '../ui/din';
import { Field } from '../ui/field';
import { Group } from '../ui/group';
import { Empty, ProblemNote } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { amountWords, Expires, productName } from '../ui/unit';

more({ ...desk, ...station });

/** Which tag speaks for this bag? Scan the printed label, lay the bag on the tray, one touch; what is said is what was read back. */
export function Labels() {
  const tray = useTray();
  const [units, setUnits] = useState<readonly UnitItem[]>([]);
  const [unit, setUnit] = useState<UnitItem | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [beside, setBeside] = useState<'one' | 'both'>('one');
  const [done, setDone] = useState<LabelView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [number, setNumber] = useState('');

  const find = async (din: string, productCode: string | null): Promise<void> => {
    setDone(null);
    setProblem(null);
    setBeside('one');
    try {
      const found = (await get(api.listUnits({ q: din, limit: 20 }))).items.filter((each) => each.din === din && (productCode === null || each.productCode === productCode));
      setUnits(found);
      setUnit(found.length === 1 ? found[0]! : null);
      if (found.length === 0) setNumber(din);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind === 'tube') return { key: 'scan.tube', text: '', bad: true };
    if (scanned.kind === 'badCheck') return { key: 'scan.badCheck', text: '', bad: true };
    if (scanned.kind === 'otherScheme') return { key: 'scan.otherScheme', text: '', bad: true };
    if (scanned.kind !== 'bag') return null;
    const { din, productCode } = scanned.parts;
    if (din !== undefined) {
      void find(din, productCode ?? null);
      return { key: 'scan.read', text: shortDin(din) };
    }
    const one = units.find((each) => each.productCode === productCode);
    if (one === undefined) return null;
    setUnit(one);
    return { key: 'scan.read', text: one.productCode };
  }), [units]);

  if (tray === null) return <section><PageHead title={t('labels.title')} /><Empty why={t('labels.noDesk')} /></section>;
  const lying = tray.tags.filter((tag) => !tag.nearby);
  // The only tag that is nobody's, or the only one at all: nothing to choose.
  const free = lying.filter((tag) => tag.unit === null || tag.unit.key === unit?.key);
  const tag = lying.find((each) => each.uii === picked) ?? (free.length === 1 ? free[0]! : null);
  const keyed = keyedDin(number, numbering.value);
  const label = async (write: boolean): Promise<void> => {
    if (unit === null || tag === null) return;
    setBusy(true);
    setProblem(null);
    try {
      setDone(await send(api.labelUnit(tray.desk.id, { unit: unit.key, tag: tag.uii, write, beside: beside === 'both' }), newKey()));
      setUnit(null);
      setUnits([]);
      setPicked(null);
      changed('unit', 'tray');
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <section class="labels">
      <PageHead title={t('labels.title')} />
      {!tray.desk.listening && <p class="note" role="status">{t('tray.away')}</p>}
      {done !== null && <Done label={done} />}
      <div class="card panel">
        <h3>1. {t('labels.scan')}</h3>
        {unit === null && units.length < 2 && (
          <form class="typed" onSubmit={(event) => { event.preventDefault(); if (keyed !== null && keyed.checked !== false) void find(keyed.din, null); }}>
            <Field label={t('station.type')} value={number} onInput={setNumber} code />
            <button type="submit" class="button" disabled={keyed === null || keyed.checked === false}>{t('tab.find')}</button>
          </form>
        )}
        {unit === null && units.length > 1 && (
          <div class="choice">{units.map((each) => <Button key={each.key} onPress={() => setUnit(each)}>{productName(each)} · {each.productCode}</Button>)}</div>
        )}
        {unit !== null && (
          <p class="inline">
            <Din din={unit.din} /> {productName(unit)} · {amountWords(unit.unitKind, unit.amount)} <Group abo={unit.abo} rhD={unit.rhD} /> <Expires unit={unit} />
            <Button onPress={() => { setUnit(null); setUnits([]); setNumber(''); }}>{t('labels.other')}</Button>
          </p>
        )}
        {unit !== null && <Worn unit={unit.key} />}
      </div>
      <div class="card panel">
        <h3>2. {t('labels.lay')}</h3>
        {lying.length === 0 && <p>{t('tray.empty')}</p>}
        {lying.map((each) => <Lying key={each.uii} tag={each} chosen={each.uii === tag?.uii} mine={each.unit !== null && each.unit.key === unit?.key} onPick={() => setPicked(each.uii)} />)}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {problem?.more.refusal === 'secondTag' && (
        <Choice label={t('labels.both')} value={beside} onPick={setBeside} options={[{ value: 'one', text: t('labels.one') }, { value: 'both', text: t('labels.both') }]} />
      )}
      <div class="thumb inline">
        <ActButton primary disabled={unit === null || tag === null || busy} onPress={() => void label(false)}>{t('labels.bind')}</ActButton>
        <ActButton disabled={unit === null || tag === null || busy || !tray.desk.canWrite} onPress={() => void label(true)}>{t('labels.write')}</ActButton>
      </div>
    </section>
  );
}

/** Which tags the bag wears already: before anything is bound, not as a refusal after it. */
function Worn({ unit }: { unit: string }) {
  const detail = useResource(api.getUnit(unit), ['unit']).data;
  if (detail === null) return null;
  return <p class="caption">{detail.tags.length === 0 ? t('labels.wornNone') : t('labels.worn', { list: detail.tags.map((tag) => `…${tag.uii.slice(-8)}`).join(t('scan.and')) })}</p>;
}

function Lying({ tag, chosen, mine, onPick }: { tag: TrayTagView; chosen: boolean; mine: boolean; onPick: () => void }) {
  return (
    <p class="inline">
      <Button pressed={chosen} onPress={onPick}><code class="uii">…{tag.uii.slice(-8)}</code></Button>
      <span>{tag.unit !== null ? t(mine ? 'labels.itsOwn' : 'labels.of', { bag: shortDin(tag.unit.din) }) : tag.formerUnit !== null ? t('labels.formerOf', { bag: shortDin(tag.formerUnit.slice(0, 13)) }) : t('labels.free')}</span>
    </p>
  );
}

function Done({ label }: { label: LabelView }) {
  return (
    <div class="note note-done" role="status">
      <p><b>✓ {t('labels.done', { bag: shortDin(label.unit.slice(0, 13)), tag: `…${label.uii.slice(-8)}` })}</b></p>
      {label.notes.includes('wasIts') && <p>{t('labels.note.wasIts')}</p>}
      {label.notes.includes('usedBefore') && <p>{t('labels.note.usedBefore', { bag: label.formerUnit === null ? '' : shortDin(label.formerUnit.slice(0, 13)) })}</p>}
      {label.notes.includes('secondTag') && <p>{t('labels.note.secondTag')}</p>}
    </div>
  );
}
