import { useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type AskedRoleView, type UserItem } from '../api/generated';
import { moment } from '../format/time';
import { named, t } from '../i18n';
import { serviceNow } from '../state/clock';
import { language } from '../state/screen';
import { person, timeZone } from '../state/session';
import { ActButton, Button } from '../ui/button';
import { SignProblem } from '../ui/badge';
import { SignHere, useSigned } from '../ui/sign-here';
import { useSubmit } from '../ui/submit';

/** A role that was asked for: another supervisor or administrator confirms it, here or at any other screen. */
export function AskedRole({ user, asked, reload }: { user: UserItem; asked: AskedRoleView; reload: () => void }) {
  const [signing, setSigning] = useState(false);
  const own = asked.by === person.value?.account || user.account === person.value?.account;
  const confirm = useSigned(async (signer) => {
    await send(api.confirmUserRole(user.account, { role: asked.role }), newKey(), signer);
    reload();
  });
  const drop = useSubmit(async () => {
    await send(api.dropUserRole(user.account));
    reload();
  });
  const problem = confirm.problem ?? drop.problem;
  const at = moment(asked.at, serviceNow() ?? Date.parse(asked.at), timeZone.value, language.value);
  return (
    <div class="user-reset owed">
      <p><b>{t('accounts.waits', { was: named('role', user.role), now: named('role', asked.role) })}</b></p>
      <p class="caption">{t('accounts.askedBy', { name: asked.byName, time: at })}{asked.reason !== null && <> · {asked.reason}</>} · {t(own ? 'accounts.needsOther' : 'accounts.youMay')}</p>
      {problem !== null && <SignProblem problem={problem} />}
      <div class="inline">
        {own
          ? <Button pressed={signing} onPress={() => setSigning(!signing)}>{t('sign.other')}</Button>
          : <ActButton needs="accounts" disabled={confirm.busy} onPress={() => void confirm.submit()}>{t('accounts.confirm')}</ActButton>}
        <ActButton needs="accounts" disabled={drop.busy} onPress={() => void drop.submit()}>{t('accounts.drop')}</ActButton>
      </div>
      {signing && <SignHere act={t('accounts.confirm')} onSign={confirm.sign} />}
    </div>
  );
}
