import { computed, signal } from '@preact/signals';
import { asProblem, get, onSignedOut, send, setCsrfToken } from '../api/client';
import { endLive, startLive } from '../api/live';
import type { Problem } from '../api/problem';
import type { Role, Session } from '../api/types';
import { beat, expectBeats, setTime } from './clock';
import { forgetAll } from './resource';

/** Null until the service answered for the first time. */
export const session = signal<Session | null>(null);
export const sessionProblem = signal<Problem | null>(null);
export const person = computed(() => session.value?.person ?? null);
export const site = computed(() => session.value?.site ?? null);
export const timeZone = computed(() => site.value?.timeZone ?? 'Asia/Shanghai');

const RETRY_MS = 2000;
const RANK: Record<Role, number> = { viewer: 0, staff: 1, technician: 1, supervisor: 2, administrator: 3 };

/** What the pages let a person press; the service decides again. A technician acts on devices, not on bags. */
export function may(role: Role): boolean {
  const own = person.value?.role;
  if (own === undefined) return false;
  if (own === 'technician') return role === 'viewer' || role === 'technician';
  if (role === 'technician') return own === 'administrator';
  return RANK[own] >= RANK[role];
}

/** Asks who is signed in; asks again every 2 s while there is no answer. */
export async function loadSession(): Promise<void> {
  for (;;) {
    try {
      take(await get<Session>('session'));
      return;
    } catch (error) {
      sessionProblem.value = asProblem(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** @throws Problem with `triesLeft` or `lockedUntil` in its extra members */
export async function signIn(account: string, password: string): Promise<void> {
  take(await send<Session>('POST', 'session', { account, password }));
}

/** Before anybody is signed in there is no live stream: the page asks every 2 s instead, so that it is honest about being live. */
export function watchSignedOut(): () => void {
  expectBeats();
  const ask = async (): Promise<void> => {
    const answer = await get<Session>('session').catch(() => null); // no answer is no beat: the band says so
    if (answer === null) return;
    beat(answer.now);
    if (answer.signedIn || answer.firstStart !== session.value?.firstStart) take(answer);
  };
  const timer = setInterval(() => void ask(), RETRY_MS);
  void ask();
  return () => clearInterval(timer);
}

export interface FirstPerson { code: string; account: string; displayName: string; password: string }

/** First start: the one-time code makes the administrator. @throws Problem */
export async function startFirst(first: FirstPerson): Promise<void> {
  take(await send<Session>('POST', 'session/first', first));
}

export async function signOut(): Promise<void> {
  await send('DELETE', 'session').catch(() => undefined); // a service that is away has no session to end
  leave();
}

function take(answer: Session): void {
  const before = session.value?.person?.account;
  session.value = answer;
  sessionProblem.value = null;
  setTime(answer.now);
  setCsrfToken(answer.csrfToken);
  if (before !== undefined && before !== answer.person?.account) forgetAll();
  if (answer.signedIn) startLive(leave);
}

function leave(): void {
  if (session.value?.signedIn !== true) return;
  endLive();
  forgetAll();
  setCsrfToken(null);
  session.value = { ...session.value, signedIn: false, person: null, csrfToken: null };
}

onSignedOut(leave);
