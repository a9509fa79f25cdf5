import { useState } from 'preact/hooks';
import { send } from '../api/client';
import { api, type Role } from '../api/generated';
import { named, t } from '../i18n';
import { MIN_PASSWORD } from '../state/session';
import { ActButton, Button, Choice } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';
import { useBadge } from '../ui/badge';
import { useSubmit } from '../ui/submit';

export const ROLES: readonly Role[] = ['viewer', 'staff', 'technician', 'supervisor', 'administrator'];

/** Who is new: staff number, name, role, badge, and a password to begin with. */
export function AddPerson({ reload }: { reload: () => void }) {
  const [open, setOpen] = useState(false);
  if (!open) return <div class="thumb"><ActButton primary needs="manageAccounts" onPress={() => setOpen(true)}>{t('accounts.add')}</ActButton></div>;
  return <NewPerson close={() => setOpen(false)} done={() => { setOpen(false); reload(); }} />;
}

function NewPerson({ close, done }: { close: () => void; done: () => void }) {
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const [badge, clear] = useBadge();
  const { busy, problem, submit } = useSubmit(async () => {
    await send(api.addUser({ account: account.trim(), displayName: name.trim(), role, password, badge }));
    done();
  });
  const whole = account.trim() !== '' && name.trim() !== '' && password.length >= MIN_PASSWORD;
  return (
    <form class="card panel" onSubmit={(event) => void submit(event)}>
      <h3>{t('accounts.add')}</h3>
      <div class="sign-grid">
        <Field label={t('sign.account')} value={account} onInput={setAccount} autoFocus />
        <Field label={t('accounts.name')} value={name} onInput={setName} />
      </div>
      <Choice label={t('accounts.role')} value={role} onPick={setRole} options={ROLES.map((value) => ({ value, text: named('role', value) }))} />
      {(role === 'supervisor' || role === 'administrator') && <p class="caption">{t('accounts.waitsFirst')}</p>}
      <ScannedBadge badge={badge} clear={clear} />
      <Field label={t('accounts.start')} value={password} onInput={setPassword} secret complete="new-password" hint={t('accounts.startHint', { n: MIN_PASSWORD })} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="inline thumb">
        <ActButton primary needs="manageAccounts" disabled={!whole || busy} onPress={() => void submit()}>{t('accounts.add')}</ActButton>
        <Button onPress={close}>{t('act.back')}</Button>
      </div>
    </form>
  );
}

/** Filled by a scan. The code itself is not shown: whoever reads it over a shoulder could make the same badge. */
export function ScannedBadge({ badge, clear }: { badge: string | null; clear: () => void }) {
  return (
    <div class="scanned-badge">
      <span class="label">{t('sign.badge')}</span>
      {badge === null
        ? <span>{t('accounts.badgeScan')}</span>
        : <><b role="status">✓ {t('accounts.badgeRead', { end: badge.slice(-3) })}</b><Button onPress={clear}>{t('act.clear')}</Button></>}
    </div>
  );
}
