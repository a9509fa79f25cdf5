import { useEffect, useRef, useState } from 'preact/hooks';
import type { Signer } from '../api/client';
import type { Problem } from '../api/problem';
import { hourMinute } from '../format/time';
import { t } from '../i18n';
import { takeScans } from '../scan/scanner';
import { badgeCode } from '../scan/structures';
import { timeZone } from '../state/session';
import { Button } from './button';
import { ProblemNote } from './notice';

const PIN = /^\d{6,10}$/; // a password has more characters than a PIN may have digits

/** One field for both: what is all digits and short is a PIN. */
export function secretOf(typed: string): Pick<Signer, 'pin' | 'password'> {
  return PIN.test(typed) ? { pin: typed } : { password: typed };
}

/** A badge that was scanned while this is in view. The code itself is shown to nobody. */
export function useBadge(onScan?: (code: string) => void, first: string | null = null): [badge: string | null, clear: () => void] {
  const [badge, setBadge] = useState(first);
  const taken = useRef(onScan);
  taken.current = onScan;
  useEffect(() => takeScans((scanned) => {
    const code = badgeCode(scanned);
    if (code === null) return null;
    setBadge(code);
    taken.current?.(code);
    return { key: 'scan.badge', text: '' };
  }), []);
  return [badge, () => setBadge(null)];
}

export function BadgeRead({ clear }: { clear: () => void }) {
  return <p class="note note-done inline" role="status"><b>✓ {t('sign.badgeRead')}</b> <Button onPress={clear}>{t('sign.badgeAway')}</Button></p>;
}

/** What stands against a sign-in or a signature. */
export function SignProblem({ problem }: { problem: Problem }) {
  const { triesLeft, lockedUntil } = problem.more;
  const said = typeof lockedUntil === 'string' ? t('sign.locked', { time: hourMinute(lockedUntil, timeZone.value) })
    : typeof triesLeft === 'number' ? t('sign.triesLeft', { n: triesLeft })
    : problem.is('pin-locked') ? t('sign.pinLocked')
    : problem.is('badge-refused') ? t('sign.badgeRefused')
    : problem.is('password-change-required') ? t('sign.mustChange')
    : problem.status === 401 ? t('sign.wrong') : null;
  return said === null ? <ProblemNote problem={problem} /> : <p class="note note-bad" role="alert">{said}</p>;
}
