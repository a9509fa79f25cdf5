import { api, type RulesView } from '../../api/generated';
import { more, rich, t, type Key } from '../../i18n';
import { ruleNames } from '../../i18n/rule-names';
import { rules as texts } from '../../i18n/rules';
import { settings } from '../../i18n/settings';
import { useResource } from '../../state/resource';
import { address } from '../../state/router';
import { may } from '../../state/session';
import { cls } from '../../ui/cls';
import { Ready } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { ThisScreen } from '../screen';
import { FileSettings } from './file';
import { Levels } from './levels';
import { Limits } from './limits';
import { SaveBar } from './save';
import { shortTime } from './source';
import { Values } from './values';
import { Waiting } from './waiting';
import '../../styles/settings.css';

more({ ...texts, ...ruleNames, ...settings });

const TABS = ['site', 'levels', 'limits', 'tables', 'accounts', 'keys', 'screen', 'file'] as const;
const ELSEWHERE: readonly string[] = ['tables', 'accounts', 'keys'];

/** Which limits hold, who changed them, and what waits for a second person? */
export function Settings({ tab = 'site' }: { tab?: string | undefined }) {
  const rules = useResource(api.getRules());
  return (
    <section class="settings-page">
      <PageHead title={t('settings.title')} />
      <nav class="choice" aria-label={t('rules.tabs')}>
        {TABS.map((one) => (
          <a key={one} class={cls('button', one === tab && 'chosen')} aria-current={one === tab ? 'page' : undefined} href={address(ELSEWHERE.includes(one) ? [one] : ['settings', one])}>
            {t(`rules.${one}` as Key)}
          </a>
        ))}
      </nav>
      {tab === 'screen' ? <ThisScreen /> : tab === 'file' ? <FileSettings /> : (
        <Ready of={rules}>
          {(view) => (
            <>
              <Waiting rules={view} reload={rules.reload} />
              {tab === 'levels' ? <Levels rules={view} /> : tab === 'limits' ? <Limits rules={view} /> : <Site rules={view} />}
              {may('settings') && <SaveBar rules={view} reload={rules.reload} />}
              <p class="caption foot">
                {view.changedAt === null ? t('rules.asFiled') : t('rules.version', { version: view.version, time: shortTime(view.changedAt), name: view.changedBy ?? '' })}
              </p>
            </>
          )}
        </Ready>
      )}
    </section>
  );
}

function Site({ rules }: { rules: RulesView }) {
  return (
    <div class="card panel">
      <h3>{t('rules.names')}</h3>
      <Values rules={rules} of={(value) => !value.needsSecond} />
      <p class="caption">{rules.file === null ? t('rules.noFile') : rich('rules.fromFile', { file: <code translate={false}>{rules.file}</code> })}</p>
    </div>
  );
}
