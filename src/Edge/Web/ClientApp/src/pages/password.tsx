import { useState } from 'preact/hooks';
import { more, t } from '../i18n';
import { secrets } from '../i18n/secrets';
import { changePassword, MIN_PASSWORD, person, setPin } from '../state/session';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';
import { SignProblem } from '../ui/badge';
import { useSubmit } from '../ui/submit';

more(secrets);

const MIN_PIN = 6;

/** One's own secrets: the password, and the PIN for a shared screen. */
export function Secrets() {
  return <><ChangePassword /><ChangePin /></>;
}

/** One's own password: wanted at the first sign-in with a password that somebody else set. */
export function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [done, setDone] = useState(false);
  const { busy, problem, submit } = useSubmit(async () => {
    await changePassword({ currentPassword: current, newPassword: next });
    setCurrent('');
    setNext('');
    setDone(true);
  });
  return (
    <form class="sign sign-first card" onSubmit={(event) => void submit(event)}>
      <div class="sign-fields">
        <h2>{t('password.title')}</h2>
        {person.value?.mustChange && <p class="lead">{t('password.must')}</p>}
        {done && <p class="note note-done" role="status"><b>✓ {t('password.done')}</b></p>}
        <div class="sign-grid">
          <Field label={t('password.current')} value={current} onInput={setCurrent} name="password" complete="current-password" secret autoFocus />
          <Field label={t('password.new')} value={next} onInput={setNext} name="new-password" complete="new-password" secret hint={t('first.passwordRule', { n: MIN_PASSWORD })} />
        </div>
        {problem !== null && (problem.status === 401 ? <SignProblem problem={problem} /> : <ProblemNote problem={problem} />)}
        <button type="submit" class="button primary" disabled={busy || current === '' || next.length < MIN_PASSWORD}>{t('password.do')}</button>
      </div>
    </form>
  );
}

/** The short secret for a shared screen: its owner sets it, with the password. */
function ChangePin() {
  const [password, setPassword] = useState('');
  const [pin, setPinText] = useState('');
  const [done, setDone] = useState<'pin.done' | 'pin.removed' | null>(null);
  const has = person.value?.hasPin === true;
  const put = (next: string | null) => async (): Promise<void> => {
    setDone(null);
    await setPin({ password, pin: next });
    setPassword('');
    setPinText('');
    setDone(next === null ? 'pin.removed' : 'pin.done');
  };
  const set = useSubmit(put(pin));
  const remove = useSubmit(put(null));
  const problem = set.problem ?? remove.problem;
  return (
    <form class="sign sign-first card" onSubmit={(event) => void set.submit(event)}>
      <div class="sign-fields">
        <h2>{t('pin.title')}</h2>
        <p class="lead">{t(has ? 'pin.has' : 'pin.none')} · {t('pin.why')}</p>
        {done !== null && <p class="note note-done" role="status"><b>✓ {t(done)}</b></p>}
        <div class="sign-grid">
          <Field label={t('password.current')} value={password} onInput={setPassword} complete="current-password" secret />
          <Field label={t('pin.new')} value={pin} onInput={setPinText} secret hint={t('pin.rule')} />
        </div>
        {problem !== null && (problem.status === 401 ? <SignProblem problem={problem} /> : <ProblemNote problem={problem} />)}
        <div class="inline">
          <button type="submit" class="button" disabled={set.busy || password === '' || pin.length < MIN_PIN}>{t('pin.set')}</button>
          {has && <button type="button" class="button" disabled={remove.busy || password === ''} onClick={() => void remove.submit()}>{t('pin.remove')}</button>}
        </div>
      </div>
    </form>
  );
}
