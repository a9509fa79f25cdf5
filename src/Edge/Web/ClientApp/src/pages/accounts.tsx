import { useState } from 'preact/hooks';
import { send } from '../api/client';
import { api, type Role, type UserItem } from '../api/generated';
import { moment } from '../format/time';
import { named, t } from '../i18n';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { MIN_PASSWORD, person, timeZone } from '../state/session';
import { Age } from '../ui/age';
import { ActButton, Choice } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';

const ROLES: readonly Role[] = ['viewer', 'staff', 'technician', 'supervisor', 'administrator'];

/** Who may do what? */
export function Accounts() {
  const users = useResource(api.listUsers());
  return (
    <section class="accounts">
      <PageHead title={t('accounts.title')} />
      <Ready of={users}>
        {({ items }) => <ul class="rows">{items.map((user) => <UserRow key={user.account} user={user} reload={users.reload} />)}</ul>}
      </Ready>
      <AddPerson reload={users.reload} />
    </section>
  );
}

function UserRow({ user, reload }: { user: UserItem; reload: () => void }) {
  const [resetting, setResetting] = useState(false);
  const [password, setPassword] = useState('');
  const self = user.account === person.value?.account;
  const disable = useSubmit(async () => {
    await send(api.disableUser(user.account, { disabled: !user.disabled, reason: null }));
    reload();
  });
  const reset = useSubmit(async () => {
    await send(api.setUserPassword(user.account, { newPassword: password }));
    setResetting(false);
    setPassword('');
    reload();
  });
  const problem = disable.problem ?? reset.problem;
  return (
    <li class="card row user-row">
      <span class="cold-name"><b>{user.displayName}</b><span class="caption">{user.account}{self && ` · ${t('accounts.you')}`}</span></span>
      <span>{named('role', user.role)}</span>
      <span class="caption"><UserState user={user} /></span>
      <ActButton needs="manageAccounts" onPress={() => setResetting(!resetting)} pressed={resetting}>{t('accounts.reset')}</ActButton>
      <ActButton needs="manageAccounts" disabled={self || disable.busy} onPress={() => void disable.submit()}>{t(user.disabled ? 'accounts.enable' : 'accounts.disable')}</ActButton>
      {resetting && (
        <form class="user-reset" onSubmit={(event) => void reset.submit(event)}>
          <Field label={t('accounts.resetFor', { name: user.displayName })} value={password} onInput={setPassword} secret complete="new-password" hint={t('accounts.startHint', { n: MIN_PASSWORD })} autoFocus />
          <button type="submit" class="button" disabled={reset.busy || password.length < MIN_PASSWORD}>{t('accounts.reset')}</button>
        </form>
      )}
      {problem !== null && <div class="user-reset"><ProblemNote problem={problem} /></div>}
    </li>
  );
}

function UserState({ user }: { user: UserItem }) {
  const now = serviceNow() ?? 0;
  if (user.disabled) return <b>{t('accounts.disabled')}</b>;
  if (user.lockedUntil !== null && Date.parse(user.lockedUntil) > now) {
    return <b>{t('accounts.locked', { time: moment(user.lockedUntil, now, timeZone.value, language.value) })}</b>;
  }
  if (user.mustChange) return <>{t('accounts.mustChange')}</>;
  return user.lastSignInAt === null ? <>{t('accounts.neverSignedIn')}</> : <>{t('accounts.lastSignIn')} <Age at={user.lastSignInAt} /></>;
}

function AddPerson({ reload }: { reload: () => void }) {
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const { busy, problem, submit } = useSubmit(async () => {
    await send(api.addUser({ account: account.trim(), displayName: name.trim(), role, password }));
    setAccount('');
    setName('');
    setPassword('');
    reload();
  });
  const whole = account.trim() !== '' && name.trim() !== '' && password.length >= MIN_PASSWORD;
  return (
    <form class="card panel" onSubmit={(event) => void submit(event)}>
      <h3>{t('accounts.add')}</h3>
      <div class="sign-grid">
        <Field label={t('sign.account')} value={account} onInput={setAccount} />
        <Field label={t('accounts.name')} value={name} onInput={setName} />
      </div>
      <Choice label={t('accounts.role')} value={role} onPick={setRole} options={ROLES.map((value) => ({ value, text: named('role', value) }))} />
      <Field label={t('accounts.start')} value={password} onInput={setPassword} secret complete="new-password" hint={t('accounts.startHint', { n: MIN_PASSWORD })} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="thumb"><ActButton primary needs="manageAccounts" disabled={!whole || busy} onPress={() => void submit()}>{t('accounts.add')}</ActButton></div>
    </form>
  );
}
