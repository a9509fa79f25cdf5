import { beat, expectBeats } from '../state/clock';
import type { LiveEvents } from './generated';
import { LiveStream, type StreamMessage, TOPICS, type Topic } from './stream';

export type { Topic };
type Listener = (topic: Topic, data: unknown) => void;

const listeners = new Set<Listener>();
const refreshers = new Set<() => void>();
let signedOut: () => void = () => undefined;
let line: { start(): void; end(): void } | null = null;
let opened = false;

/** Hears every event of the stream until the returned function is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when events may have been missed: after a new connection and after `reset`. */
export function onMissed(refresh: () => void): () => void {
  refreshers.add(refresh);
  return () => refreshers.delete(refresh);
}

export function startLive(whenSignedOut: () => void): void {
  signedOut = whenSignedOut;
  expectBeats();
  line ??= typeof SharedWorker === 'undefined' ? new LiveStream(take) : sharedLine();
  line.start();
}

export function endLive(): void {
  line?.end();
  opened = false;
}

function sharedLine() {
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'live' });
  worker.port.onmessage = (event: MessageEvent<StreamMessage>) => take(event.data);
  worker.port.start();
  const tell = (what: 'start' | 'end') => worker.port.postMessage(what);
  addEventListener('pagehide', () => tell('end'));
  addEventListener('pageshow', (event) => event.persisted && tell('start'));
  return { start: () => tell('start'), end: () => tell('end') };
}

function take(message: StreamMessage): void {
  if (message.kind === 'signedOut') signedOut();
  else if (message.kind === 'opened') {
    if (opened) refresh();
    opened = true;
  } else if (message.event === 'clock') beat((message.data as LiveEvents['clock']).now);
  else if (message.event === 'reset') refresh();
  else if (TOPICS.some((topic) => topic === message.event)) for (const listener of listeners) listener(message.event as Topic, message.data);
}

function refresh(): void {
  for (const each of refreshers) each();
}
