import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type UnitItem, type UnitSetView } from '../api/generated';
import { listen, onMissed } from '../api/live';
import { shortDin } from '../format/din';
import { isInStock } from '../format/status';
import { more, t } from '../i18n';
import { paper } from '../i18n/paper';
import { takeScans } from '../scan/scanner';
import { place } from '../state/cabinets';
import { keepSet, keptSet } from '../state/set';
import { phone } from '../state/screen';
import { ActButton, Button } from '../ui/button';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { ProblemNote } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { amountWords, Expires, productName, StatusWord } from '../ui/unit';
import { WhereCell } from '../ui/where';

more(paper);

const MOST = 500;
const LOOK_AGAIN_MS = 1000;

/** Where are these bags, all of them? One walk, shelf by shelf, with a tick for each that is in the hand. */
export function UnitSet() {
  const [text, setText] = useState(() => keptSet().text);
  const [ticked, setTicked] = useState<readonly string[]>(() => keptSet().ticked);
  const [found, setFound] = useState<UnitSetView | null>(null); // the walk as it began: its order stays under the fingers
  const [now, setNow] = useState<ReadonlyMap<string, UnitItem>>(new Map());
  const texts = [...new Set(text.split(/[\n,;，；]+/).map((line) => line.trim()).filter((line) => line !== ''))];
  useEffect(() => keepSet(text, ticked), [text, ticked]);
  const locate = useSubmit(async () => setFound(await send(api.locateUnits({ texts }), newKey())));
  useEffect(() => {
    if (texts.length > 0 && texts.length <= MOST) void locate.submit();
  }, []);
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind === 'place' && found !== null) { // a shelf label: all its bags are in the hand
      const there = found.items.filter((unit) => unit.where.place === scanned.place).map((unit) => unit.key);
      setTicked((before) => [...new Set([...before, ...there])]);
      return { key: 'scan.read', text: place(scanned.place) };
    }
    const din = scanned.kind === 'bag' ? scanned.parts.din : undefined;
    if (din === undefined) return null;
    const listed = found?.items.find((unit) => unit.din === din);
    if (listed !== undefined) setTicked((before) => [...new Set([...before, listed.key])]);
    else setText((before) => (before.includes(din) ? before : `${before.trimEnd()}\n${din}`.trimStart()));
    return { key: 'scan.read', text: shortDin(din) };
  }), [found]);
  useEffect(() => {
    if (found === null || found.items.length === 0) return;
    const keys = found.items.map((unit) => unit.key);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      timer = undefined;
      const { items } = await send(api.locateUnits({ texts: keys }), newKey());
      setNow(new Map(items.map((unit) => [unit.key, unit])));
      const taken = items.filter((unit) => isTaken(unit) && !found.items.some((before) => before.key === unit.key && isTaken(before)));
      if (taken.length > 0) setTicked((before) => [...new Set([...before, ...taken.map((unit) => unit.key)])]);
    };
    const soon = (): void => {
      timer ??= setTimeout(() => void look().catch(() => undefined), LOOK_AGAIN_MS); // the shell says when the page is not live
    };
    const ends = [listen((topic) => topic === 'unit' && soon()), onMissed(soon)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [found]);
  const toggle = (key: string): void => setTicked(ticked.includes(key) ? ticked.filter((each) => each !== key) : [...ticked, key]);
  return (
    <section class="set">
      <PageHead title={t('set.title')} end={found !== null && <Button onPress={() => window.print()}>{t('slip.print')}</Button>} />
      {found === null
        ? (
          <form class="typed card panel" onSubmit={(event) => void locate.submit(event)}>
            <label class="field">{t('set.field')}
              <textarea class="code" rows={8} value={text} spellcheck={false} autoCapitalize="characters" onInput={(event) => setText(event.currentTarget.value)} />
            </label>
            {texts.length > MOST && <p class="note note-bad" role="alert">{t('set.tooMany')}</p>}
            <div class="thumb"><ActButton needs="read" primary disabled={texts.length === 0 || texts.length > MOST || locate.busy} onPress={() => void locate.submit()}>{t('set.locate', { n: texts.length })}</ActButton></div>
          </form>
        )
        : <Walk found={found} now={now} ticked={ticked} onTick={toggle} again={() => { setFound(null); setText(''); setTicked([]); }} />}
      {locate.problem !== null && <ProblemNote problem={locate.problem} />}
    </section>
  );
}

/** The antennas have noticed that it left its shelf. */
const isTaken = (unit: UnitItem): boolean => unit.where.state === 'removed';

function Walk({ found, now, ticked, onTick, again }: { found: UnitSetView; now: ReadonlyMap<string, UnitItem>; ticked: readonly string[]; onTick: (key: string) => void; again: () => void }) {
  const stops: { place: string | null; units: UnitItem[] }[] = [];
  for (const unit of found.items) {
    const at = isInStock(unit.status) && unit.where.state !== 'removed' ? unit.where.place ?? unit.where.lastPlace : null;
    const last = stops.at(-1);
    if (last !== undefined && last.place === at) last.units.push(unit);
    else stops.push({ place: at, units: [unit] });
  }
  const done = found.items.filter((unit) => ticked.includes(unit.key)).length;
  return (
    <>
      <p class="inline"><b>{t('set.found', { n: found.items.length, ticked: done })}</b> <span class="push" /> <Button onPress={again}>{t('set.again')}</Button></p>
      {found.notFound.length > 0 && <p class="note note-bad" role="alert">{t('set.notFound', { list: found.notFound.join(' ') })}</p>}
      {stops.map((stop) => (
        <div key={stop.place ?? ''}>
          <h3>{stop.place === null ? t('set.nowhere') : place(stop.place)} <span class="caption">{t('amount.bag', { n: stop.units.length })}</span></h3>
          <ul class={cls('rows', 'unit-rows', phone.value && 'cards')}>{stop.units.map((unit) => <SetRow key={unit.key} unit={now.get(unit.key) ?? unit} ticked={ticked.includes(unit.key)} onTick={() => onTick(unit.key)} />)}</ul>
        </div>
      ))}
    </>
  );
}

function SetRow({ unit, ticked, onTick }: { unit: UnitItem; ticked: boolean; onTick: () => void }) {
  return (
    <li class="row card unit-row">
      <span class="unit-name"><span class="print-only">{ticked ? '☑' : '☐'}</span><Din din={unit.din} check={unit.checkCharacter} /><span class="caption">{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span></span>
      <Group abo={unit.abo} rhD={unit.rhD} />
      <Expires unit={unit} />
      <div class="value"><div class="plate"><WhereCell where={unit.where} /></div></div>
      <span class="unit-status"><StatusWord unit={unit} /></span>
      <Button pressed={ticked} class={ticked ? 'chosen' : undefined} onPress={onTick}>{ticked ? `✓ ${t(isTaken(unit) ? 'set.noticed' : 'set.tick')}` : t('set.untick')}</Button>
    </li>
  );
}
