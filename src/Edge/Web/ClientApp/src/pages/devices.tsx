import { api, type AntennaView, type DeviceItem, type FixView, type HubView, type PositionView, type ReaderCapabilitiesView } from '../api/generated';
import { duration } from '../format/age';
import { number } from '../format/number';
import { probePlace } from '../format/place';
import { catalogue, more, named, rich, t, type Key } from '../i18n';
import { devices as texts } from '../i18n/devices';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { Age } from '../ui/age';
import { cls } from '../ui/cls';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Shape } from '../ui/shape';

more(texts);

const RANK = { notInService: 0, degraded: 1, starting: 2, inService: 3 } as const;

/** Which device is not doing its job, and why? Faults first. */
export function Devices() {
  const devices = useResource(api.listDevices(), ['device']);
  const hub = useResource(api.getHub(), ['hub']);
  const items = [...(devices.data?.items ?? [])].sort((a, b) => RANK[a.state] - RANK[b.state]);
  const wrong = items.filter((device) => device.state === 'degraded' || device.state === 'notInService').length;
  return (
    <section class="devices">
      <PageHead title={t('devices.title')} asOf={devices.data?.asOf ?? null}>
        {devices.data !== null && <span class="caption">{wrong === 0 ? t('devices.allWell') : t('devices.wrong', { n: wrong })}</span>}
      </PageHead>
      <Ready of={devices}>
        {() => items.length === 0
          ? <Empty why={t('devices.none')}><p class="caption">{t('devices.noneDo')}</p></Empty>
          : <ul class="rows">{items.map((device) => <DeviceRow key={device.id} device={device} />)}</ul>}
      </Ready>
      <Ready of={hub}>{(data) => <HubRow hub={data} />}</Ready>
    </section>
  );
}

function DeviceRow({ device }: { device: DeviceItem }) {
  const well = device.state === 'inService';
  return (
    <li class={cls('card device', !well && 'device-wrong')}>
      <div class="row device-row">
        <StateMark state={device.state} />
        <span class="cold-name"><b>{deviceName(device)}</b><span class="caption">{named('device', device.kind)} · {named('deviceState', device.state)}</span></span>
        <span class="value"><span class="plate device-figure">{figure(device)}</span></span>
        <span class="caption end">{device.lastSeenAt === null ? t('devices.never') : <>{t('devices.lastSeen')} <Age at={device.lastSeenAt} /></>}</span>
      </div>
      {device.finding !== null && (
        <div class="device-finding">
          <p><b>{t('devices.found', { text: findingWords(device.finding) })}</b><span class="caption"> <Age at={device.since} /></span></p>
          <p>{t('devices.todo', { text: fixWords(device.finding) })}</p>
          {language.value === 'en' && device.detail !== null && <p class="caption">{device.detail}</p>}
        </div>
      )}
      {device.faults.map((fault) => (
        <div class="device-finding" key={`${fault.code} ${fault.antenna ?? ''}`}>
          <p>
            <b>{t('devices.found', { text: findingWords(fault.finding) })}</b>
            <span class="caption"> {fault.antenna !== null && t('devices.antenna', { n: fault.antenna })} {t('devices.code', { code: fault.code })} <Age at={fault.since} /></span>
          </p>
          <p>{t('devices.todo', { text: fixWords(fault.finding) })}</p>
          {language.value === 'en' && <p class="caption">{fault.detail}</p>}
        </div>
      ))}
      {device.position !== null && <PositionLine position={device.position} />}
      {device.antennas.length > 0 && <ul class="antennas">{device.antennas.map((antenna) => <AntennaChip key={antenna.port} antenna={antenna} />)}</ul>}
      {device.capabilities !== null && <p class="caption device-foot">{capabilityWords(device.capabilities).map((words) => <span key={words}>{words}</span>)}</p>}
      {(device.noiseBytes > 0 || device.badChecksums > 0 || device.identity !== null || device.celsius !== null) && (
        <p class="caption device-foot">
          {device.identity !== null && <span>{t('devices.identity', { text: device.identity })}</span>}
          {device.celsius !== null && <span>{t('devices.celsius', { n: number(device.celsius) })}</span>}
          {device.noiseBytes > 0 && <span>{t('devices.noise', { n: number(device.noiseBytes) })}</span>}
          {device.badChecksums > 0 && <span>{t('devices.badChecks', { n: number(device.badChecksums) })}</span>}
        </p>
      )}
    </li>
  );
}

/** A probe carries its place in its name; readers keep the name of the settings. */
function deviceName(device: DeviceItem): string {
  if (device.kind === 'hub' || device.kind === 'ledger' || device.kind === 'position') return named('device', device.kind);
  const [cabinet, rest] = device.id.split('/');
  return device.kind === 'probe' && rest !== undefined && cabinet !== undefined ? probePlace(place(cabinet), rest, language.value) : device.id;
}

function figure(device: DeviceItem): string {
  if (device.figure === null || device.figureUnit === null || device.state === 'notInService') return '—';
  const key = `figure.${device.figureUnit}`;
  const value = number(device.figure, device.figureUnit === '°C' ? 1 : 0);
  return key in catalogue ? t(key as Key, { n: value }) : `${value} ${device.figureUnit}`;
}

/** A position that is not the present one is hatched and says so, whatever its age. */
function PositionLine({ position }: { position: PositionView }) {
  const { current, last } = position;
  if (last === null) return <p class="caption">{t('position.none')}</p>;
  const words = placeWords(last);
  return (
    <p class={cls('device-foot value', current === null && 'hatched')}>
      <span class="plate">{t(current === null ? 'position.last' : 'position.now', { place: words })}</span>
      <span class="plate caption"><Age at={last.at} /></span>
      <span class="plate caption">{named('fixKind', last.fix)}</span>
      {last.hdop !== null && <span class="plate caption">{t('position.hdop', { n: number(last.hdop, 1) })}</span>}
      {current?.speedKmh != null && <span class="plate caption">{t('position.speed', { n: number(current.speedKmh) })}</span>}
    </p>
  );
}

function placeWords({ latitude, longitude }: FixView): string {
  return t('position.place', {
    north: number(Math.abs(latitude), 5), ns: t(latitude < 0 ? 'position.S' : 'position.N'),
    east: number(Math.abs(longitude), 5), ew: t(longitude < 0 ? 'position.W' : 'position.E'),
  });
}

/** What the reader can do, in few words: for whoever plans antennas or a count. */
function capabilityWords(can: ReaderCapabilitiesView): string[] {
  const mhz = (khz: number) => number(khz / 1000, 1);
  return [
    can.ports !== null && t('capability.ports', { n: number(can.ports) }),
    can.minDbm !== null && can.maxDbm !== null && t('capability.power', { low: number(can.minDbm), high: number(can.maxDbm) }),
    can.lowestKhz !== null && can.highestKhz !== null && t('capability.channels', { low: mhz(can.lowestKhz), high: mhz(can.highestKhz) }),
    can.inputs + can.outputs > 0 && t('capability.lines', { in: number(can.inputs), out: number(can.outputs) }),
    !can.countsInSteps && t('capability.noCount'),
  ].filter((words) => words !== false);
}

function findingWords(finding: string): string {
  const code = finding.charAt(0).toLowerCase() + finding.slice(1);
  return `finding.${code}` in catalogue ? named('finding', code) : t('finding.otherFault', { code });
}

function fixWords(finding: string): string {
  const code = finding.charAt(0).toLowerCase() + finding.slice(1);
  return `fix.${code}` in catalogue ? named('fix', code) : t('fix.other');
}

function AntennaChip({ antenna }: { antenna: AntennaView }) {
  const wrong = antenna.finding !== null;
  return (
    <li class={cls('antenna value', wrong && 'hatched')}>
      <span class="plate"><b>{t('devices.antenna', { n: antenna.port })}</b> {place(antenna.place)}</span>
      <span class="plate caption">{wrong ? findingWords(antenna.finding ?? '') : t('figure.reads/s', { n: number(antenna.readsPerSecond) })}</span>
      <span class="plate caption">{t('devices.listened', { time: duration(antenna.listenedSeconds * 1000, language.value) })}</span>
      {antenna.returnLossDb !== null && <span class="plate caption">{t('devices.returnLoss', { n: number(antenna.returnLossDb) })}</span>}
    </li>
  );
}

/** Done is a tick and wrong has a shape: nothing here is told by a hue. */
function StateMark({ state }: { state: DeviceItem['state'] }) {
  if (state === 'degraded') return <Shape priority="medium" />;
  return (
    <svg class="icon state-mark" viewBox="0 0 24 24" role="img" aria-label={named('deviceState', state)}>
      <path d={state === 'inService' ? 'm4 12 5.5 6L20 6' : state === 'notInService' ? 'M5 5l14 14M19 5 5 19' : 'M5 12h.01M12 12h.01M19 12h.01'} />
    </svg>
  );
}

function HubRow({ hub }: { hub: HubView }) {
  return (
    <div class="card device">
      <div class="row device-row">
        <StateMark state={!hub.configured ? 'starting' : hub.connected ? 'inService' : 'notInService'} />
        <span class="cold-name">
          <b>{t('device.hub')}</b>
          <span class="caption">{t(!hub.configured ? 'hub.off' : hub.connected ? 'hub.connected' : 'hub.lost')}</span>
        </span>
        {hub.configured && <span class="value"><span class="plate device-figure">{t('hub.waiting', { n: number(hub.waiting) })}</span></span>}
        {hub.configured && (
          <span class="caption end">
            {hub.oldestWaitingAt === null ? t('hub.sent', { n: number(hub.ackedSeq) }) : rich('hub.oldest', { age: <Age at={hub.oldestWaitingAt} /> })}
          </span>
        )}
      </div>
    </div>
  );
}
