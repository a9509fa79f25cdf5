import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Read } from '../api/call';
import { asProblem, get } from '../api/client';
import { listen, onMissed, type Topic } from '../api/live';
import type { Problem } from '../api/problem';

/** What the page knows of one address of the service. Data stays when a later request fails; the problem stands beside it. */
export interface Known<T> { data: T | null; problem: Problem | null; loading: boolean }

interface Entry { known: Signal<Known<unknown>>; topics: Set<Topic>; users: number; busy: boolean; stale: boolean; lastMs: number }

const MIN_BETWEEN_MS = 500; // however often events come, a list is asked for twice a second at most
const KEEP_ENTRIES = 60;
const entries = new Map<string, Entry>();
const person = signal(0); // grows when another person signs in: what is shown is then read anew

/** Reads an address, and again whenever one of the topics says that something changed. Null: nothing to read yet. */
export function useResource<T>(read: Read<T> | null, topics: Topic[] = []): Known<T> & { reload: () => void } {
  const path = read?.path ?? null;
  const entry = path === null ? null : entryOf(path, topics);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const held = entryOf(path, topics); // an event between the drawing and now may have dropped the one that was drawn
    held.users++;
    load(path, held);
    if (held !== entry) redraw((times) => times + 1);
    return () => {
      held.users--;
    };
  }, [path, person.value]);
  if (entry === null || path === null) return { data: null, problem: null, loading: false, reload: () => undefined };
  return { ...(entry.known.value as Known<T>), reload: () => load(path, entry) };
}

/** Forgets everything: another person signs in. */
export function forgetAll(): void {
  entries.clear();
  person.value++;
}

/** Marks what hangs on a topic as changed, without waiting for the event: after an own writing call. */
export function changed(...topics: Topic[]): void {
  for (const topic of topics) touch(topic);
}

function entryOf(path: string, topics: Topic[]): Entry {
  let entry = entries.get(path);
  if (entry === undefined) {
    trim();
    const known = signal<Known<unknown>>({ data: null, problem: null, loading: true });
    entry = { known, topics: new Set(), users: 0, busy: false, stale: false, lastMs: -Infinity };
    entries.set(path, entry);
  }
  for (const topic of topics) entry.topics.add(topic);
  return entry;
}

function trim(): void {
  if (entries.size < KEEP_ENTRIES) return;
  for (const [path, entry] of entries) if (entry.users === 0) entries.delete(path);
}

function load(path: string, entry: Entry): void {
  if (entry.busy) {
    entry.stale = true;
    return;
  }
  entry.busy = true;
  entry.stale = false;
  const wait = Math.max(0, entry.lastMs + MIN_BETWEEN_MS - performance.now());
  setTimeout(() => void fetchInto(path, entry), wait);
}

async function fetchInto(path: string, entry: Entry): Promise<void> {
  entry.lastMs = performance.now();
  if (entry.known.value.data === null) entry.known.value = { ...entry.known.value, loading: true };
  try {
    entry.known.value = { data: await get<unknown>({ path }), problem: null, loading: false };
  } catch (error) {
    entry.known.value = { data: entry.known.value.data, problem: asProblem(error), loading: false };
  }
  entry.busy = false;
  if (entry.stale && entry.users > 0) load(path, entry);
}

function touch(topic: Topic): void {
  for (const [path, entry] of entries) if (entry.topics.has(topic)) refreshOrDrop(path, entry);
}

// An entry that no page shows is dropped rather than kept fresh: the next page to show it reads it anew.
function refreshOrDrop(path: string, entry: Entry): void {
  if (entry.users > 0) load(path, entry);
  else if (!entry.busy) entries.delete(path);
}

listen(touch);
onMissed(() => {
  for (const [path, entry] of entries) refreshOrDrop(path, entry);
});
