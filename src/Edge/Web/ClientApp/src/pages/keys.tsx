import { useState } from 'preact/hooks';
import { send } from '../api/client';
import { api, type KeyItem, type NewKey, type Permission } from '../api/generated';
import { more, named, t } from '../i18n';
import { keys as texts } from '../i18n/keys';
import { useResource } from '../state/resource';
import { Age } from '../ui/age';
import { ActButton, Button } from '../ui/button';
import { Field } from '../ui/field';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';

more(texts);

const SCOPES: readonly Permission[] = ['read', 'units', 'alarms', 'lights', 'audit'];

/** Which machines may do what, and when did each last call? */
export function Keys() {
  const keys = useResource(api.listKeys());
  const [made, setMade] = useState<NewKey | null>(null);
  return (
    <section class="keys">
      <PageHead title={t('keys.title')} />
      {made !== null && <Made made={made} done={() => setMade(null)} />}
      <Ready of={keys}>
        {({ items }) => items.length === 0
          ? <Empty why={t('keys.none')} />
          : <ul class="rows">{items.map((item) => <KeyRow key={item.name} item={item} reload={keys.reload} />)}</ul>}
      </Ready>
      <AddKey made={(key) => { setMade(key); keys.reload(); }} />
    </section>
  );
}

function KeyRow({ item, reload }: { item: KeyItem; reload: () => void }) {
  const [asking, setAsking] = useState(false);
  const revoke = useSubmit(async () => {
    await send(api.revokeKey(item.name));
    setAsking(false);
    reload();
  });
  return (
    <li class="card row user-row">
      <span class="cold-name"><b>{item.name}</b><span class="caption">{item.revoked ? <b>{t('keys.revoked')}</b> : t('keys.open')}</span></span>
      <span>{item.scopes.map((scope) => named('scope', scope)).join(' · ')}</span>
      <span class="caption">{item.lastUsedAt === null ? t('keys.neverUsed') : <>{t('keys.lastUsed')} <Age at={item.lastUsedAt} /></>}</span>
      <span class="user-acts">
        {!item.revoked && <ActButton needs="manageAccounts" pressed={asking} onPress={() => setAsking(!asking)}>{t('keys.revoke')}</ActButton>}
      </span>
      {asking && (
        <div class="user-reset">
          <p>{t('keys.revokeSure')}</p>
          {revoke.problem !== null && <ProblemNote problem={revoke.problem} />}
          <ActButton harmful needs="manageAccounts" disabled={revoke.busy} onPress={() => void revoke.submit()}>{t('keys.revoke')} {item.name}</ActButton>
        </div>
      )}
    </li>
  );
}

/** The key itself, until it is put away. */
function Made({ made, done }: { made: NewKey; done: () => void }) {
  const call = `curl -H "Authorization: Bearer ${made.key}" ${location.origin}/api/v1/stock`;
  return (
    <div class="note note-done" role="status">
      <p><b>{t('keys.once', { name: made.item.name })}</b></p>
      <p><code class="once">{made.key}</code></p>
      {made.item.scopes.includes('read') && <p class="caption">{t('keys.example')}<br /><code class="once">{call}</code></p>}
      <Button onPress={done}>{t('keys.kept')}</Button>
    </div>
  );
}

function AddKey({ made }: { made: (key: NewKey) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Permission[]>(['read']);
  const { busy, problem, submit } = useSubmit(async () => {
    made(await send(api.addKey({ name: name.trim(), scopes: [...scopes] })));
    setName('');
    setScopes(['read']);
  });
  const toggle = (scope: Permission) => setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return (
    <form class="card panel" onSubmit={(event) => void submit(event)}>
      <h3>{t('keys.add')}</h3>
      <Field label={t('keys.name')} value={name} onInput={setName} hint={t('keys.nameHint')} />
      <div class="choice" role="group" aria-label={t('keys.scopes')}>
        {SCOPES.map((scope) => <Button key={scope} pressed={scopes.includes(scope)} onPress={() => toggle(scope)}>{named('scope', scope)}</Button>)}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="thumb"><ActButton primary needs="manageAccounts" disabled={name.trim() === '' || scopes.length === 0 || busy} onPress={() => void submit()}>{t('keys.add')}</ActButton></div>
    </form>
  );
}
