import { useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, newKey, send } from '../api/client';
import { api, type SearchView, type UnitDetail } from '../api/generated';
import type { Problem } from '../api/problem';
import { shortDin } from '../format/din';
import { shelfName } from '../format/place';
import { more, t, type Key } from '../i18n';
import { nearer } from '../i18n/nearer';
import { takeScans } from '../scan/scanner';
import { soundNear } from '../sound/tones';
import { place } from '../state/cabinets';
import { changed, useResource } from '../state/resource';
import { may } from '../state/session';
import { language, sound, VOLUMES, volume } from '../state/screen';
import { Age } from '../ui/age';
import { ActButton, Button, Choice } from '../ui/button';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { productName } from '../ui/unit';
import { whereWords } from '../ui/where';
import '../styles/nearer.css';

more(nearer);

const STILL_HERE_MS = 5000; // the service ends a search that nobody looks at after 15 s
const LEVELS: readonly Key[] = ['near.far', 'near.nearer', 'near.near', 'near.veryNear', 'near.here'];

/** Which of the five words, 1 to 5, a number from 1 to 10 is. */
const levelOf = (nearness: number): number => Math.ceil(nearness / 2);

/** Bag and antenna: how near are they? The antennas of the fridge take turns, and the number follows the hand. */
export function Nearer({ unitKey }: { unitKey: string }) {
  const unit = useResource(api.getUnit(unitKey), ['unit']);
  return <Ready of={unit}>{(data) => <Search unit={data} />}</Ready>;
}

function Search({ unit }: { unit: UnitDetail }) {
  const [cabinet, setCabinet] = useState<string | null>(null);
  const [reader, setReader] = useState<string | null>(null);
  const [number, setNumber] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (over) return;
    let gone = false;
    const ask = async (): Promise<void> => {
      try {
        const search = await send(api.beginSearch({ unit: unit.key, place: reader === null ? cabinet : null, reader }));
        if (gone) return;
        setNumber(search.number);
        setProblem(null);
      } catch (error) {
        if (!gone) setProblem(asProblem(error));
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), STILL_HERE_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [unit.key, cabinet, reader, over]);
  const search = useResource(number === null || over ? null : api.getSearch(number), ['search']);
  const near = useRef<string | null>(null); // of the antenna that heard it best, as long as one did
  if (search.data !== null && search.data.nearness !== null && search.data.best.place !== search.data.best.reader) near.current = search.data.best.place;
  const running = useRef<number | null>(null);
  running.current = over ? null : number;
  useEffect(() => () => { if (running.current !== null) void send(api.endSearch(running.current)).catch(() => undefined); }, []); // whoever leaves the page has stopped
  const stop = (): void => {
    setOver(true);
    if (number !== null) void send(api.endSearch(number)).catch((error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <section class="nearer">
      <PageHead title={t('near.title')} />
      <div class="answer-head">
        <Din din={unit.din} check={unit.checkCharacter} big />
        <Group abo={unit.abo} rhD={unit.rhD} />
        <span>{productName(unit)}</span>
        <span class="push" />
        <span class="caption">{t('near.believed', { place: whereWords(unit.where) })}</span>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {over
        ? <p class="note" role="status">{t('near.ended')}</p>
        : search.data !== null && problem === null && <Field search={search.data} />}
      <div class="inline">
        <Readers chosen={reader} pick={(id) => { setReader(id); setOver(false); }} />
        {reader === null && <Cabinets chosen={cabinet} pick={(id) => { setCabinet(id); setOver(false); }} />}
        <SoundSwitch />
      </div>
      <div class="inline thumb">
        <Found unit={unit} near={near.current} stop={stop} />
        {over
          ? <ActButton needs="lights" primary onPress={() => { setNumber(null); setOver(false); }}>{t('near.again')}</ActButton>
          : <ActButton needs="lights" primary onPress={stop}>{t('near.stop')}</ActButton>}
      </div>
    </section>
  );
}

/** Colour, word, number, bar and arrow say the same thing: none of them is needed to understand it. */
function Field({ search }: { search: SearchView }) {
  const { nearness } = search;
  const level = nearness === null ? 0 : levelOf(nearness);
  const tried = search.antennas.some((antenna) => antenna.tries > 0); // until then nobody can say that it was not heard
  const silence = tried ? 'near.unheard' : 'near.notYet';
  useEffect(() => {
    if (nearness === null) return;
    soundNear(nearness);
    const timer = setInterval(() => soundNear(nearness), 1400 - nearness * 120);
    return () => clearInterval(timer);
  }, [nearness]);
  return (
    <>
      <div class={cls('near-field value', level === 0 ? 'hatched' : `near${level}`)} role="status">
        <p class="plate near-word">{t(level === 0 ? silence : LEVELS[level - 1]!)}</p>
        {nearness !== null && (
          <p class="plate near-number">
            <b>{t('near.of', { n: nearness })}</b>
            <span>{search.trend === 'rising' ? '↑' : search.trend === 'falling' ? '↓' : '→'} {t(`near.${search.trend}`)}</span>
          </p>
        )}
        {nearness === null && search.heardAt !== null && <p class="plate"><Age at={search.heardAt} /></p>}
        {nearness === null && <p class="plate near-why">{t(tried ? 'near.unheardWhy' : 'near.notYetWhy')}</p>}
        {nearness !== null && search.best.place !== search.best.reader && <p class="plate near-place">{t('near.best', { place: place(search.best.place) })}</p>}
        <span class="near-bar" aria-hidden="true"><span style={{ width: `${(nearness ?? 0) * 10}%` }} /></span>
      </div>
      <div class="near-facts card panel">
        <p class="inline"><span>{t('near.tries', { heard: search.best.heard, tries: search.best.tries })}</span> <span class="push" /> <span class="caption">{t('near.reading', { port: search.reading.port, reader: search.reading.reader })}</span></p>
        <Course course={search.course} />
        <h3>{t('near.antennas')}</h3>
        <ul class="small-rows">
          {search.antennas.map((antenna) => (
            <li key={`${antenna.reader}/${antenna.port}`} class="inline">
              <span>{antenna.place === antenna.reader ? t('near.hand', { reader: antenna.reader }) : place(antenna.place)}</span> <span class="push" />
              <span>{antenna.nearness !== null ? t('near.of', { n: antenna.nearness }) : t(antenna.tries > 0 ? 'near.unheard' : 'near.notYet')}</span>
            </li>
          ))}
        </ul>
      </div>
      {search.paused.length > 0 && <p class="note">{t('near.paused', { list: search.paused.map(place).join(', ') })}</p>}
    </>
  );
}

/** The last 30 s: a column each second, as high as the number; a second without any is a gap. */
function Course({ course }: { course: SearchView['course'] }) {
  return (
    <div class="near-course">
      <span class="caption">{t('near.last30')}</span>
      <span class="near-columns" aria-hidden="true">{course.map((nearness, second) => <span key={second} style={{ height: `${(nearness ?? 0) * 10}%` }} />)}</span>
    </div>
  );
}

/** Found is what a label says, not what a hand believes; and where it lies then is worth more than what antennas think. */
function Found({ unit, near, stop }: { unit: UnitDetail; near: string | null; stop: () => void }) {
  const [asked, setAsked] = useState(false);
  const [scanned, setScanned] = useState<string | null>(null);
  const [recorded, setRecorded] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isIt = scanned === unit.din;
  const record = (at: string): void => {
    setProblem(null);
    void send(api.placeUnit(unit.key, { place: at }), newKey())
      .then(() => {
        setRecorded(at);
        changed('unit');
      })
      .catch((error: unknown) => setProblem(asProblem(error)));
  };
  useEffect(() => takeScans((scan) => {
    if (scan.kind === 'place' && isIt && may('units')) {
      record(scan.place);
      return { key: 'scan.read', text: place(scan.place) };
    }
    const din = scan.kind === 'bag' ? scan.parts.din : undefined;
    if (din === undefined) return null;
    setAsked(true);
    setScanned(din);
    if (din === unit.din) {
      stop();
      if (unit.status === 'lost' && may('units')) void send(api.findUnits({ units: [unit.key] }), newKey()).then(() => changed('unit'));
    }
    return { key: 'scan.read', text: shortDin(din) };
  }), [unit.key, unit.status, stop, isIt]);
  if (scanned === null) {
    return asked
      ? <p class="note" role="status">{t('near.scan')}</p>
      : <Button onPress={() => setAsked(true)}>{t('near.found')}</Button>;
  }
  if (!isIt) return <p class="note note-bad" role="alert">✕ {t('near.isNot', { din: shortDin(scanned) })}</p>;
  return (
    <div class="near-found">
      <p class="note" role="status"><b>✓ {recorded === null ? t('near.isIt') : t('near.recorded', { place: place(recorded) })}</b></p>
      {recorded === null && <Whereabouts start={near ?? unit.where.place ?? unit.where.lastPlace} record={record} />}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

/** Where the bag lies now: proposed is what the nearest antenna is meant for. */
function Whereabouts({ start, record }: { start: string | null; record: (at: string) => void }) {
  const fridges = useResource(api.listFridges()).data?.items ?? [];
  const [at, setAt] = useState(start ?? '');
  const cabinet = at.split('/')[0] ?? '';
  const shelves = useResource(cabinet === '' ? null : api.getFridge(cabinet)).data?.shelves ?? [];
  return (
    <>
      <h3>{t('near.whereNow')} <span class="caption">{t('near.scanShelf')}</span></h3>
      <Choice label={t('near.whereNow')} value={cabinet} onPick={setAt} options={fridges.map((fridge) => ({ value: fridge.id, text: place(fridge.id) }))} />
      {shelves.length > 0 && (
        <Choice
          label={place(cabinet)} value={at} onPick={setAt}
          options={[{ value: cabinet, text: t('near.whole') }, ...shelves.map((shelf) => ({ value: shelf.place, text: shelfName(shelf.name, language.value) }))]}
        />
      )}
      {at !== '' && <ActButton primary onPress={() => record(at)}>{t('near.record', { place: place(at) })}</ActButton>}
    </>
  );
}

function Cabinets({ chosen, pick }: { chosen: string | null; pick: (id: string | null) => void }) {
  const fridges = useResource(api.listFridges());
  const options = (fridges.data?.items ?? []).map((fridge) => ({ value: fridge.id, text: place(fridge.id) }));
  return (
    <Choice
      label={t('near.where')} value={chosen ?? ''} onPick={(value) => pick(value === '' ? null : value)}
      options={[{ value: '', text: t('near.whereBelieved') }, ...options]}
    />
  );
}

/** The antennas of the fridge, or one that is carried about: only where the site has any. */
function Readers({ chosen, pick }: { chosen: string | null; pick: (id: string | null) => void }) {
  const hands = useResource(api.listHandHelds(), ['device']).data?.items ?? [];
  if (hands.length === 0) return null;
  return (
    <Choice
      label={t('near.with')} value={chosen ?? ''} onPick={(value) => pick(value === '' ? null : value)}
      options={[{ value: '', text: t('near.fixed') }, ...hands.map((hand) => ({ value: hand.id, text: t(hand.inService ? 'near.hand' : 'near.handOff', { reader: hand.id }) }))]}
    />
  );
}

function SoundSwitch() {
  const on = sound.value !== 'off';
  const step = VOLUMES.indexOf(volume.value);
  const turn = (by: number): void => {
    volume.value = VOLUMES[step + by] ?? volume.value;
    soundNear(5);
  };
  return (
    <>
      <Button pressed={on} onPress={() => { sound.value = on ? 'off' : 'on'; }}>{t(on ? 'near.soundOn' : 'near.soundOff')}</Button>
      <Button label={t('near.quieter')} disabled={!on || step === 0} onPress={() => turn(-1)}>−</Button>
      <span class="near-volume" role="status">{t('near.volume', { n: volume.value })}</span>
      <Button label={t('near.louder')} disabled={!on || step === VOLUMES.length - 1} onPress={() => turn(1)}>+</Button>
    </>
  );
}
