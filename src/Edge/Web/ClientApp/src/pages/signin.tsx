import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { hourMinute } from '../format/time';
import { t } from '../i18n';
import { defaultScan } from '../scan/scanner';
import { MIN_PASSWORD, signIn, startFirst, timeZone } from '../state/session';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';
import { Pad } from '../ui/pad';
import { testSound } from '../sound/tones';
import { useSubmit } from '../ui/submit';

/** Who are you? On the very first start: who will be the administrator? */
export function SignIn({ first }: { first: boolean }) {
  defaultScan(() => ({ key: 'scan.signIn', text: '', bad: true }));
  return first ? <FirstStart /> : <PasswordSignIn />;
}

function PasswordSignIn() {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit(() => signIn(account.trim(), password));
  const target = useRef<'account' | 'password'>('account');
  const press = (key: string): void => {
    const [value, set] = target.current === 'account' ? [account, setAccount] as const : [password, setPassword] as const;
    set(key === 'erase' ? value.slice(0, -1) : value + key);
  };
  return (
    <form class="sign card" onSubmit={submit}>
      <div class="sign-fields">
        <h2>{t('sign.title')}</h2>
        <p class="lead">{t('sign.how')}</p>
        <Field label={t('sign.account')} value={account} onInput={setAccount} name="username" complete="username" autoFocus onFocus={() => (target.current = 'account')} />
        <Field label={t('sign.password')} value={password} onInput={setPassword} name="password" complete="current-password" secret onFocus={() => (target.current = 'password')} />
        {problem !== null && <SignProblem problem={problem} />}
        <button type="submit" class="button primary" disabled={busy || account.trim() === '' || password === ''}>
          {t(busy ? 'sign.doing' : 'sign.do')}
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

function SignProblem({ problem }: { problem: Problem }) {
  const { triesLeft, lockedUntil } = problem.more;
  if (typeof lockedUntil === 'string') {
    return <p class="note note-bad" role="alert">{t('sign.locked', { time: hourMinute(lockedUntil, timeZone.value) })}</p>;
  }
  if (typeof triesLeft === 'number') return <p class="note note-bad" role="alert">{t('sign.triesLeft', { n: triesLeft })}</p>;
  if (problem.status === 401) return <p class="note note-bad" role="alert">{t('sign.wrong')}</p>;
  return <ProblemNote problem={problem} />;
}
