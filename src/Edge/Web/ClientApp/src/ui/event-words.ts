import type { ArrivalTicks, EventItem } from '../api/generated';
import { percent } from '../format/chance';
import { shortDin } from '../format/din';
import { celsius } from '../format/number';
import { expiry, moment } from '../format/time';
import { catalogue, more, named, t, type Key } from '../i18n';
import { station } from '../i18n/station';
import { events } from '../i18n/events';
import { receipt } from '../i18n/receipt';
import { place } from '../state/cabinets';
import { serviceNow } from '../state/clock';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { ticksWords } from './ticks';
import { draftWords } from './setting-words';

more({ ...events, ...station, ...receipt });

/** The ledger writes enumerations by their member's name, the interface by its JSON name. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** One event as a sentence. An event of a newer service stands by its own name. */
export function eventWords(event: EventItem): string {
  const type = event.type.split('/')[0] ?? event.type;
  const text = (name: string): string => (typeof event.data[name] === 'string' ? (event.data[name] as string) : '');
  const word = (name: string): string => lowerFirst(text(name));
  const count = (name: string): number => Number(event.data[name] ?? 0);
  const list = (name: string): unknown[] => (Array.isArray(event.data[name]) ? (event.data[name] as unknown[]) : []);
  const degrees = (name: string): string => (typeof event.data[name] === 'number' ? celsius(event.data[name] as number) : t('alarm.noValue'));
  const where = (name: string): string => place(text(name));
  switch (type) {
    case 'TagPlaced': {
      const chance = typeof event.data.chance === 'number' ? percent(event.data.chance, language.value) : t('alarm.noValue');
      return t(`event.placed.${word('change')}` as Key, { place: where(text('place') === '' ? 'was' : 'place'), chance })
        + (event.data.wrongStorage === true ? t('event.placed.wrong') : '');
    }
    case 'UnitReceived':
      return (text('source') === '' ? t('event.UnitReceived') : t('event.UnitReceivedFrom', { source: text('source') })) + checkWords(event.data.check)
        + (text('labelExpiresAt') === '' ? '' : t('event.labelLater', { label: expiry(text('labelExpiresAt'), timeZone.value, language.value) }));
    case 'UnitClassified': return t('event.UnitClassified', { component: named('component', word('component')) });
    case 'UnitIssued': {
      const to = { destination: text('destination'), order: text('order') };
      if (event.data.fromReserve === true) return t('event.UnitIssued', to) + t('event.fromReserve', { reason: text('override') });
      if (text('override') !== '') return t('event.UnitIssuedOverride', { ...to, passed: shortDin(text('passedOver').slice(0, 13)), reason: text('override') });
      return t(to.order === '' ? 'event.UnitIssued' : 'event.UnitIssuedOrder', to);
    }
    case 'UnitReserved': return t('event.UnitReserved', { request: text('request'), until: instant(text('until')) }) + (text('fromReserve') === '' ? '' : t('event.fromReserve', { reason: text('fromReserve') }));
    case 'ReservationEnded': return t(`event.ReservationEnded.${word('how')}` as Key, { request: text('request') });
    case 'UnitReturned': return returnWords(text('out'), text('limit'), word('quarantine'), word('condition'));
    case 'EntryLost': return t('event.EntryLost');
    case 'LedgerRestored': return t('event.LedgerRestored', { backup: text('backup'), n: count('upTo') });
    case 'UnitHandedToWaste': return t('event.UnitHandedToWaste', { to: text('to') });
    case 'UnitReturnedToSupplier':
    case 'UnitLost':
    case 'UnitVoided': return t(`event.${type}`, { cause: text('cause') });
    case 'UnitDispatched': return t('event.UnitDispatched', { to: text('to'), transfer: text('transfer') }) + (text('fromReserve') === '' ? '' : t('event.fromReserve', { reason: text('fromReserve') }));
    case 'UnitTransferConfirmed':
    case 'UnitTransferReturned': return t(`event.${type}`, { transfer: text('transfer'), cause: text('cause') });
    case 'UnitExpected':
    case 'ExpectedCancelled': return t(`event.${type}`, { notice: text('notice'), from: text('from'), cause: text('cause') });
    case 'UnitIssuedInEmergency': {
      const why = text('override') === '' ? '' : t('event.emergencyOverride', { reason: text('override') });
      return t('event.UnitIssuedInEmergency', { destination: text('destination'), physician: text('physician') }) + why;
    }
    case 'WrongStorageFound': return t('event.WrongStorageFound', { place: where('place') });
    case 'MassiveTransfusionBegan': return t(`event.${type}`, { destination: text('destination'), physician: text('physician') });
    case 'EmergencySettled': return t('event.EmergencySettled', { order: text('order') });
    case 'RemovalUnaccounted': return t('event.RemovalUnaccounted', { place: where('was') });
    case 'RemovalExplained': return t('event.RemovalExplained', { explanation: text('explanation') });
    case 'ReceiptTakenBack': return t('event.ReceiptTakenBack', { n: count('corrects'), status: named('status', word('restored')) });
    case 'StepTakenBack': return t('event.StepTakenBack', { n: count('corrects'), status: named('status', word('restored')) })
      + (text('tagNowOn') === '' ? '' : t('event.tagNowOn', { bag: text('tagNowOn') }));
    case 'UnitExpiryCorrected': return t('event.UnitExpiryCorrected', { time: expiry(text('expiresAt'), timeZone.value, language.value) });
    case 'CorrectionAsked': return text('expiresAt') === '' ? t('event.CorrectionAskedStorage') : t('event.CorrectionAsked', { time: expiry(text('expiresAt'), timeZone.value, language.value) });
    case 'UnitQuarantined': return t('event.UnitQuarantined', { reason: named('quarantine', word('reason')) });
    case 'UnitRecalled': return t('event.UnitRecalled');
    case 'UnitDiscarded': return t('event.UnitDiscarded', { cause: text('cause') });
    case 'StocktakeBegan': return t('event.StocktakeBegan', {
      n: count('stocktake'), places: list('cabinets').map((one) => place(String(one))).join(language.value === 'zh' ? '、' : ', '), expected: list('expected').length,
    });
    case 'StocktakeRoundEnded': return t('event.StocktakeRoundEnded', { n: count('stocktake'), round: count('round') });
    case 'StocktakeCounted': return t(`event.StocktakeCounted.${word('end')}` as Key, { n: count('stocktake') });
    case 'DifferenceDecided': return t(`event.DifferenceDecided.${word('action')}` as Key, { n: count('stocktake'), subject: text('subject') });
    case 'StocktakePaused':
    case 'StocktakeContinued':
    case 'StocktakeSigned':
    case 'StocktakeClosed': return t(`event.${type}`, { n: count('stocktake') });
    case 'StocktakeAbandoned': return t('event.StocktakeAbandoned', { n: count('stocktake'), reason: text('reason') });
    case 'WalkBegan': return t('event.WalkBegan', { n: count('walk'), place: where('cabinet'), tag: text('tag') });
    case 'WalkPointHeard': return t('event.WalkPointHeard', { n: count('walk'), place: where('shelf'), side: t(`event.side.${word('side')}` as Key) });
    case 'WalkPointSkipped': return t('event.WalkPointSkipped', { n: count('walk'), place: where('shelf'), side: t(`event.side.${word('side')}` as Key), reason: text('reason') });
    case 'WalkAbandoned': return t('event.WalkAbandoned', { n: count('walk'), reason: text('reason') });
    case 'CabinetQualified': return t(`event.CabinetQualified.${word('verdict')}` as Key, { n: count('walk'), place: where('cabinet'), version: count('version') });
    case 'PlaceModelActivated': return typeof event.data.version === 'number'
      ? t('event.PlaceModelActivated', { place: where('cabinet'), version: count('version') })
      : t('event.PlaceModelActivatedNone', { place: where('cabinet') });
    case 'DoorOpened': return t('event.DoorOpened', { place: where('cabinet') });
    case 'DoorClosed': return t('event.DoorClosed', { place: where('cabinet') });
    case 'ExcursionBegan': return t(`event.ExcursionBegan.${word('side')}` as Key, { place: where('cabinet'), celsius: degrees('celsius') });
    case 'ExcursionWorsened': return t('event.ExcursionWorsened', { n: count('excursion'), celsius: degrees('worstCelsius') });
    case 'ExcursionEnded': return t('event.ExcursionEnded', { place: where('cabinet'), celsius: degrees('worstCelsius') });
    case 'AlarmRaised': return t('event.AlarmRaised', { n: count('alarm'), source: where('source'), kind: named('alarmKind', word('kind')) });
    case 'AlarmAcknowledged':
    case 'AlarmReturned':
    case 'AlarmRecurred': return t(`event.${type}`, { n: count('alarm') });
    case 'PersonSignedIn': return t('event.PersonSignedIn', { account: text('account'), proof: proofWords(word('proof')) });
    case 'SignatureGiven': return t('event.SignatureGiven', { account: text('account'), screen: text('screen'), act: actWords(text('act')), proof: proofWords(word('proof')) });
    case 'SignInRefused': return t('event.SignInRefused', { account: text('account'), cause: named('cause', text('cause')) });
    case 'AccountAdded': return t('event.AccountAdded', { account: text('account'), role: named('role', word('role')) });
    case 'AccountChanged':
      if (text('account').startsWith('key:')) return t('event.AccountChanged.key', { key: text('account').slice(4), change: named('change', text('change')) });
      if (text('role') !== '') {
        const said = text('change') === 'role' ? (text('askedBy') === '' ? 'role' : 'roleSecond') : text('change');
        return t(`event.AccountChanged.${said}` as Key, { account: text('account'), role: named('role', word('role')), asker: text('askedBy') });
      }
      return t('event.AccountChanged', { account: text('account'), change: named('change', text('change')) });
    case 'SettingsChanged': return typeof event.data.change === 'number'
      ? t('event.SettingsAccepted', { n: count('change'), version: count('version'), changes: draftWords(event.data.draft) })
      : t('event.SettingsChanged', { version: count('version'), changes: draftWords(event.data.draft) });
    case 'ChangeAsked': return t('event.ChangeAsked', { n: count('change'), changes: draftWords(event.data.draft) });
    case 'ChangeAccepted':
    case 'ChangeRejected': return t(`event.${type}`, { n: count('change') });
    case 'ServiceStarted': return t('event.ServiceStarted', { version: text('version') });
    case 'AuditRead': return t('event.AuditRead', { what: [shortDin(text('unit').slice(0, 13)), text('person'), ...[text('from'), text('to')].filter((at) => at !== '').map(instant), text('knownAt') === '' ? '' : t('event.AuditReadKnown', { time: instant(text('knownAt')) })].filter((part) => part !== '').join(' · ') || t('event.AuditReadAll') });
    default: return `event.${type}` in catalogue ? t(`event.${type}` as Key) : t('event.other', { type });
  }
}

function proofWords(proof: string): string {
  return proof === '' || proof === 'password' ? '' : t(`proof.${proof}` as Key);
}

/** The call that somebody signed, in words where it is one of those that are signed at a shared screen. */
function actWords(act: string): string {
  const [, kind, n = '', last = ''] = /^POST \/api\/v1\/([a-z]+)\/([^/]+)(?:\/.*?)?(?:\/([a-z]+))?$/.exec(act) ?? [];
  if (kind === 'alarms' && last === 'acknowledge') return t('event.act.acknowledge', { n });
  if (kind === 'stocktakes' && last === 'signatures') return t('event.act.signatures', { n });
  if (kind === 'users' && last === 'confirm') return t('event.act.role', { n });
  if (kind === 'units' && last === 'confirm') return t('event.act.confirm');
  return kind === 'models' ? t('event.act.models', { n: place(n) }) : act;
}

/** What was found when a bag came: nothing for what nobody wrote down. */
function checkWords(check: unknown): string {
  if (typeof check !== 'object' || check === null) return '';
  const { boxCelsius, logger, condition, ticks } = check as { boxCelsius?: number | null; logger?: string | null; condition?: string; ticks?: ArrivalTicks | null };
  const look = lowerFirst(condition ?? '');
  return (typeof boxCelsius === 'number' ? t('event.receivedAt', { celsius: celsius(boxCelsius) }) : '')
    + (typeof logger === 'string' ? t('event.receivedLogger', { logger }) : '')
    + (look === 'damaged' || look === 'opened' ? t('event.UnitReturnedBroken', { look: t(`look.${look}`) }) : '')
    + (ticks ? t('event.receivedTicks', { check: ticksWords(ticks) }) : '');
}

function instant(at: string): string {
  return moment(at, serviceNow() ?? Date.parse(at), timeZone.value, language.value);
}

/** Minutes of a span as the ledger writes it: `1.02:03:04.5`. Begun minutes count. */
function spanMinutes(span: string): number {
  const parts = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(span);
  if (parts === null) return 0;
  const [, days = '0', hours, minutes, seconds] = parts;
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Math.ceil(Number(seconds) / 60);
}

function returnWords(out: string, limit: string, quarantine: string, look: string): string {
  const broken = look === 'damaged' || look === 'opened' ? t('event.UnitReturnedBroken', { look: t(`look.${look}`) }) : '';
  if (out === '' || limit === '') return t('event.UnitReturned') + broken;
  const values = { n: spanMinutes(out), limit: spanMinutes(limit) };
  return t(quarantine === 'temperatureExposure' ? 'event.UnitReturnedLate' : 'event.UnitReturnedAfter', values) + broken;
}
