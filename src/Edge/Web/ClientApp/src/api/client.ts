import { attended } from './attendance';
import type { Read, Write } from './call';
import type { SignatureView } from './generated';
import { Problem, problemOf, unreachable } from './problem';

const TIMEOUT_MS = 15_000;

/** What somebody shows who signs at another's screen. */
export interface Signer { account?: string; badge?: string; pin?: string; password?: string }

let csrfToken: string | null = null;
let signedOut: () => void = () => undefined;

/** The token of the signed-in session; every writing call carries it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Called when the service says that nobody is signed in any more. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** @throws Problem */
export function get<T>(read: Read<T>): Promise<T> {
  return request<T>('GET', read.path);
}

/**
 * A writing call. The same `key` sent twice is done once: a retry after a lost answer repeats its key.
 * @param signer somebody else at this screen, in whose name this one call runs
 * @throws Problem
 */
export async function send<T>(write: Write<T>, key = newKey(), signer?: Signer): Promise<T> {
  if (signer === undefined) return request<T>(write.method, write.path, write.body, key, undefined, write.match);
  const path = decodeURIComponent(`/api/v1/${write.path}`);
  const { ticket } = await request<SignatureView>('POST', 'signatures', { ...signer, method: write.method, path }, newKey());
  return request<T>(write.method, write.path, write.body, key, ticket, write.match);
}

async function request<T>(method: string, path: string, body?: unknown, key?: string, ticket?: string, match?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (ticket !== undefined) headers['X-Signature'] = ticket;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key !== undefined) headers['Idempotency-Key'] = key;
  if (match !== undefined) headers['If-Match'] = match;
  if (!attended()) headers['X-Background'] = '1';
  if (method !== 'GET' && csrfToken !== null) headers['X-Csrf-Token'] = csrfToken;
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: method === 'GET' ? 'no-cache' : 'no-store', // a list is asked for with its ETag and not sent twice
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw unreachable();
  }
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (problem.is('sign-in-required')) signedOut(); // a wrong password or PIN ends no session
    throw problem;
  }
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch {
    throw unreachable(); // cut off in the middle of an answer
  }
}

/** 128 random bits. randomUUID exists only over TLS and on the machine itself; a ward's screen may have neither. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, '本页出错', 'This page failed', '请重新载入本页', 'Reload the page', null, {
    cause: String(error),
  });
}
