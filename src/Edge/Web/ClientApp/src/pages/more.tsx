import { zoneName } from '../format/time';
import { more, named, t } from '../i18n';
import { commissioning } from '../i18n/commissioning';
import { desk } from '../i18n/desk';
import { doors } from '../i18n/doors';
import { keys } from '../i18n/keys';
import { known } from '../i18n/known';
import { paper } from '../i18n/paper';
import { quality } from '../i18n/quality';
import { secrets } from '../i18n/secrets';
import { settings } from '../i18n/settings';
import { tables } from '../i18n/tables';
import { serviceNow } from '../state/clock';
import { address } from '../state/router';
import { may, person, session, signOut, timeZone } from '../state/session';
import { Button } from '../ui/button';
import { ThisScreen } from './screen';

more({ ...commissioning, ...desk, ...doors, ...keys, ...known, ...paper, ...quality, ...secrets, ...settings, ...tables });

/** What has no tab of its own, and what belongs to this screen. */
export function More() {
  const who = person.value;
  const now = serviceNow();
  return (
    <section class="more">
      <h2 class="unseen">{t('more.title')}</h2>
      <div class="more-links">
        <LinkCard to={['station']} title={t('more.station')} why={t('more.stationWhy')} />
        <LinkCard to={['alarms']} title={t('tab.alarms')} why={t('more.alarmsWhy')} />
        <LinkCard to={['labels']} title={t('labels.title')} why={t('labels.why')} />
        <LinkCard to={['picks']} title={t('picks.title')} why={t('picks.why')} />
        <LinkCard to={['set']} title={t('set.title')} why={t('set.why')} />
        <LinkCard to={['openings']} title={t('doors.title')} why={t('doors.why')} />
        <LinkCard to={['known']} title={t('known.title')} why={t('known.why')} />
        <LinkCard to={['transfers']} title={t('transfers.title')} why={t('transfers.why')} />
        <LinkCard to={['quality']} title={t('quality.title')} why={t('quality.why')} />
        <LinkCard to={['tables']} title={t('tables.title')} why={t('tables.why')} />
        <LinkCard to={['devices']} title={t('more.devices')} why={t('more.devicesWhy')} />
        <LinkCard to={['commissioning']} title={t('walk.title')} why={t('walk.why')} />
        {may('audit') && <LinkCard to={['audit']} title={t('audit.title')} why={t('audit.why')} />}
        {may('accounts') && <LinkCard to={['accounts']} title={t('more.accounts')} why={t('more.accountsWhy')} />}
        {may('accounts') && <LinkCard to={['keys']} title={t('keys.title')} why={t('keys.why')} />}
        {may('accounts') && <LinkCard to={['settings']} title={t('settings.title')} why={t('settings.why')} />}
      </div>
      <ThisScreen />
      {who !== null && (
        <div class="card panel">
          <h3>{t('more.person')}</h3>
          <p class="inline"><b>{who.displayName}</b> <span>{named('role', who.role)}</span> <span class="push" /> <a class="button" href={address(['password'])}>{t('password.title')}</a> <Button onPress={() => void signOut()}>{t('more.signOut')}</Button></p>
        </div>
      )}
      <p class="caption foot">
        <span>{t('more.version', { version: session.value?.version ?? '' })}</span>
        {now !== null && <span>{t('more.footer', { zone: zoneName(now, timeZone.value), name: timeZone.value })}</span>}
      </p>
    </section>
  );
}

function LinkCard({ to, title, why }: { to: string[]; title: string; why: string }) {
  return <a class="card link-card" href={address(to)}><b>{title}</b><span class="caption">{why}</span></a>;
}
