import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { degrees } from '../format/number';
import { hourMinute, shortDate } from '../format/time';
import type { Language } from '../state/screen';
import { drawMarks, drawNames, type Ink, type Marks } from './plot-marks';
import '../styles/plot.css';

export interface PlotData {
  /** Seconds since 1970, ascending. */
  at: number[];
  lines: { name: string; mean: (number | null)[] }[];
  marks: Marks;
  from: number;
  to: number;
}

interface Props {
  data: PlotData;
  zone: string;
  language: Language;
  theme: string;
  /** Called with the index under the cursor, or null when it left. */
  onCursor: (index: number | null) => void;
  alt: string;
}

const DAY_S = 86_400;

/** Temperature over time. Gaps are gaps; the lines differ in their stroke, not only in their shade. */
export function Plot({ data, zone, language, theme, onCursor, alt }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const ink = inkOf(element);
    const plot = new uPlot(
      optionsFor(data, zone, language, ink, element, onCursor),
      [data.at, ...data.lines.map((line) => line.mean)] as uPlot.AlignedData, element,
    );
    const resized = new ResizeObserver(() => plot.setSize(sizeOf(element)));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [data, zone, language, theme]);
  return <div class="plot" ref={box} role="img" aria-label={alt} />;
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: element.clientWidth, height: element.clientHeight };
}

function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'), ink2: colour('--ink2'), line: colour('--line'), edge: colour('--edge'), card: colour('--card'),
    font: style.fontFamily, pixels: Math.max(14, Math.min(18, parseFloat(style.fontSize) - 4)),
  };
}

function optionsFor(data: PlotData, zone: string, language: Language, ink: Ink, element: HTMLElement, onCursor: Props['onCursor']): uPlot.Options {
  const font = `${ink.pixels}px ${ink.font}`;
  const axis = { stroke: ink.ink2, font, grid: { stroke: ink.line, width: 1 }, ticks: { stroke: ink.line, width: 1 } };
  const long = data.to - data.from > 2 * DAY_S;
  const values = (_: uPlot, splits: number[]): string[] =>
    splits.map((at) => (long ? shortDate(at * 1000, zone, language) : hourMinute(at * 1000, zone)));
  const longest = Math.max(0, ...data.lines.map((line) => line.name.length * (language === 'zh' ? 1 : 0.6)));
  return {
    ...sizeOf(element),
    padding: [12, Math.round(longest * ink.pixels) + 20, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), zone),
    legend: { show: false },
    cursor: { drag: { x: false, y: false, setScale: false }, points: { size: 9 } },
    scales: { x: { time: true, range: [data.from, data.to] }, y: { range: (_, min, max) => yRange(min, max, data.marks) } },
    axes: [
      { ...axis, values, space: long ? 90 : 70, size: ink.pixels * 2.2 },
      { ...axis, values: (_, splits) => splits.map((celsius) => degrees(celsius)), size: ink.pixels * 3.6 },
    ],
    series: [
      {},
      ...data.lines.map((line, index) => ({
        label: line.name, stroke: index === 0 ? ink.ink : ink.ink2, width: 2, dash: index === 0 ? [] : [8, 5], spanGaps: false,
        points: { show: false },
      })),
    ],
    hooks: {
      drawAxes: [(plot) => drawMarks(plot, data.marks, ink)],
      draw: [(plot) => drawNames(plot, data.lines.map((line) => line.name), ink)],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** Limits are always in view, and room for the door's strip below. */
function yRange(min: number | null, max: number | null, marks: Marks): [number, number] {
  const bottom = Math.min(min ?? Infinity, marks.low?.at ?? Infinity, marks.low === null ? (marks.high?.at ?? Infinity) - 6 : Infinity);
  const top = Math.max(max ?? -Infinity, marks.high?.at ?? -Infinity);
  if (!Number.isFinite(bottom) || !Number.isFinite(top)) return [0, 10];
  const room = Math.max(0.5, (top - bottom) * 0.12);
  return [bottom - room * 1.6, top + room];
}
