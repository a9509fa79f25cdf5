import { SseParser, type ServerEvent } from './sse';

export type StreamMessage =
  | { kind: 'event'; event: string; data: unknown }
  | { kind: 'opened' }
  | { kind: 'signedOut' };

/** All that pages listen for, and so all that the stream is asked for. */
export const TOPICS = ['stock', 'unit', 'fridge', 'alarm', 'device', 'hub', 'tray', 'stocktake', 'search', 'walk'] as const;
export type Topic = (typeof TOPICS)[number];

const ADDRESS = `/api/v1/live?topics=${TOPICS.join(',')}`;
const SILENCE_MS = 6000; // three beats: the line is dead although nobody hung up
const RETRY_MS = 1000;
const RETRY_SPREAD_MS = 1000; // screens of one site do not all come back in the same moment

/**
 * Keeps one live stream open and hands on what arrives. `fetch` instead of EventSource: it can send Last-Event-ID on
 * a connection it opened anew, it tells a signed-out session from a dead line, and it runs in a shared worker.
 */
export class LiveStream {
  private stop: AbortController | null = null;
  private lastId: string | null = null;

  constructor(private readonly emit: (message: StreamMessage) => void) {}

  start(): void {
    if (this.stop !== null) return;
    this.stop = new AbortController();
    void this.run(this.stop.signal);
  }

  end(): void {
    this.stop?.abort();
    this.stop = null;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const signedOut = await this.once(signal).catch(() => false); // a broken line is retried below
      if (signedOut) {
        this.stop = null;
        this.emit({ kind: 'signedOut' });
        return;
      }
      await pause(RETRY_MS + Math.random() * RETRY_SPREAD_MS, signal);
    }
  }

  /** One connection, until it ends. True when the service says that nobody is signed in. */
  private async once(outer: AbortSignal): Promise<boolean> {
    const line = new AbortController();
    const abort = () => line.abort();
    outer.addEventListener('abort', abort);
    let watchdog = setTimeout(abort, SILENCE_MS);
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.lastId !== null) headers['Last-Event-ID'] = this.lastId;
      const answer = await fetch(ADDRESS, { headers, credentials: 'same-origin', cache: 'no-store', signal: line.signal });
      if (answer.status === 401) return true;
      if (!answer.ok || answer.body === null) return false;
      this.emit({ kind: 'opened' });
      const parser = new SseParser();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return false;
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE_MS);
        for (const event of parser.push(value)) this.hand(event);
      }
    } finally {
      clearTimeout(watchdog);
      outer.removeEventListener('abort', abort);
      line.abort();
    }
  }

  private hand(event: ServerEvent): void {
    if (event.id !== null) this.lastId = event.id;
    let data: unknown = null;
    try {
      data = event.data === '' ? null : JSON.parse(event.data);
    } catch {
      data = event.data; // an event of a newer service; whoever listens to its name knows what to do
    }
    this.emit({ kind: 'event', event: event.event, data });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
