import { useState } from 'preact/hooks';
import { send } from '../api/client';
import { api, type Role, type UserItem } from '../api/generated';
import { moment } from '../format/time';
import { more, named, t } from '../i18n';
import { accounts as texts } from '../i18n/accounts';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { MIN_PASSWORD, person, timeZone } from '../state/session';
import { Age } from '../ui/age';
import { ActButton, Choice } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useBadge } from '../ui/badge';
import { useSubmit } from '../ui/submit';
import { AddPerson, ROLES, ScannedBadge } from './add-person';
import { AskedRole } from './asked-role';

more(texts);

/** Who may do what? */
export function Accounts() {
  const users = useResource(api.listUsers());
  return (
    <section class="accounts">
      <PageHead title={t('accounts.title')} />
      <Ready of={users}>
        {({ items }) => {
          const waiting = items.filter((user) => user.asked !== null).length;
          return (
            <>
              {waiting > 0 && <p class="note"><b>{t('accounts.waiting', { n: waiting })}</b></p>}
              <ul class="rows">{[...items].sort((a, b) => Number(b.asked !== null) - Number(a.asked !== null)).map((user) => <UserRow key={user.account} user={user} reload={users.reload} />)}</ul>
            </>
          );
        }}
      </Ready>
      <AddPerson reload={users.reload} />
    </section>
  );
}

type Opened = 'password' | 'role' | 'badge' | null;

function UserRow({ user, reload }: { user: UserItem; reload: () => void }) {
  const [opened, setOpened] = useState<Opened>(null);
  const self = user.account === person.value?.account;
  const act = useSubmit(async () => {
    await send(api.disableUser(user.account, { disabled: !user.disabled, reason: null }));
    reload();
  });
  const unlock = useSubmit(async () => {
    await send(api.unlockUser(user.account));
    reload();
  });
  const toggle = (part: Opened) => setOpened(opened === part ? null : part);
  const done = () => {
    setOpened(null);
    reload();
  };
  const problem = act.problem ?? unlock.problem;
  return (
    <li class="card row user-row">
      <span class="cold-name"><b>{user.displayName}</b><span class="caption">{user.account}{user.hasBadge && ` · ${t('sign.badge')} ✓`}{user.hasPin && ` · ${t('accounts.pin')} ✓`}{self && ` · ${t('accounts.you')}`}</span></span>
      <span>{named('role', user.role)}</span>
      <span class="caption"><UserState user={user} /></span>
      <span class="user-acts">
        {(isLocked(user) || user.pinLocked) && <ActButton needs="manageAccounts" disabled={unlock.busy} onPress={() => void unlock.submit()}>{t('accounts.unlock')}</ActButton>}
        <ActButton class="desk-only" needs="manageAccounts" onPress={() => toggle('badge')} pressed={opened === 'badge'}>{t('accounts.badge')}</ActButton>
        <ActButton class="desk-only" needs="manageAccounts" onPress={() => toggle('password')} pressed={opened === 'password'}>{t('accounts.reset')}</ActButton>
        <ActButton class="desk-only" needs="manageAccounts" disabled={self} onPress={() => toggle('role')} pressed={opened === 'role'}>{t('accounts.changeRole')}</ActButton>
        <ActButton class="desk-only" needs="manageAccounts" disabled={self || act.busy} onPress={() => void act.submit()}>{t(user.disabled ? 'accounts.enable' : 'accounts.disable')}</ActButton>
      </span>
      {user.asked !== null && <AskedRole user={user} asked={user.asked} reload={reload} />}
      {opened === 'badge' && <NewBadge user={user} done={done} />}
      {opened === 'password' && <StartPassword user={user} done={done} />}
      {opened === 'role' && <NewRole user={user} done={done} />}
      {problem !== null && <div class="user-reset"><ProblemNote problem={problem} /></div>}
    </li>
  );
}

/** A scan fills it; or the badge that there is stops being good at once. */
function NewBadge({ user, done }: { user: UserItem; done: () => void }) {
  const [badge, clear] = useBadge();
  const set = useSubmit(async () => {
    await send(api.setUserBadge(user.account, { badge, reason: null }));
    done();
  });
  return (
    <div class="user-reset">
      <p>{t(user.hasBadge ? 'accounts.badgeHas' : 'accounts.badgeNone', { name: user.displayName })}</p>
      <ScannedBadge badge={badge} clear={clear} />
      {set.problem !== null && <ProblemNote problem={set.problem} />}
      {badge !== null && <ActButton primary needs="manageAccounts" disabled={set.busy} onPress={() => void set.submit()}>{t('accounts.badgeGive')}</ActButton>}
      {badge === null && user.hasBadge && <ActButton harmful needs="manageAccounts" disabled={set.busy} onPress={() => void set.submit()}>{t('accounts.badgeRevoke')}</ActButton>}
    </div>
  );
}

function StartPassword({ user, done }: { user: UserItem; done: () => void }) {
  const [password, setPassword] = useState('');
  const reset = useSubmit(async () => {
    await send(api.setUserPassword(user.account, { newPassword: password }));
    done();
  });
  return (
    <form class="user-reset" onSubmit={(event) => void reset.submit(event)}>
      <Field label={t('accounts.resetFor', { name: user.displayName })} value={password} onInput={setPassword} secret complete="new-password" hint={t('accounts.startHint', { n: MIN_PASSWORD })} autoFocus />
      {reset.problem !== null && <ProblemNote problem={reset.problem} />}
      <button type="submit" class="button" disabled={reset.busy || password.length < MIN_PASSWORD}>{t('accounts.reset')}</button>
    </form>
  );
}

function NewRole({ user, done }: { user: UserItem; done: () => void }) {
  const [role, setRole] = useState<Role>(user.role);
  const [reason, setReason] = useState('');
  const change = useSubmit(async () => {
    await send(api.setUserRole(user.account, { role, reason: reason.trim() || null }));
    done();
  });
  const now = named('role', role);
  return (
    <div class="user-reset">
      <Choice label={t('accounts.roleFor', { name: user.displayName })} value={role} onPick={setRole} options={ROLES.map((value) => ({ value, text: named('role', value) }))} />
      {role !== user.role && <p>{t('accounts.beforeAfter', { was: named('role', user.role), now })}</p>}
      <Field label={t('accounts.why')} value={reason} onInput={setReason} />
      {change.problem !== null && <ProblemNote problem={change.problem} />}
      <ActButton primary needs="manageAccounts" disabled={change.busy || role === user.role} onPress={() => void change.submit()}>{t('accounts.makeRole', { role: now })}</ActButton>
    </div>
  );
}

function isLocked(user: UserItem): boolean {
  return user.lockedUntil !== null && Date.parse(user.lockedUntil) > (serviceNow() ?? 0);
}

function UserState({ user }: { user: UserItem }) {
  const now = serviceNow() ?? 0;
  if (user.disabled) return <b>{t('accounts.disabled')}</b>;
  if (isLocked(user) && user.lockedUntil !== null) {
    return <b>{t('accounts.locked', { time: moment(user.lockedUntil, now, timeZone.value, language.value) })}</b>;
  }
  if (user.pinLocked) return <b>{t('accounts.pinLocked')}</b>;
  if (user.mustChange) return <>{t('accounts.mustChange')}</>;
  return user.lastSignInAt === null ? <>{t('accounts.neverSignedIn')}</> : <>{t('accounts.lastSignIn')} <Age at={user.lastSignInAt} /></>;
}
