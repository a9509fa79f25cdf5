import type uPlot from 'uplot';

/** What is drawn besides the lines. Times in seconds since 1970. */
export interface Marks {
  low: { at: number; label: string } | null;
  high: { at: number; label: string } | null;
  /** Excursions: hatched beyond the limit that was passed. */
  outside: readonly { from: number; to: number; above: boolean }[];
  doors: readonly { from: number; to: number }[];
  /** Time without any value, long enough to be seen. */
  gaps: readonly { from: number; to: number }[];
  doorLabel: string;
  gapLabel: string;
}

export interface Ink { ink: string; ink2: string; line: string; edge: string; card: string; font: string; pixels: number }

const STRIP = 14; // height of the door's strip, in CSS pixels

/** Below the lines: hatch of excursions, limits, the door's strip, the words where there is no data. */
export function drawMarks(plot: uPlot, marks: Marks, ink: Ink): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const x = (at: number): number => Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(at, 'x', true)));
  const y = (celsius: number): number => plot.valToPos(celsius, 'y', true);
  ctx.save();
  ctx.font = `${ink.pixels * scale}px ${ink.font}`;

  for (const span of marks.outside) {
    const limit = span.above ? marks.high?.at : marks.low?.at;
    if (limit === undefined) continue;
    const top = span.above ? bbox.top : y(limit);
    const bottom = span.above ? y(limit) : bbox.top + bbox.height;
    hatch(ctx, x(span.from), top, Math.max(3 * scale, x(span.to) - x(span.from)), bottom - top, ink.edge, scale);
  }

  ctx.strokeStyle = ink.edge;
  ctx.fillStyle = ink.ink2;
  ctx.lineWidth = 2 * scale;
  ctx.setLineDash([2 * scale, 5 * scale]);
  for (const [limit, above] of [[marks.high, true], [marks.low, false]] as const) {
    if (limit === null) continue;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y(limit.at));
    ctx.lineTo(bbox.left + bbox.width, y(limit.at));
    ctx.stroke();
    ctx.textBaseline = above ? 'bottom' : 'top';
    ctx.textAlign = 'left';
    ctx.fillText(limit.label, bbox.left + 8 * scale, y(limit.at) + (above ? -4 : 4) * scale);
  }
  ctx.setLineDash([]);

  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (const gap of marks.gaps) {
    const width = x(gap.to) - x(gap.from);
    if (width > ctx.measureText(marks.gapLabel).width + 8 * scale) {
      ctx.fillText(marks.gapLabel, x(gap.from) + width / 2, bbox.top + bbox.height / 2);
    }
  }

  const strip = bbox.top + bbox.height - STRIP * scale;
  ctx.fillStyle = ink.ink2;
  for (const door of marks.doors) ctx.fillRect(x(door.from), strip, Math.max(2 * scale, x(door.to) - x(door.from)), STRIP * scale);
  if (marks.doors.length > 0) {
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.fillText(marks.doorLabel, bbox.left + bbox.width + 8 * scale, bbox.top + bbox.height);
  }
  ctx.restore();
}

/** The name of each line stands at its end: no legend to look up. */
export function drawNames(plot: uPlot, names: readonly string[], ink: Ink): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const places: number[] = [];
  ctx.save();
  ctx.font = `700 ${ink.pixels * scale}px ${ink.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  names.forEach((name, index) => {
    const values = plot.data[index + 1];
    const last = values === undefined ? -1 : lastKnown(values);
    if (values === undefined || last < 0) return;
    let at = plot.valToPos(values[last] as number, 'y', true);
    for (const taken of places) if (Math.abs(taken - at) < ink.pixels * scale * 1.2) at = taken + (at >= taken ? 1.2 : -1.2) * ink.pixels * scale;
    places.push(at);
    ctx.fillStyle = index === 0 ? ink.ink : ink.ink2;
    ctx.fillText(name, bbox.left + bbox.width + 8 * scale, at);
  });
  ctx.restore();
}

function lastKnown(values: ArrayLike<number | null | undefined>): number {
  for (let index = values.length - 1; index >= 0; index--) if (values[index] !== null && values[index] !== undefined) return index;
  return -1;
}

function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, colour: string, scale: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * scale;
  const step = 8 * scale;
  for (let start = left - height; start < left + width; start += step) {
    ctx.beginPath();
    ctx.moveTo(start, top + height);
    ctx.lineTo(start + height, top);
    ctx.stroke();
  }
  ctx.restore();
}
