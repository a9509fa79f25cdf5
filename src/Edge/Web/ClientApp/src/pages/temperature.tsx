import { useMemo, useRef, useState } from 'preact/hooks';
import { api, type FridgeDetail, type SamplesView } from '../api/generated';
import { celsius } from '../format/number';
import { probeName } from '../format/place';
import { hourMinute, moment } from '../format/time';
import { more, ownName, t } from '../i18n';
import { cold } from '../i18n/cold';
import { excursion as texts } from '../i18n/excursion';
import { minutes, serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { go } from '../state/router';
import { language, phone, theme } from '../state/screen';
import { timeZone } from '../state/session';
import { Button, Choice } from '../ui/button';
import { Empty, Loading, ProblemNote } from '../ui/notice';
import { Plot, type PlotData } from '../ui/plot';

more(cold);

more(texts);

const HOUR_S = 3600;
const RANGES = {
  '6h': { seconds: 6 * HOUR_S, step: 60 },
  '24h': { seconds: 24 * HOUR_S, step: 300 },
  '7d': { seconds: 7 * 24 * HOUR_S, step: HOUR_S },
  '30d': { seconds: 30 * 24 * HOUR_S, step: HOUR_S },
} as const;
type Range = keyof typeof RANGES;
const GAP_STEPS = 3;

/** How has the temperature been? Lines, limits, excursions, door; the same data as a table. */
export function Temperature({ fridge, query }: { fridge: FridgeDetail; query: URLSearchParams }) {
  const asked = query.get('range') ?? (phone.value ? '6h' : '24h');
  const range: Range = asked in RANGES ? (asked as Range) : '24h';
  const { seconds, step } = RANGES[range];
  const fixedEnd = query.get('to');
  const [form, setForm] = useState<'plot' | 'table'>('plot');
  void minutes.value; // the right edge moves on once a minute
  const now = serviceNow();
  const end = fixedEnd !== null ? Date.parse(fixedEnd) / 1000 : now === null ? null : Math.ceil(now / 60_000) * 60;
  const from = end === null ? null : end - seconds;
  const samples = useKept(useResource(
    from === null || end === null ? null : api.getSamples(fridge.id, { from: iso(from), to: iso(end), step }),
    ['fridge'],
  ));
  const show = (next: { range?: Range; to?: number | null }): void => {
    const to = next.to === undefined ? fixedEnd : next.to === null ? null : iso(next.to);
    go(['fridges', fridge.id], { tab: 'temperature', range: next.range ?? range, to });
  };
  return (
    <div class="temperature card panel">
      <div class="inline">
        <Choice label={t('plot.range')} value={range} onPick={(value) => show({ range: value })} options={(Object.keys(RANGES) as Range[]).map((value) => ({ value, text: t(`plot.${value}`) }))} />
        <Button label={t('plot.earlier')} onPress={() => end !== null && show({ to: end - seconds })}>‹</Button>
        <Button label={t('plot.later')} disabled={fixedEnd === null} onPress={() => end !== null && show({ to: now === null || end + seconds >= now / 1000 ? null : end + seconds })}>›</Button>
        <span class="push" />
        <Choice label={t('plot.form')} value={form} onPick={setForm} options={[{ value: 'plot', text: t('plot.asPlot') }, { value: 'table', text: t('plot.asTable') }]} />
      </div>
      {samples.data === null || from === null || end === null
        ? samples.problem === null ? <Loading /> : <ProblemNote problem={samples.problem} again={samples.reload} />
        : form === 'plot'
          ? <Curves fridge={fridge} samples={samples.data} from={from} to={end} />
          : <Table samples={samples.data} />}
    </div>
  );
}

/** Keeps the last data in view while another range is read. */
function useKept<T extends { data: SamplesView | null }>(known: T): T {
  const kept = useRef<SamplesView | null>(null);
  if (known.data !== null) kept.current = known.data;
  return { ...known, data: known.data ?? kept.current };
}

function iso(atSeconds: number): string {
  return new Date(atSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

function Curves({ fridge, samples, from, to }: { fridge: FridgeDetail; samples: SamplesView; from: number; to: number }) {
  const [cursor, setCursor] = useState<number | null>(null);
  const zone = timeZone.value;
  const data = useMemo(() => plotData(samples, from, to), [samples, from, to, language.value]);
  const values = data.lines.flatMap((line) => line.mean.filter((value): value is number => value !== null));
  if (values.length === 0) return <Empty why={t('plot.nothing')} />;
  const at = cursor === null ? undefined : data.at[cursor];
  const lows = samples.probes.flatMap((probe) => probe.min.filter((value) => value !== null));
  const highs = samples.probes.flatMap((probe) => probe.max.filter((value) => value !== null));
  const stats = t('plot.stats', {
    min: celsius(Math.min(...lows, ...values)), mean: celsius(values.reduce((sum, value) => sum + value, 0) / values.length),
    max: celsius(Math.max(...highs, ...values)),
  });
  const name = ownName(fridge.nameZh, fridge.nameEn);
  return (
    <>
      <Plot
        data={data} zone={zone} language={language.value} theme={document.documentElement.dataset.theme ?? theme.value} onCursor={setCursor}
        alt={t('plot.alt', { name, from: moment(from * 1000, to * 1000, zone, language.value), to: hourMinute(to * 1000, zone) })}
      />
      <p class="plot-read">
        <span>{stats}</span>
        <span class="push" />
        <span class="caption">
          {at === undefined
            ? t('plot.touch')
            : t('plot.cursor', {
              time: moment(at * 1000, to * 1000, zone, language.value),
              values: data.lines.map((line) => `${line.name} ${line.mean[cursor ?? 0] == null ? t('plot.noData') : celsius(line.mean[cursor ?? 0]!)}`).join(language.value === 'zh' ? '，' : ', '),
            })}
        </span>
      </p>
    </>
  );
}

function plotData(samples: SamplesView, from: number, to: number): PlotData {
  const inSeconds = (instant: string): number => Date.parse(instant) / 1000;
  const known = new Set(samples.probes.flatMap((probe) => probe.at.map(inSeconds)));
  const at = [...known].sort((a, b) => a - b);
  const lines = samples.probes.map((probe) => {
    const means = new Map(probe.at.map((instant, index) => [inSeconds(instant), probe.mean[index] ?? null]));
    return { name: probeName(probe.name, language.value), mean: at.map((each) => means.get(each) ?? null) };
  });
  const has = at.map((_, index) => lines.some((line) => line.mean[index] !== null));
  const { low, high } = samples;
  return {
    at, lines, from, to,
    marks: {
      low: low === null ? null : { at: low, label: t('plot.lower', { value: celsius(low) }) },
      high: high === null ? null : { at: high, label: t('plot.upper', { value: celsius(high) }) },
      outside: samples.excursions.map((each) => ({
        from: inSeconds(each.beganAt), to: each.endedAt === null ? to : inSeconds(each.endedAt), above: high !== null && each.worstCelsius > high,
      })),
      doors: samples.doors.map((door) => ({ from: inSeconds(door.from), to: door.to === null ? to : inSeconds(door.to) })),
      gaps: gapsOf(at, has, samples.step, from, to),
      doorLabel: t('plot.doorStrip'),
      gapLabel: t('plot.noData'),
    },
  };
}

/** Stretches without a value: marked as null, or simply not there. */
function gapsOf(at: readonly number[], has: readonly boolean[], step: number, from: number, to: number): { from: number; to: number }[] {
  const known = [from, ...at.filter((_, index) => has[index]), to];
  return known.slice(1).flatMap((each, index) => {
    const before = known[index] ?? from;
    return each - before > GAP_STEPS * step ? [{ from: before, to: each }] : [];
  });
}

const TABLE_ROWS = 288;

function Table({ samples }: { samples: SamplesView }) {
  const rows = samples.probes.flatMap((probe) => probe.at.map((at, index) => ({ probe: probe.name, at, min: probe.min[index], mean: probe.mean[index], max: probe.max[index] })));
  rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || a.probe.localeCompare(b.probe));
  const now = serviceNow() ?? 0;
  const cell = (value: number | null | undefined) => <td class="end">{value === null || value === undefined ? t('plot.noData') : celsius(value)}</td>;
  return (
    <div class="scroll" tabIndex={0}>
      <table class="data">
        <thead>
          <tr><th>{t('plot.time')}</th><th>{t('excursion.probe')}</th><th class="end">{t('plot.min')}</th><th class="end">{t('plot.mean')}</th><th class="end">{t('plot.max')}</th></tr>
        </thead>
        <tbody>
          {rows.slice(0, TABLE_ROWS).map((row) => (
            <tr key={row.at + row.probe}>
              <td>{moment(row.at, now, timeZone.value, language.value)}</td><td>{probeName(row.probe, language.value)}</td>{cell(row.min)}{cell(row.mean)}{cell(row.max)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
