import { computed, signal } from '@preact/signals';

/** The service beats every 2 s; two missed beats and the page is no longer live. */
export const BEAT_LIMIT_MS = 4000;

export type Connection = 'starting' | 'live' | 'lost';

let offsetMs: number | null = null;
let heardAtMs = -Infinity;
let startedAtMs = 0;

/** Service time in whole seconds; ticks once a second. Null before the service was ever heard. */
export const seconds = signal<number | null>(null);

/** Service time in whole minutes: for ages of a minute and more, which need no redraw each second. */
export const minutes = computed(() => (seconds.value === null ? null : Math.floor(seconds.value / 60)));

export const connection = signal<Connection>('starting');

/** When the last beat came, in ms of the service's clock; null before the first. */
export const lastHeard = signal<number | null>(null);

/** The service's time in ms since 1970. The screen's own clock is never asked. */
export function serviceNow(): number | null {
  return offsetMs === null ? null : offsetMs + performance.now();
}

/** Takes the service's time from an answer; it is no sign that events arrive. */
export function setTime(now: string): void {
  const serviceMs = Date.parse(now);
  if (!Number.isNaN(serviceMs)) offsetMs = serviceMs - performance.now();
}

/** Called for each `clock` event of the live stream. */
export function beat(now: string): void {
  setTime(now);
  heardAtMs = performance.now();
  lastHeard.value = serviceNow();
  step();
}

function step(): void {
  const now = serviceNow();
  seconds.value = now === null ? null : Math.floor(now / 1000);
  if (performance.now() - heardAtMs < BEAT_LIMIT_MS) connection.value = 'live';
  else if (lastHeard.value !== null || performance.now() - startedAtMs > BEAT_LIMIT_MS) connection.value = 'lost';
}

/** Gives a stream that is just being opened its time before it counts as lost. */
export function expectBeats(): void {
  startedAtMs = performance.now();
  if (connection.value !== 'live') {
    lastHeard.value = null;
    connection.value = 'starting';
  }
}

/** Starts the tick; returns what stops it. */
export function startClock(): () => void {
  expectBeats();
  step();
  const timer = setInterval(step, 250);
  return () => clearInterval(timer);
}
