import { useEffect, useRef, useState } from 'preact/hooks';
import type { Signer } from '../api/client';
import { more, t } from '../i18n';
import { signing } from '../i18n/signing';
import { BadgeRead, secretOf, useBadge } from './badge';
import { ActButton } from './button';
import { Field } from './field';
import { useSubmit } from './submit';

more(signing);

/**
 * Somebody else signs one act at this screen: badge or staff number, and PIN or password. Whoever is signed in stays signed in.
 * @param act what the button says; it is done in the signer's name
 * @param scanned a badge that was scanned before this came into view
 */
export function SignHere({ act, disabled = false, scanned = null, onSign }: {
  act: string; disabled?: boolean; scanned?: string | null; onSign: (signer: Signer) => Promise<void>;
}) {
  const [account, setAccount] = useState('');
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const secretField = useRef<HTMLDivElement>(null);
  const [badge, clear] = useBadge(undefined, scanned);
  useEffect(() => {
    if (badge !== null) secretField.current?.querySelector('input')?.focus();
  }, [badge]);
  const sign = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (busy || disabled || secret === '' || (badge === null && account.trim() === '')) return;
    setBusy(true);
    await onSign({ ...(badge === null ? { account: account.trim() } : { badge }), ...secretOf(secret) });
    setSecret(''); // a secret does not stay on a shared screen, whatever came of it
    setBusy(false);
  };
  return (
    <form class="sign-here" onSubmit={(event) => void sign(event)}>
      {badge === null
        ? <Field label={t('sign.account')} value={account} onInput={setAccount} hint={t('sign.here')} autoFocus />
        : <BadgeRead clear={clear} />}
      <div ref={secretField}><Field label={t('sign.secret')} value={secret} onInput={setSecret} secret /></div>
      <ActButton primary needs="read" disabled={busy || disabled || secret === '' || (badge === null && account.trim() === '')} onPress={() => void sign()}>{act}</ActButton>
    </form>
  );
}

/** One act that whoever is signed in presses, or that somebody else signs at this screen. One attempt at a time. */
export function useSigned(act: (signer?: Signer) => Promise<void>): ReturnType<typeof useSubmit> & { sign: (signer: Signer) => Promise<void> } {
  const signer = useRef<Signer | undefined>(undefined);
  const attempt = useSubmit(() => act(signer.current));
  const sign = async (by: Signer): Promise<void> => {
    signer.current = by;
    await attempt.submit();
    signer.current = undefined;
  };
  return { ...attempt, sign };
}
