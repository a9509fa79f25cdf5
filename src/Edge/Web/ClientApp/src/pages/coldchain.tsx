import { api, type FridgeItem } from '../api/generated';
import { band } from '../format/number';
import { RANK } from '../format/priority';
import { more, ownName, t } from '../i18n';
import { cold } from '../i18n/cold';
import { useOpenAlarms } from '../state/alarms';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { language } from '../state/screen';
import { BandBar } from '../ui/band-bar';
import { Empty, Ready } from '../ui/notice';
import { AlarmShape } from '../ui/shape';
import { Spark } from '../ui/spark';
import { ProbeAge, ProbeValue, worstProbe } from '../ui/temperature';

more(cold);

/** Is every store in its limits? The order is fixed: a row is found again where it was. */
export function ColdChain() {
  const fridges = useResource(api.listFridges(), ['fridge', 'unit', 'alarm']);
  return (
    <section class="cold">
      <h2 class="unseen">{t('cold.title')}</h2>
      <Ready of={fridges}>
        {({ items }) => items.length === 0
          ? <Empty why={t('cold.none')} />
          : (
            <>
              <div class="cold-head caption" aria-hidden="true">
                <span /><span class="end">{t('cold.now')}</span><span>{t('cold.allowed')}</span><span>{t('cold.last6h')}</span><span class="end">{t('cold.age')}</span><span />
              </div>
              <ul class="rows cold-rows">{items.map((fridge) => <FridgeRow key={fridge.id} fridge={fridge} />)}</ul>
            </>
          )}
      </Ready>
    </section>
  );
}

function FridgeRow({ fridge }: { fridge: FridgeItem }) {
  const alarms = useOpenAlarms().data?.items ?? [];
  const own = alarms.filter((alarm) => fridge.alarms.includes(alarm.number)).sort((a, b) => RANK[a.priority] - RANK[b.priority]);
  const probe = worstProbe(fridge);
  return (
    <li>
      <a class="row card cold-row" href={address(['fridges', fridge.id], { tab: 'temperature' })}>
        <span class="cold-name">
          <b>{ownName(fridge.nameZh, fridge.nameEn)}</b>
          <span class="caption">{t('fridge.capacity', { n: fridge.bags + fridge.notVerified, capacity: fridge.capacity })}</span>
          {fridge.notVerified > 0 && <b class="caption">{t('fridge.notVerified', { n: fridge.notVerified })}</b>}
        </span>
        <span class="value cold-now"><span class="plate"><ProbeValue probe={probe} /></span></span>
        <span class="cold-band">
          <BandBar low={fridge.lowCelsius} high={fridge.highCelsius} celsius={probe?.state === 'good' ? probe.celsius : null} />
          <span class="caption">{band(fridge.lowCelsius, fridge.highCelsius, language.value) ?? t('cold.noLimits')}</span>
        </span>
        <Spark points={fridge.spark} low={fridge.lowCelsius} high={fridge.highCelsius} />
        <span class="caption end"><ProbeAge probe={probe} /></span>
        <span class="cold-alarm">
          {own[0] !== undefined && <AlarmShape alarm={own[0]} />}
        </span>
      </a>
    </li>
  );
}
