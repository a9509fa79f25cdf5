import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { changePassword, MIN_PASSWORD, person } from '../state/session';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';
import { useSubmit } from '../ui/submit';

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
        {problem !== null && <ProblemNote problem={problem} />}
        <button type="submit" class="button primary" disabled={busy || current === '' || next.length < MIN_PASSWORD}>{t('password.do')}</button>
      </div>
    </form>
  );
}
