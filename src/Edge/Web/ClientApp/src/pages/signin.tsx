import { useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { defaultScan } from '../scan/scanner';
import { MIN_PASSWORD, session, signIn, startFirst } from '../state/session';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';
import { Pad } from '../ui/pad';
import { BadgeRead, secretOf, SignProblem, useBadge } from '../ui/badge';
import { testSound } from '../sound/tones';
import { useSubmit } from '../ui/submit';

/** Who are you? On the very first start: who will be the administrator? */
export function SignIn({ first }: { first: boolean }) {
  defaultScan(() => ({ key: 'scan.signIn', text: '', bad: true }));
  return first ? <FirstStart /> : <PersonSignIn />;
}

/** A badge or a staff number says who; a PIN or the password proves it. Where the site says so, a badge is enough. */
function PersonSignIn() {
  const [account, setAccount] = useState('');
  const [secret, setSecret] = useState('');
  const secretField = useRef<HTMLDivElement>(null);
  const target = useRef<'account' | 'secret'>('account');
  const scanned = useRef('');
  const alone = useSubmit(() => signIn({ badge: scanned.current }));
  const [badge, clear] = useBadge((code) => {
    scanned.current = code;
    secretField.current?.querySelector('input')?.focus();
    if (session.value?.badgeAlone) void alone.submit();
  });
  const { busy, problem, submit } = useSubmit(async () => {
    try {
      await signIn({ ...(badge === null ? { account: account.trim() } : { badge }), ...secretOf(secret) });
    } finally {
      setSecret('');
    }
  });
  const press = (key: string): void => {
    const [value, set] = target.current === 'account' && badge === null ? [account, setAccount] as const : [secret, setSecret] as const;
    set(key === 'erase' ? value.slice(0, -1) : value + key);
  };
  const waits = busy || alone.busy;
  const wrong = problem ?? alone.problem;
  return (
    <form class="sign card" onSubmit={submit}>
      <div class="sign-fields">
        <h2>{t('sign.title')}</h2>
        <p class="lead">{t('sign.how')}</p>
        {badge === null
          ? <Field label={t('sign.account')} value={account} onInput={setAccount} name="username" complete="username" autoFocus onFocus={() => (target.current = 'account')} />
          : <BadgeRead clear={clear} />}
        <div ref={secretField}>
          <Field label={t('sign.secret')} value={secret} onInput={setSecret} name="password" complete="current-password" secret onFocus={() => (target.current = 'secret')} />
        </div>
        {wrong !== null && <SignProblem problem={wrong} />}
        <button type="submit" class="button primary" disabled={waits || (badge === null && account.trim() === '') || secret === ''}>
          {t(waits ? 'sign.doing' : 'sign.do')}
        </button>
        <div class="sign-foot">
          <button type="button" class="button" onClick={testSound}>♪ {t('sign.testSound')}</button>
        </div>
      </div>
      <Pad onPress={press} />
    </form>
  );
}

function FirstStart() {
  const [code, setCode] = useState('');
  const [account, setAccount] = useState('');
  const [displayName, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit(() =>
    startFirst({ code: code.trim(), account: account.trim(), displayName: displayName.trim(), password }));
  const whole = code.trim() !== '' && account.trim() !== '' && displayName.trim() !== '' && password.length >= MIN_PASSWORD;
  return (
    <form class="sign sign-first card" onSubmit={submit}>
      <div class="sign-fields">
        <h2>{t('first.title')}</h2>
        <p class="lead">{t('first.how')}</p>
        <div class="sign-grid">
          <Field label={t('first.code')} value={code} onInput={setCode} name="one-time-code" complete="one-time-code" autoFocus code />
          <Field label={t('first.account')} value={account} onInput={setAccount} name="username" complete="username" />
          <Field label={t('first.name')} value={displayName} onInput={setName} name="name" complete="name" />
          <Field label={t('first.password')} value={password} onInput={setPassword} name="new-password" complete="new-password" secret hint={t('first.passwordRule', { n: MIN_PASSWORD })} />
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
        <button type="submit" class="button primary" disabled={busy || !whole}>{t(busy ? 'sign.doing' : 'first.do')}</button>
      </div>
    </form>
  );
}
