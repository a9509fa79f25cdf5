import { useState } from 'preact/hooks';
import { api, type SettingItem, type SettingsView } from '../../api/generated';
import { more, named, ownName, rich, t } from '../../i18n';
import { settings as texts } from '../../i18n/settings';
import { useResource } from '../../state/resource';
import { Button } from '../../ui/button';
import { Ready } from '../../ui/notice';

more(texts);

/** What only the settings file says: what holds, and what would the next start find? */
export function FileSettings() {
  const settings = useResource(api.getSettings());
  const [given, setGiven] = useState(true);
  return (
    <div class="settings-file">
      <p><Button pressed={given} onPress={() => setGiven(!given)}>{t('settings.onlyChanged')}</Button></p>
      <Ready of={settings}>
        {(view) => (
          <>
            <FileState view={view} />
            {sectionsOf(view.items.filter((item) => !given || item.given || item.changes)).map(([section, items]) => (
              <div key={section} class="card panel">
                <h3>{named('section', section)}</h3>
                <dl class="setting-lines">{items.map((item) => <Line key={item.path} item={item} />)}</dl>
              </div>
            ))}
          </>
        )}
      </Ready>
    </div>
  );
}

function FileState({ view }: { view: SettingsView }) {
  const changes = view.items.filter((item) => item.changes).length;
  return (
    <div class="card panel">
      <p>{view.file === null ? t('settings.noFile') : rich('settings.file', { file: <code translate={false}>{view.file}</code> })}</p>
      {view.faults.length > 0 && (
        <div class="note note-bad" role="alert">
          <p><b>{t('settings.bad', { n: view.faults.length })}</b></p>
          <ol class="plain">{view.faults.map((fault) => <li key={fault.name + fault.en}><code translate={false}>{fault.name}</code> {ownName(fault.zh, fault.en)}</li>)}</ol>
        </div>
      )}
      {changes > 0 && <p class="note"><b>{t('settings.waits', { n: changes })}</b></p>}
      {view.file !== null && view.faults.length === 0 && changes === 0 && <p><b>✓ {t('settings.sound')}</b></p>}
      <p class="caption">{t('settings.how')}</p>
    </div>
  );
}

function Line({ item }: { item: SettingItem }) {
  const words = (value: string | null): string => value ?? t('settings.none');
  return (
    <div>
      <dt><code translate={false}>{item.path.replace(/^\w+\.?/, '') || item.path}</code></dt>
      <dd>
        {item.changes ? <b>{t('settings.beforeAfter', { was: words(item.value), next: words(item.next) })}</b> : item.value === null ? t('settings.none') : <span translate={false}>{item.value}</span>}
        <span class="caption"> {t(item.given ? 'settings.given' : 'settings.default')}</span>
      </dd>
    </div>
  );
}

/** By the first part of the path, in the order in which they come. */
function sectionsOf(items: readonly SettingItem[]): [string, SettingItem[]][] {
  const sections = new Map<string, SettingItem[]>();
  for (const item of items) {
    const section = /^\w+/.exec(item.path)?.[0] ?? '';
    sections.set(section, [...(sections.get(section) ?? []), item]);
  }
  return [...sections];
}
