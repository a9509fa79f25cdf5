import { computed, signal } from '@preact/signals';
import { startAttendance } from '../api/attendance';
import { asProblem, get, onSignedOut, send, setCsrfToken } from '../api/client';
import { endLive, startLive } from '../api/live';
import type { Problem } from '../api/problem';
import { api, type FirstStartRequest, type PasswordRequest, type Permission, type PinRequest, type SessionView, type SignInRequest } from '../api/generated';
import type { Numbering } from '../format/din';
import { beat, expectBeats, setTime } from './clock';
import { forgetAll } from './resource';

/** Null until the service answered for the first time. */
export const session = signal<SessionView | null>(null);
export const sessionProblem = signal<Problem | null>(null);
export const person = computed(() => session.value?.person ?? null);
export const site = computed(() => session.value?.site ?? null);
export const timeZone = computed(() => site.value?.timeZone ?? 'Asia/Shanghai');

/** The donation numbers that this site takes; the service reads them by the same setting. */
export const numbering = computed<Numbering>(() => {
  const { scheme = 'isbt128', nationalNumbers = true } = site.value ?? {};
  return scheme === 'isbt128' && nationalNumbers ? 'either' : scheme;
});

/** Characters; the service has the last word. */
export const MIN_PASSWORD = 12;

const RETRY_MS = 2000;
const STAY_MS = 60_000;

/** True when the person's role allows it and only the password is missing: somebody came in with a PIN or a badge. */
export function needsPassword(permission: Permission): boolean {
  return person.value?.mayWithPassword.includes(permission) ?? false;
}

/** What the pages let a person press; the service decides again. */
export function may(permission: Permission): boolean {
  return person.value?.may.includes(permission) ?? false;
}

/** Asks who is signed in; asks again every 2 s while there is no answer. */
export async function loadSession(): Promise<void> {
  for (;;) {
    try {
      take(await get(api.getSession()));
      return;
    } catch (error) {
      sessionProblem.value = asProblem(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** @throws Problem with `triesLeft` or `lockedUntil` in its extra members */
export async function signIn(shown: SignInRequest): Promise<void> {
  take(await send(api.signIn(shown)));
}

/** Before anybody is signed in there is no live stream: the page asks every 2 s instead, so that it is honest about being live. */
export function watchSignedOut(): () => void {
  expectBeats();
  const ask = async (): Promise<void> => {
    const answer = await get(api.getSession()).catch(() => null); // no answer is no beat: the band says so
    if (answer === null) return;
    beat(answer.now);
    if (answer.signedIn || answer.firstStart !== session.value?.firstStart) take(answer);
  };
  const timer = setInterval(() => void ask(), RETRY_MS);
  void ask();
  return () => clearInterval(timer);
}

/** Keeps the session of a person who reads and scrolls on a page that has nothing to ask for: once a minute is enough. */
export function stayWhileAttended(): () => void {
  let saidMs = performance.now();
  return startAttendance(() => {
    if (person.value === null || performance.now() - saidMs < STAY_MS) return;
    saidMs = performance.now();
    void get(api.getMe()).catch(() => undefined); // a service that is away is said by the band
  });
}

/** First start: the one-time code makes the administrator. @throws Problem */
export async function startFirst(first: FirstStartRequest): Promise<void> {
  take(await send(api.firstStart(first)));
}

/** One's own password; the session goes on. @throws Problem */
export async function changePassword(request: PasswordRequest): Promise<void> {
  take(await send(api.changeMyPassword(request)));
}

/** One's own PIN; null takes it away. @throws Problem */
export async function setPin(request: PinRequest): Promise<void> {
  const { hasPin } = await send(api.setMyPin(request));
  if (session.value?.person) session.value = { ...session.value, person: { ...session.value.person, hasPin } };
}

export async function signOut(): Promise<void> {
  await send(api.signOut()).catch(() => undefined); // a service that is away has no session to end
  leave();
}

function take(answer: SessionView): void {
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
