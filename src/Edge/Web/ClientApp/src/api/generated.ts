// Generated from openapi.json by scripts/generate-client.mjs. Not to be edited: run `npm run api` instead.

import { type Read, type Write, pathOf, queryOf } from './call';

export interface ItemList<T> {
  items: T[];
  next: string | null;
  asOf: string;
  seq: number;
}

/** Bombay and para-Bombay bags look like O and must never be counted or searched as O: they are groups of their own. */
export type Abo = 'notStated' | 'O' | 'A' | 'B' | 'AB' | 'bombay' | 'paraBombay' | 'pooled';

/** What became of one bag of a writing call. The others of the call go on. */
export interface ActionResult {
  /** The key as it was sent; for a receipt that could not be read, what was sent as number and product. */
  unit: string;
  accepted: boolean;
  refusal: RefusalView | null;
  /** Last ledger entry of this act; 0 when refused. */
  seq: number;
  /** What is left to do for an accepted one: after an undo, that its tag speaks for another bag now. */
  note: RefusalView | null;
}

export interface ActionResults {
  results: ActionResult[];
}

export interface ActivateRequest {
  /** Null: what the kind of cabinet says. */
  version: number | null;
  reason: string | null;
}

export type ActorKind = 'service' | 'person' | 'machine' | 'hub';

export interface AlarmItem {
  number: number;
  kind: AlarmKind;
  priority: AlarmPriority;
  /** The thing that is wrong: a place, a probe or a device. */
  source: string;
  /** Its name for people. */
  sourceNameZh: string;
  sourceNameEn: string;
  /** Normal only in the history. */
  state: AlarmStateView;
  celsius: number | null;
  unitsAffected: number;
  raisedAt: string;
  acknowledgedBy: string | null;
  acknowledgedName: string | null;
  acknowledgeReason: string | null;
  acknowledgedAt: string | null;
  returnedAt: string | null;
  /** How often the condition came up since it was raised. */
  times: number;
}

export type AlarmKind =
  | 'temperatureHigh'
  | 'temperatureLow'
  | 'sensorSilent'
  | 'sensorFault'
  | 'doorOpenTooLong'
  | 'readerLost'
  | 'hubLost'
  | 'cannotRecord'
  | 'unaccountedRemoval'
  | 'backupFailed'
  | 'wrongStorage'
  | 'ledgerDamaged';

export type AlarmListState = 'open' | 'returned' | 'history';

/** 1 critical, 2 high, 3 medium, 4 notice. */
export type AlarmPriority = 'critical' | 'high' | 'medium' | 'notice';

export type AlarmStateView = 'unacknowledged' | 'acknowledged' | 'returnedUnacknowledged' | 'normal';

/** What was scanned of an announced bag besides its numbers. */
export interface AnnouncedLabel {
  unit: string;
  /** Null when it was not scanned. */
  groupCode: string | null;
  /** Bar code content or local time; null when it was not scanned. */
  expiresAt: string | null;
}

export type AntennaListening = 'listening' | 'deaf' | 'notListening';

export interface AntennaSetupView {
  reader: string;
  port: number;
  hears: string;
  powerDbm: number;
}

export interface AntennaView {
  port: number;
  place: string;
  listenedSeconds: number;
  readsPerSecond: number;
  finding: string | null;
  /** How much weaker the antenna's echo is than what is sent, as last measured; null where the reader does not tell. */
  returnLossDb: number | null;
}

export interface AntigenView {
  name: string;
  positive: boolean;
}

/** The points of a receiving check: true for what a person has looked at and found right. */
export interface ArrivalTicks {
  /** Who delivers, and the licence. */
  supplier: boolean;
  /** Donation number, group and product, bag for bag as on the papers. */
  label: boolean;
  /** Collected or prepared, and expiry. */
  dates: boolean;
  /** The box and what it was like on the way. */
  transport: boolean;
  /** No leak, no clot, no haemolysis. */
  bags: boolean;
}

export interface AskedRoleView {
  role: Role;
  by: string;
  byName: string;
  at: string;
  reason: string | null;
}

export interface AskedView {
  /** The later expiry; null: that its time out of storage be struck. */
  expiresAt: string | null;
  /** Account of who asked. */
  by: string;
  byName: string;
  at: string;
}

export interface BadgeRequest {
  /** Null revokes the badge that the account has. */
  badge: string | null;
  reason?: string | null;
}

/** What a person sees on a bag that comes back. */
export type BagCondition = 'intact' | 'damaged' | 'opened';

export interface BagName {
  key: string;
  din: string;
  /** Null for a national number. */
  checkCharacter: string | null;
  abo: Abo;
  rhD: RhD;
}

/** How well radio can tell the shelves of one cabinet apart. */
export type CabinetKind = 'sheetShelves' | 'openShelves' | 'metalDrawers' | 'room';

export interface CameView {
  bag: BagName;
  noticedAt: string;
}

export interface ChangeRulesRequest {
  /** Each with a path, or `TABLE/KEY/COLUMN`. */
  changes: SettingWish[];
  /** For the ledger; must be given. */
  reason: string;
}

export interface ClockEvent {
  now: string;
}

export interface CommissionedCabinet {
  cabinet: string;
  nameZh: string;
  nameEn: string;
  kind: CabinetKind;
  /** Now inside, by the ledger: the walk is surest in a cabinet as full as usual. */
  bags: number;
  /** Number of the walk that goes on; null when there is none. */
  openWalk: number | null;
  /** The map in use; null: what the kind of cabinet says. */
  activeVersion: number | null;
  activeSince: string | null;
  activeByName: string | null;
  /** Newest first. */
  reports: QualificationItem[];
}

export interface CommissioningList {
  /** Every cabinet with an antenna, by the settings' order. */
  cabinets: CommissionedCabinet[];
  /** By the settings the tracker takes the map that is in use; otherwise maps are kept and shown only. */
  placesByWalk: boolean;
  asOf: string;
}

/** A walk while it goes on, and its report for ever. */
export interface CommissioningView {
  number: number;
  cabinet: string;
  kind: CabinetKind;
  tag: string;
  secondsPerPoint: number;
  beganAt: string;
  begunByName: string;
  antennas: AntennaSetupView[];
  /** `bags 31`. */
  remarks: string[];
  points: PointView[];
  /** The first point that is not done; null when all are. */
  next: PointName | null;
  /** The point that is listened to now. */
  listening: ListeningView | null;
  /** Null while the walk goes on, as verdict, powers and end. */
  version: number | null;
  verdict: QualificationVerdict | null;
  endedAt: string | null;
  endedByName: string | null;
  powers: PowerView[];
  /** "margin": the power follows from what the weakest point has over the antenna's limit. */
  powersFrom: string;
  comparison: ComparisonView | null;
}

export interface ComparisonView {
  walk: number;
  /** The report it is compared with. */
  version: number;
  at: string;
  points: PointDifferenceView[];
}

/** Component classes that this service tells apart (docs/protocols and the site's product table name the rest). */
export type ComponentClass =
  | 'other'
  | 'wholeBlood'
  | 'redCells'
  | 'platelets'
  | 'plasmaFfp'
  | 'plasmaFp'
  | 'plasmaThawed'
  | 'cryo'
  | 'granulocytes';

export interface ConfirmRequest {
  /** What the second person was shown: the asked expiry, or null for the time out of storage. */
  expiresAt?: string | null;
}

export interface ConfirmRoleRequest {
  /** What the second person saw. */
  role: Role;
}

export interface CorrectionRequest {
  /** Ledger entry of the step that was none; it must be the bag's last. */
  seq: number;
  reason: string;
}

export type CountAdvice = 'goOn' | 'nearlyDone' | 'done' | 'readAgain';

export interface CountCheck {
  /** "doorOpen", "readerDown", "antennaDeaf" or "noReader". */
  code: string;
  /** A cabinet, a shelf or a reader. */
  place: string;
  nameZh: string;
  nameEn: string;
}

export interface CountDue {
  cabinet: string;
  nameZh: string;
  nameEn: string;
  /** Expected there now. */
  bags: number;
  /** Null when it was never counted. */
  lastCountedAt: string | null;
  lastExpected: number | null;
  lastMatched: number | null;
  /** By the plan it should be counted now. */
  due: boolean;
  /** Number of the open count that holds it. */
  heldBy: number | null;
}

export interface DecisionRequest {
  /** A bag's key, or a tag where there is no bag. */
  subject: string;
  action: DifferenceAction;
  /** Needed where a bag is lost. */
  note: string | null;
}

export interface DeskItem {
  id: string;
  nameZh: string;
  nameEn: string;
  /** False: the reader is away or silent, and nobody knows what lies there. */
  listening: boolean;
  /** The reader can give tags a number. */
  canWrite: boolean;
}

export interface DeviceFaultView {
  /** What it means; the pages have words for it. */
  finding: string;
  /** The device's own code. */
  code: string;
  detail: string;
  /** Port from 1; null when it concerns the whole device. */
  antenna: number | null;
  since: string;
}

/** One device, what it does and what is wrong with it. */
export interface DeviceItem {
  id: string;
  kind: string;
  state: DeviceState;
  figure: number | null;
  figureUnit: string | null;
  finding: string | null;
  detail: string | null;
  lastSeenAt: string | null;
  since: string;
  identity: string | null;
  antennas: AntennaView[];
  faults: DeviceFaultView[];
  noiseBytes: number;
  badChecksums: number;
  capabilities: ReaderCapabilitiesView | null;
  /** Of the receiver of a vehicle; null for others. */
  position: PositionView | null;
  /** A reader's own temperature, as it last told; null where it does not. */
  celsius: number | null;
}

export type DeviceState = 'starting' | 'inService' | 'degraded' | 'notInService';

export type DifferenceAction = 'found' | 'lost' | 'move' | 'quarantine' | 'note';

/** What differs. A bag may be of several classes. */
export type DifferenceClass =
  | 'missing'
  | 'unexpected'
  | 'unknown'
  | 'misplaced'
  | 'expired'
  | 'duplicateTag'
  | 'statusConflict'
  | 'strayRead';

export interface DifferenceView {
  subject: string;
  /** The bag as it is now; null for an unknown tag. */
  unit: UnitItem | null;
  tag: string | null;
  classes: DifferenceClass[];
  place: string | null;
  was: string | null;
  /** That a missing bag is really not here, 0 to 1; null where that cannot be said. */
  chanceAbsent: number | null;
  proposal: DifferenceAction | null;
  needsDecision: boolean;
  action: DifferenceAction | null;
  actionName: string | null;
  note: string | null;
  /** Why the ledger did not take the adjustment; null when it did, or none was wanted. */
  refused: RefusalView | null;
  /** Of a missing bag, what its reads before the count and the doors prove; null for nothing. */
  watch: WatchKnows | null;
  /** When its tag was last heard before the count, where Watch says anything; null for never since the start. */
  heardAt: string | null;
}

export interface DisableRequest {
  /** False lets the account in again. */
  disabled?: boolean;
  reason?: string | null;
}

export interface DiscardRequest {
  units: string[];
  cause: string;
}

/** Which rule a site's donation numbers follow. A setting of the site, never guessed from the digits. */
export type DonationScheme = 'isbt128' | 'national13';

export interface DoorSpan {
  from: string;
  /** Null while it stands open. */
  to: string | null;
}

export interface EmergencyRequest {
  units: string[];
  destination: string;
  /** Who orders it. */
  physician: string;
  order?: string | null;
  /** Why a bag that was out of storage for too long; needed for such a bag only. */
  overrideReason?: string | null;
}

export interface EmergencyView {
  physician: string;
  at: string;
  /** Request and tests are not complete yet. */
  owed: boolean;
}

/** One ledger entry for people to read. */
export interface EventItem {
  seq: number;
  /** Name and version: `UnitIssued/1`. */
  type: string;
  occurredAt: string;
  recordedAt: string;
  actorKind: ActorKind;
  actor: string;
  /** Display name of the account, where the actor is a person. */
  actorName: string | null;
  reason: string | null;
  /** The event as recorded. */
  data: Record<string, unknown>;
}

export type ExcursionSide = 'tooWarm' | 'tooCold';

export interface ExcursionSpan {
  number: number;
  beganAt: string;
  endedAt: string | null;
  worstCelsius: number;
}

export interface ExcursionView {
  number: number;
  cabinet: string;
  probe: string;
  side: ExcursionSide;
  limitCelsius: number;
  worstCelsius: number;
  beganAt: string;
  endedAt: string | null;
  /** Null while it lasts. */
  secondsOutside: number | null;
  /** Time without a good sample; null while it lasts. */
  secondsUnknown: number | null;
  /** The bags that lay there. */
  units: UnitItem[];
}

export interface ExpiryRequest {
  /** As on the label: bar code content or local time. */
  expiresAt: string;
  reason: string;
}

export interface FigureView {
  reader: string;
  port: number;
  hears: string;
  /** Meant to hear this shelf. */
  own: boolean;
  seconds: number;
  /** Of the antenna's visits, 0 to 1. */
  share: number;
  /** Per second of listening. */
  readsPerSecond: number;
  rssiDbm: number | null;
}

export interface FirstStartRequest {
  /** The one-time code that the service printed at its first start. */
  code: string;
  account: string;
  displayName: string;
  password: string;
}

/** How a receiver came to its position. The first nine are GGA's own numbers. */
export type FixKind =
  | 'none'
  | 'autonomous'
  | 'differential'
  | 'precise'
  | 'rtkFixed'
  | 'rtkFloat'
  | 'estimated'
  | 'manual'
  | 'simulated';

/** A measured position. */
export interface FixView {
  /** The same as a URI (RFC 5870): `geo:31.851200,117.263300`. */
  geo: string;
  /** Degrees, WGS-84, south negative. */
  latitude: number;
  /** Degrees, west negative. */
  longitude: number;
  /** When it was measured, by the service's clock. */
  at: string;
  /** Good or suspect. */
  quality: ReadingQuality;
  /** How the receiver came to it. */
  fix: FixKind;
  /** Used in the fix; null when the receiver does not say. */
  satellites: number | null;
  /** What the satellites' places do to the error: 1 is good, above 10 it may be hundreds of metres. */
  hdop: number | null;
  speedKmh: number | null;
  /** From true north; null while standing. */
  courseDegrees: number | null;
}

export interface FreeTagRequest {
  /** Hexadecimal. */
  tag: string;
  reason: string;
}

/** One cabinet with its shelves, what was taken out of it and who opened it when. */
export interface FridgeDetail {
  shelves: ShelfView[];
  out: OutView[];
  /** Newest first. */
  openings: OpeningView[];
  id: string;
  nameZh: string;
  nameEn: string;
  storageClass: string;
  /** Lower limit; null where the storage class has none. */
  lowCelsius: number | null;
  highCelsius: number | null;
  /** Lower warning limit. */
  warnLow: number | null;
  warnHigh: number | null;
  /** Bags that fit. */
  capacity: number;
  probes: ProbeView[];
  /** The settings name one. */
  hasDoorContact: boolean;
  /** Null: no contact, or nobody knows, since it has not spoken yet or is lost. */
  doorOpen: boolean | null;
  doorSince: string | null;
  /** Bags believed inside and verified, sure of the place or not. */
  bags: number;
  /** Of these, with more than one likely place. */
  notSure: number;
  /** Last known here, but the antennas do not listen; not in Bags. */
  notVerified: number;
  /** Taken out of this cabinet and not yet elsewhere. */
  outNow: number;
  /** Last 6 h, means of 10 min over the cabinet's probes, oldest first. */
  spark: SparkPoint[];
  /** Number of the open excursion; null when in its limits. */
  excursion: number | null;
  /** Numbers of its alarms that are not normal. */
  alarms: number[];
}

/** One cabinet: allowed band, what the probes say now, what lies in it. */
export interface FridgeItem {
  id: string;
  nameZh: string;
  nameEn: string;
  storageClass: string;
  /** Lower limit; null where the storage class has none. */
  lowCelsius: number | null;
  highCelsius: number | null;
  /** Lower warning limit. */
  warnLow: number | null;
  warnHigh: number | null;
  /** Bags that fit. */
  capacity: number;
  probes: ProbeView[];
  /** The settings name one. */
  hasDoorContact: boolean;
  /** Null: no contact, or nobody knows, since it has not spoken yet or is lost. */
  doorOpen: boolean | null;
  doorSince: string | null;
  /** Bags believed inside and verified, sure of the place or not. */
  bags: number;
  /** Of these, with more than one likely place. */
  notSure: number;
  /** Last known here, but the antennas do not listen; not in Bags. */
  notVerified: number;
  /** Taken out of this cabinet and not yet elsewhere. */
  outNow: number;
  /** Last 6 h, means of 10 min over the cabinet's probes, oldest first. */
  spark: SparkPoint[];
  /** Number of the open excursion; null when in its limits. */
  excursion: number | null;
  /** Numbers of its alarms that are not normal. */
  alarms: number[];
}

/** Entries that were recorded once and were not put back by a restore. */
export interface GapView {
  /** Last entry before the gap. */
  after: number;
  /** Last entry that is known to be lost; null when nothing tells how many there were. */
  upTo: number | null;
  restoredAt: string;
  /** Name of the backup that was put back. */
  backup: string;
}

export interface GroupCount {
  abo: Abo;
  rhD: RhD;
  bags: number;
}

export interface HandHeldItem {
  id: string;
  /** It answers now. */
  inService: boolean;
}

export interface HealthPart {
  name: string;
  ok: boolean;
  /** What is wrong; null when well. */
  detail: string | null;
}

export interface HealthView {
  /** "ready" or "notReady". */
  state: string;
  parts: HealthPart[];
}

export interface HubView {
  configured: boolean;
  connected: boolean;
  /** Ledger entries that the hub has not confirmed. */
  waiting: number;
  oldestWaitingAt: string | null;
  /** Last ledger entry that it has confirmed. */
  ackedSeq: number;
  lastError: string | null;
  /** When the connection got into this state. */
  since: string | null;
}

export interface IdEvent {
  id: string;
}

export interface InstallTableRequest {
  text: string;
  reason: string;
}

export interface IssueRequest {
  units: string[];
  /** Ward or recipient site; never a patient. */
  destination: string;
  order?: string | null;
  /** Why these and not those that expire first, or why from the emergency reserve; needed where one of them is so. */
  overrideReason?: string | null;
}

/** A machine's key, without the key itself. */
export interface KeyItem {
  name: string;
  scopes: Permission[];
  revoked: boolean;
  /** To the minute; null when it was never used. */
  lastUsedAt: string | null;
}

export interface KnownBag {
  bag: BagName;
  /** As it was then. */
  status: UnitStatus;
  /** Of what was concluded then, when it was concluded. */
  chance: number;
  /** When it was concluded. */
  since: string;
}

/** One cabinet as it was known at an instant: without what was recorded or corrected later, and without what only lived in memory. */
export interface KnownFridge {
  cabinet: string;
  at: string;
  /** Null when it was shut, or had no contact. */
  doorOpenSince: string | null;
  /** The walked map that was in use; null when there was none. */
  map: KnownMap | null;
  /** As the settings name them today, and any other place that held a bag then. */
  shelves: KnownShelf[];
  /** Taken out of it by then and noticed nowhere else. */
  out: KnownBag[];
}

export interface KnownMap {
  version: number;
  /** Number of the walk, whose report says more; null when it is kept no more. */
  walk: number | null;
  since: string;
  byName: string;
  verdict: QualificationVerdict | null;
  /** What it said of each point; empty when it is kept no more. */
  points: KnownPoint[];
}

export interface KnownPoint {
  shelf: string;
  side: ShelfSide;
  finding: PointFinding;
  /** Of a leak or a dead spot: the place whose antenna heard it best. */
  by: string | null;
}

export interface KnownShelf {
  place: string;
  bags: KnownBag[];
}

export interface LabelRequest {
  unit: string;
  /** What the tag wears now, hexadecimal; it lies on the tray. */
  tag: string;
  /** Give it the bag's number; otherwise it keeps its own and is bound to the bag. */
  write?: boolean;
  /** The bag wears another tag and shall wear both. */
  beside?: boolean;
}

/** The tag was read back and speaks for the bag. */
export interface LabelView {
  unit: string;
  /** What it wears now. */
  uii: string;
  /** The chip's own identity. */
  chip: string | null;
  /** Worth knowing: `wasIts`, `usedBefore`, `secondTag`. */
  notes: string[];
  /** The bag that the tag was on before. */
  formerUnit: string | null;
  seq: number;
}

/** What became of a bag that left. */
export type LeftOutcome =
  | 'out'
  | 'back'
  | 'issued'
  | 'emergency'
  | 'dispatched'
  | 'toSupplier'
  | 'discarded'
  | 'captured'
  | 'lost'
  | 'unaccounted'
  | 'explained';

export interface LeftView {
  bag: BagName;
  /** When the antennas were sure. */
  noticedAt: string;
  /** When it became an exception; null when it did not. */
  exceptionAt: string | null;
  outcome: LeftOutcome;
  /** Null while it is out. */
  outcomeAt: string | null;
  /** Who did that; null when nobody did. */
  byName: string | null;
  /** Where to, or why. */
  note: string | null;
  /** When it was next noticed in a cabinet; null when it was not. */
  backAt: string | null;
  /** That cabinet. */
  backIn: string | null;
}

export interface LightRequest {
  place: string;
  /** False puts it out before its time. */
  on?: boolean;
}

export interface LightView {
  /** The shelf or cabinet at which the lamp is. */
  place: string;
  /** When it goes out by itself; null while it does not burn. */
  until: string | null;
}

export interface ListeningView {
  shelf: string;
  side: ShelfSide;
  /** Listening time so far of the cabinet's antenna that has listened least. */
  seconds: number;
  ofSeconds: number;
  /** Since any antenna heard the tag. */
  silentSeconds: number;
  /** Nothing counts until the door is shut. */
  doorOpen: boolean;
  /** Places of this cabinet whose antennas have not listened yet. */
  deaf: string[];
  figures: FigureView[];
}

/** Shapes of the live events: each member is the data of the event of that name, sent alone. */
export interface LiveEvents {
  clock: ClockEvent;
  stock: SeqEvent;
  unit: UnitEvent;
  fridge: IdEvent;
  alarm: AlarmItem;
  device: IdEvent;
  hub: HubView;
  stocktake: NumberEvent;
  tray: IdEvent;
  search: NumberEvent;
  walk: NumberEvent;
  /** Events were missed: read everything once again. */
  reset: SeqEvent;
}

export interface MassiveRequest {
  destination: string;
  physician: string;
}

/** While it lasts, whatever leaves its place is captured without questions and settled later. */
export interface MassiveTransfusion {
  number: number;
  destination: string;
  physician: string;
  beganAt: string;
}

/** The massive transfusion that goes on, and what is owed from earlier ones. */
export interface MassiveView {
  /** Null when none goes on. */
  current: MassiveTransfusion | null;
  /** Bags that left with it or an earlier one and are not settled. */
  captured: number;
  emergenciesOwed: number;
}

export interface MeasureView {
  component: ComponentClass;
  kind: UnitKind;
}

export type NearnessTrend = 'steady' | 'rising' | 'falling';

export interface NewerView {
  /** Entries that fit and were recorded after the first that is shown; 100 at most. */
  count: number;
  /** There are more than that. */
  more: boolean;
}

export interface NewKey {
  item: KeyItem;
  /** To hand over now: it is kept nowhere and cannot be shown again. */
  key: string;
}

export interface NewKeyRequest {
  name: string;
  scopes: Permission[];
}

export interface NewUserRequest {
  account: string;
  displayName: string;
  /** A supervisor's or administrator's waits for a second person; until then the account only looks. */
  role: Role;
  /** To be changed at the first sign-in. */
  password: string;
  /** The code on the badge; null: none yet. */
  badge?: string | null;
}

export interface NoticeDetail {
  notice: NoticeItem;
  /** Every bag of the notice: announced, here, missing, extra; its status tells which. */
  units: UnitItem[];
}

/** One shipping notice: `announced = expected + received + missing`. */
export interface NoticeItem {
  number: string;
  from: string;
  announcedAt: string;
  announced: number;
  expected: number;
  received: number;
  missing: number;
  /** Bags that came with it and were not announced. */
  extra: number;
}

export interface NoticeReceiptRequest {
  units: string[];
  /** False: the receiving check is done and passed. */
  quarantine?: boolean;
  /** What was scanned of their labels; a bag whose label contradicts the notice is refused. */
  labels?: AnnouncedLabel[] | null;
  /** As with a receipt. */
  boxCelsius?: number | null;
  /** Number of the recorder that came with them. */
  logger?: string | null;
  /** Those of Units that look damaged. */
  damaged?: string[] | null;
  /** Those that were opened. */
  opened?: string[] | null;
  /** As with a receipt. */
  ticks?: ArrivalTicks | null;
}

export interface NoticeRequest {
  number: string;
  /** The supplier, or the sending site. */
  from: string;
  units: ReceiptUnit[];
}

export interface NumberEvent {
  number: number;
}

/** How it is known who stood before the door: the surest first. */
export type OpenerBasis = 'bags' | 'badge' | 'signedIn' | 'several' | 'nobody';

export interface OpenerView {
  basis: OpenerBasis;
  /** Null when it is not known. */
  account: string | null;
  name: string | null;
  /** How many could have been it. */
  people: number;
}

/** One opening of a door, from open to what became of every bag that left. */
export interface OpeningItem {
  cabinet: string;
  openedAt: string;
  closedAt: string | null;
  /** Open; null while it stands open. */
  seconds: number | null;
  opener: OpenerView;
  left: LeftView[];
  came: CameView[];
  /** The door is open or was shut a moment ago: what moved may still change. */
  settling: boolean;
  /** From the door's closing to the last bag that was noticed; 0 when all was noticed before; null when nothing moved, or it is open. */
  settledSeconds: number | null;
  /** Bags that left and that nobody has accounted for yet. */
  exceptions: number;
  /** Numbers of the alarms of this opening: the door stood open too long, a removal is not accounted for. */
  alarms: number[];
}

/** One opening of the door, newest first in lists. */
export interface OpeningView {
  openedAt: string;
  closedAt: string | null;
  seconds: number | null;
  /** Keys of the bags that left with it. */
  left: string[];
  /** Keys of the bags that came with it. */
  came: string[];
}

export interface OrderRequest {
  units: string[];
  order: string;
}

export interface OutView {
  unit: UnitItem;
  /** When it was noticed that the bag had left. */
  since: string;
}

/** One's own password needs the current one; an administrator sets another's without. */
export interface PasswordRequest {
  newPassword: string;
  currentPassword?: string | null;
}

/** What a call needs. Roles are sets of these; the pages get the set too, but the service decides. */
export type Permission =
  | 'read'
  | 'units'
  | 'alarms'
  | 'lights'
  | 'devices'
  | 'release'
  | 'audit'
  | 'accounts'
  | 'manageAccounts'
  | 'settings';

export interface PersonView {
  account: string;
  displayName: string;
  role: Role;
  /** The password was set by somebody else and must be changed before anything else. */
  mustChange: boolean;
  /** What this person may do; the service checks again. */
  may: Permission[];
  /** With what the person signed in; null for a machine. */
  proof: Proof | null;
  /** What the role allows besides, after signing in with the password. */
  mayWithPassword: Permission[];
  /** Null for a machine. */
  hasPin: boolean | null;
}

export interface PinRequest {
  /** One's own: a PIN is set by nobody else, and not by somebody who found the screen open. */
  password: string;
  /** 6 to 10 digits; null takes it away. */
  pin: string | null;
}

export interface PlaceRequest {
  /** Cabinet or shelf where the bag lies, by whoever has scanned its label. */
  place: string;
}

export interface PointDifferenceView {
  shelf: string;
  side: ShelfSide;
  shareNow: number | null;
  shareBefore: number | null;
  rssiNow: number | null;
  rssiBefore: number | null;
  now: PointFinding | null;
  before: PointFinding | null;
}

/** What one point of a walk shows. */
export type PointFinding = 'good' | 'deadSpot' | 'leak' | 'skipped';

export interface PointName {
  shelf: string;
  side: ShelfSide;
}

export interface PointRequest {
  /** `fridge-1/shelf-2`. */
  shelf: string;
  side: ShelfSide;
}

export interface PointView {
  shelf: string;
  side: ShelfSide;
  /** Null while nobody listened there. */
  finding: PointFinding | null;
  /** The place whose antenna hears it best, of a leak or a dead spot. */
  by: string | null;
  /** The own antenna's lead over the best of another place. */
  leadDb: number | null;
  reason: string | null;
  /** What the shelf's own antenna heard. */
  own: FigureView | null;
  /** Of every antenna, the strongest first. */
  figures: FigureView[];
}

/** What is known of where this vehicle is. */
export type PositionState = 'neverHeard' | 'current' | 'suspect' | 'noFix' | 'stale' | 'lost';

/** Where this vehicle is, and what is known of it. */
export interface PositionView {
  state: PositionState;
  /** The present position; null when it is not known. */
  current: FixView | null;
  /** The last measured one, however old; null before the first. */
  last: FixView | null;
  /** Of Last at AsOf. */
  ageSeconds: number | null;
  /** Code of what is wrong; null when well. */
  finding: string | null;
  /** Since when it is well, or has trouble. */
  since: string;
  /** The service's clock when the answer was made. */
  asOf: string;
}

export interface PowerView {
  reader: string;
  port: number;
  hears: string;
  powerDbm: number;
  proposedDbm: number | null;
  /** One way, of the weakest point of its shelf over the weakest strength that the antenna usually hears. */
  marginDb: number | null;
  limitDbm: number;
}

/** Four columns of equal length. A gap is null in the last three: nothing was measured, nothing is drawn. */
export interface ProbeSeries {
  name: string;
  /** Beginning of each step. */
  at: string[];
  min: (number | null)[];
  mean: (number | null)[];
  max: (number | null)[];
}

export type ProbeState = 'neverHeard' | 'good' | 'suspect' | 'silent' | 'faulty';

export interface ProbeView {
  name: string;
  state: ProbeState;
  celsius: number | null;
  at: string | null;
  fault: string | null;
}

/** RFC 9457 problem details with words for both languages. */
export interface ProblemView {
  type: string;
  title: string;
  status: number;
  detail: string | null;
  /** The path that was asked. */
  instance: string;
  titleZh: string;
  titleEn: string;
  doZh: string;
  /** What to do now. */
  doEn: string;
  /** To be given to support; the same number stands in the log. */
  number: string;
  /** After a wrong password: how many are left before the account is locked. */
  triesLeft?: number | null;
  /** When a locked account opens again. */
  lockedUntil?: string | null;
  /** When a decision refused: its code. */
  refusal?: string | null;
  /** Of settings: what is wrong, beside which field. */
  faults?: SettingFaultView[] | null;
}

export type Proof = 'password' | 'badgeAndPin' | 'pin' | 'badge';

export interface QualificationItem {
  walk: number;
  version: number;
  at: string;
  /** Whoever ended the walk. */
  byName: string;
  verdict: QualificationVerdict;
  deadSpots: number;
  leaks: number;
  skipped: number;
}

export type QualificationVerdict = 'passed' | 'passedWithRemarks' | 'failed';

/** One line of the counts: bags of one component and kind of measure, with one reason. Kinds are never added. */
export interface QualityCount {
  fact: QualityFact;
  /** How it was issued, why it was held when it came back, the cause of discarding; empty for expiry. */
  reason: string;
  component: ComponentClass;
  kind: UnitKind;
  bags: number;
  /** Sum in Kind. */
  amount: number;
  /** Units of whole blood and red cells at what the site counts them; null for everything else. */
  approvalMillilitres: number | null;
}

/** What a quality report counts. Facts only: whoever reports makes the indicator of them. */
export type QualityFact = 'issued' | 'returned' | 'discarded' | 'expired';

export interface QualityFactView {
  fact: QualityFact;
  /** What is counted, Chinese. */
  zh: string;
  /** The same in English. */
  en: string;
  counts: QualityCount[];
}

export interface QualityView {
  from: string;
  to: string;
  /** Sequence number of the ledger that the counts stand on. */
  seq: number;
  facts: QualityFactView[];
}

export type QuarantineReason =
  | 'none'
  | 'receivingCheck'
  | 'unknownProduct'
  | 'temperatureExposure'
  | 'duplicateTag'
  | 'recall'
  | 'returned'
  | 'labelStatus'
  | 'other'
  | 'notGeneralStock'
  | 'found';

/** What a reader can do, as the device or its protocol says; null where neither does. */
export interface ReaderCapabilitiesView {
  model: string;
  firmware: string | null;
  /** Antenna connectors. */
  ports: number | null;
  /** Least power that it can be set to, dBm. */
  minDbm: number | null;
  maxDbm: number | null;
  region: string | null;
  /** Carriers in kHz. */
  lowestKhz: number | null;
  highestKhz: number | null;
  channels: number;
  sessions: string[];
  inputs: number;
  outputs: number;
  /** It can count quietly, power step by power step; else a count is read as every day. */
  countsInSteps: boolean;
}

export type ReadingQuality = 'good' | 'suspect' | 'bad';

export interface ReasonRequest {
  /** Why, in the person's words. */
  reason: string;
}

/** What labels say and what would become of their bags, one for each in the order of the call; nothing is recorded. */
export interface ReceiptLook {
  results: ReceiptLookItem[];
}

export interface ReceiptLookItem {
  /** As in the answer of a receipt. */
  unit: string;
  /** As it would be once received; null when it would be refused. */
  bag: UnitItem | null;
  refusal: RefusalView | null;
}

export interface ReceiptRequest {
  units: ReceiptUnit[];
  /** Supplier or the notice's number. */
  source?: string | null;
  /** Measured in the box, or the worst that its recorder tells: outside what its bags may have on their way they are held. */
  boxCelsius?: number | null;
  /** Number of the recorder that came with them. */
  logger?: string | null;
  /** The receiving check point by point: while one is open the bags are held. Null: whoever calls vouches for the whole check. */
  ticks?: ArrivalTicks | null;
}

export interface ReceiptUnit {
  /** 13 characters, 14 with the check character, or the whole bar code with identifier and flags. */
  din: string;
  productCode: string;
  /** The label's group code, at least its two characters. */
  groupCode: string;
  /** The bar code's content (`&>…`), or the label's local time `2026-11-22T23:59`. */
  expiresAt: string;
  /** Hexadecimal; null when the bag wears none yet. */
  tag?: string | null;
  /** False: the receiving check is done and passed; otherwise the bag waits in quarantine. */
  quarantine?: boolean | null;
  /** The bar code's content (`&*…`), or local time; null when it was not read. */
  collectedAt?: string | null;
  /** 18 digits of structure 012; null when they were not read. */
  antigens?: string | null;
  /** How it looks; null: intact. What is not intact is held. */
  condition?: BagCondition | null;
}

/** A single act was recorded. */
export interface Recorded {
  seq: number;
  /** The same idempotency key had been answered before; this is the first answer again. */
  repeated: boolean;
}

/** Why a command was refused. */
export interface RefusalView {
  /** The refusal in camelCase: `alreadyIssued`. */
  code: string;
  /** One sentence for the screen, Chinese. */
  zh: string;
  /** The same in English. */
  en: string;
  /** What to do now. */
  doZh: string;
  doEn: string;
}

export interface ReservationRequest {
  units: string[];
  /** Number of the request, never a patient. */
  request: string;
  /** How long; null: as long as the site's settings say. */
  hours?: number | null;
  /** Why from the emergency reserve; needed where only that is left of a group. */
  overrideReason?: string | null;
}

export interface ReservationView {
  /** Number of the request that it is kept for. */
  request: string;
  until: string;
}

export interface ReturnRequest {
  units: string[];
  /** Those of Units that look damaged. */
  damaged?: string[] | null;
  /** Those that were opened. */
  opened?: string[] | null;
}

export type RhD = 'notStated' | 'negative' | 'positive' | 'pooled';

export type Role = 'viewer' | 'staff' | 'technician' | 'supervisor' | 'administrator';

export interface RoleRequest {
  role: Role;
  reason?: string | null;
}

export interface RuleColumnView {
  name: string;
  /** Range of a number; null for text. */
  low: number | null;
  high: number | null;
}

export interface RuleRowView {
  /** Names the row in a change: `TABLE/KEY/COLUMN`. */
  key: string;
  /** One for each column; empty text where nothing stands. */
  cells: string[];
}

/** What became of a change. */
export interface RulesChanged {
  seq: number;
  /** Of the settings that hold now. */
  version: number;
  /** Number of the change that waits for a second person; null when none of it does. */
  waiting: number | null;
}

/** Settings and tables as they hold now, for whoever may change them. Its ETag is what `If-Match` of a change takes. */
export interface RulesView {
  /** Counts changes; 0: all as the files say. */
  version: number;
  /** For `If-Match` of a change; the same as this answer's ETag. */
  match: string;
  /** The settings file, which fixes everything else; null where there is none. */
  file: string | null;
  changedAt: string | null;
  /** Display name; null while nothing was changed. */
  changedBy: string | null;
  /** Settings that may be changed here; all others are in `/settings`. */
  values: RuleValueView[];
  tables: RuleTableView[];
  /** What the site's products are counted in: rows of the stock levels. */
  measures: MeasureView[];
  /** Changes that wait for a second person, oldest first. */
  waiting: WaitingChangeView[];
}

export interface RuleTableView {
  table: SiteTable;
  /** Null: the site has no such table. */
  version: string | null;
  origin: TableOrigin;
  /** Where its file lies; also of a table that was changed on the page. */
  file: string | null;
  /** Version in the file, when the table in use is another. */
  fileVersion: string | null;
  changedAt: string | null;
  /** Display name; null for a table from its file. */
  changedBy: string | null;
  needsSecond: boolean;
  rowCount: number;
  columns: RuleColumnView[];
  /** Of products none: they are changed as a whole. */
  rows: RuleRowView[];
}

export interface RuleValueView {
  /** The setting's path in the file. */
  name: string;
  value: string;
  /** What its file says, or the default. */
  fileValue: string;
  /** People changed it here: the file's value no longer holds. */
  changed: boolean;
  /** Range of a whole number; null for text. */
  low: number | null;
  high: number | null;
  /** A change waits for a second person. */
  needsSecond: boolean;
}

export interface SamplesView {
  /** Seconds that one point stands for. */
  step: number;
  low: number | null;
  high: number | null;
  probes: ProbeSeries[];
  excursions: ExcursionSpan[];
  doors: DoorSpan[];
}

export interface SearchAntennaView {
  reader: string;
  port: number;
  place: string;
  /** Of its last tries, those in which it heard the bag. */
  heard: number;
  tries: number;
  /** Of this antenna; null when it has not heard the bag for 5 s. */
  nearness: number | null;
}

export interface SearchEnded {
  number: number;
}

export interface SearchRequest {
  /** Key of the bag. */
  unit: string;
  /** Cabinet or shelf where to look; null for where the bag is believed to be. */
  place?: string | null;
  /** A hand-held reader to look with; null for the antennas that are fixed there. */
  reader?: string | null;
}

/** A search that antennas do now: how near the bag is to the one that hears it best. */
export interface SearchView {
  /** Of the search. */
  number: number;
  unit: string;
  /** The caller asked for it. */
  mine: boolean;
  /** Who did. */
  name: string;
  beganAt: string;
  /** 1, far, to 10, here; null when the bag was not heard for 5 s. */
  nearness: number | null;
  trend: NearnessTrend;
  /** Null when it was not heard in the last 30 s. */
  heardAt: string | null;
  /** The antenna that hears it best, or tries now. */
  best: SearchAntennaView;
  reading: SearchAntennaView;
  antennas: SearchAntennaView[];
  /** The last 30 s, a number each second, the oldest first; null where it was not heard. */
  course: (number | null)[];
  /** Cabinets with antennas that do not watch the stock meanwhile. */
  paused: string[];
}

export interface SeqEvent {
  seq: number;
}

export interface SessionView {
  signedIn: boolean;
  /** No account exists yet: the one-time code makes the administrator. */
  firstStart: boolean;
  person: PersonView | null;
  /** Goes into `X-Csrf-Token` of each writing call; null when not signed in. */
  csrfToken: string | null;
  /** After this time without a request the session ends. */
  idleMinutes: number;
  /** The service's clock. */
  now: string;
  version: string;
  site: SiteView;
  /** A badge signs in without a PIN, for the work at the bench. */
  badgeAlone: boolean;
}

/** One thing that people changed, before and after. */
export interface SettingChange {
  /** A setting by its path (`Units.MinutesOutAtMost`), or a row or a cell of a table (`storageClasses/red-cells/highCelsius`). */
  name: string;
  /** Null: there was none. */
  before: string | null;
  /** Null: there is none any more; of a setting, what its file says holds again. */
  after: string | null;
}

export interface SettingFaultView {
  /** Path of the setting, or table, row and column; the beginning of it where a whole row or table is meant. */
  name: string;
  zh: string;
  en: string;
}

export interface SettingItem {
  /** As in the file. */
  path: string;
  /** What holds; null when there is none. */
  value: string | null;
  /** The file says it; otherwise it is the default. */
  given: boolean;
  /** The file says something else by now, which holds from the next start on. */
  changes: boolean;
  /** What will hold then; null when there is none. */
  next: string | null;
}

export interface SettingsView {
  /** The configuration file; null where there is none. */
  file: string | null;
  items: SettingItem[];
  /** What is wrong with the file as it stands now: the next start would be refused. */
  faults: SettingFaultView[];
}

export interface SettingWish {
  /** As in SettingChange: a setting's path, or table, row and column. */
  name: string;
  /** Empty or null: an empty cell; of a setting, what its file says. */
  value: string | null;
}

export interface SettleRequest {
  units: string[];
  /** True: given to the ward; false: it is here and nothing happened. */
  used: boolean;
  destination?: string;
  order?: string | null;
}

/** Where on a shelf the tag is held; seen from the door. */
export type ShelfSide = 'left' | 'middle' | 'right';

export interface ShelfView {
  /** Cabinet and shelf: `fridge-1/shelf-3`. */
  place: string;
  name: string;
  bags: number;
  notSure: number;
  notVerified: number;
  groups: GroupCount[];
  /** Last read of any of its bags. */
  heardAt: string | null;
  antenna: AntennaListening;
}

/** Somebody signs for one act at a screen where another is signed in. */
export interface SignatureRequest {
  /** Of the call that is signed: `POST`. */
  method: string;
  /** Of that call: `/api/v1/alarms/7/acknowledge`. */
  path: string;
  account?: string | null;
  password?: string | null;
  badge?: string | null;
  pin?: string | null;
}

export type SignatureStep = 'counter' | 'second';

export interface SignatureView {
  /** Goes into `X-Signature` of the one call that it is for. */
  ticket: string;
  account: string;
  displayName: string;
  /** Until then it may be used, once. */
  endsAt: string;
}

export interface SignInRequest {
  /** Staff number; not needed with a badge. */
  account?: string | null;
  password?: string | null;
  /** The code on the badge. */
  badge?: string | null;
  pin?: string | null;
}

export type SiteKind = 'bloodService' | 'hospital' | 'vehicle';

/** The site's versioned tables. */
export type SiteTable = 'products' | 'storageClasses' | 'stockLevels';

export interface SiteView {
  id: string;
  region: string;
  nameZh: string;
  nameEn: string;
  kind: SiteKind;
  /** IANA zone in which labels and pages show times. */
  timeZone: string;
  /** Whose donation numbers the site takes. */
  scheme: DonationScheme;
  /** Beside ISBT 128, national numbers too. */
  nationalNumbers: boolean;
  /** Where bags usually go; empty before sign-in. */
  wards: string[];
}

export interface SkipPointRequest {
  shelf: string;
  side: ShelfSide;
  reason: string;
}

export type SlipKind = 'receipt' | 'issue' | 'emergency' | 'return' | 'transfer' | 'discard' | 'waste' | 'supplier';

export interface SlipNote {
  /** Key of the bag. */
  unit: string;
  condition: BagCondition;
  /** Why it was held then; none: it was not. */
  quarantine: QuarantineReason;
  /** Out of controlled storage this time; null where that was not worked out. */
  outSeconds: number | null;
}

export interface SlipView {
  kind: SlipKind;
  seq: number;
  at: string;
  /** Name of who confirmed it. */
  by: string;
  /** Ward, site or waste firm; who delivered, for a receipt; empty where nobody was named. */
  to: string;
  /** Order, transfer or consignment note. */
  number: string | null;
  box: string | null;
  /** Number of the temperature recorder that goes or came with them. */
  logger: string | null;
  /** Measured in the box that came. */
  boxCelsius: number | null;
  /** The receiving check; null where it was not taken point by point. */
  ticks: ArrivalTicks | null;
  physician: string | null;
  /** Why, where one was asked. */
  reason: string | null;
  units: UnitItem[];
  /** What was found of each bag, for receipts and returns. */
  notes: SlipNote[];
}

export interface SparkPoint {
  at: string;
  /** Null where there is no data. */
  celsius: number | null;
}

export interface StartRequest {
  kind: StocktakeKind;
  cabinets: string[];
  /** Null: as set for the site. */
  timeLimitSeconds: number | null;
}

export interface StockCell {
  abo: Abo;
  rhD: RhD;
  bags: number;
  amount: number;
  /** Null when there is enough, or when no level is set. */
  level: StockLevel | null;
  /** Null when there was no demand or no figure yet. */
  daysOfStock: number | null;
  /** Nothing was issued in the days that are looked at. */
  noDemand: boolean;
  /** What the site wants of this group; null when it has not said. */
  levels: StockLevelsView | null;
}

export type StockLevel = 'belowMinimum' | 'belowReserve' | 'aboveMaximum' | 'belowSafety';

/** Four levels of one group, rising, in the row's measure. */
export interface StockLevelsView {
  /** For emergencies only. */
  reserve: number;
  minimum: number;
  /** Null where the site sets none; likewise Maximum. */
  safety: number | null;
  maximum: number | null;
}

/** Issuable bags of one component and one kind of measure; what was taken out is not among them. */
export interface StockRow {
  component: ComponentClass;
  unitKind: UnitKind;
  /** A+ B+ O+ AB+ A− B− O− AB−, then other groups where there are any. */
  cells: StockCell[];
  bags: number;
  /** Sum in UnitKind. */
  amount: number;
}

export type StocktakeEnd = 'complete' | 'timeLimit' | 'finished' | 'quiet';

export interface StocktakeItem {
  number: number;
  kind: StocktakeKind;
  cabinets: string[];
  stage: StocktakeStageView;
  beganAt: string;
  countedBy: string;
  countedName: string;
  /** Null while a blind count is open. */
  expected: number | null;
  matched: number;
  closedAt: string | null;
  secondName: string | null;
}

/** Full: everything is frozen in time and explained. Cycle: a part, by plan. Blind: whoever counts is not shown what is expected. */
export type StocktakeKind = 'full' | 'cycle' | 'blind';

export interface StocktakeList {
  /** Counts that are not closed, the oldest first. */
  open: StocktakeItem[];
  /** The last closed ones, the newest first. */
  closed: StocktakeItem[];
  /** Every fridge with its last count, the one that is due first at the top. */
  fridges: CountDue[];
  asOf: string;
}

/** What a count of these fridges would be. */
export interface StocktakeProposal {
  expected: number;
  timeLimitSeconds: number;
  /** What would spoil it; counting goes on with it and the report says so. */
  checks: CountCheck[];
}

export type StocktakeStageView = 'counting' | 'paused' | 'counted' | 'signedOnce' | 'closed';

/** A count: while it runs, and its report for ever. expected = matched + missing; read = matched − byLabel + misplaced + unexpected + unknown. */
export interface StocktakeView {
  number: number;
  kind: StocktakeKind;
  cabinets: string[];
  stage: StocktakeStageView;
  beganAt: string;
  countedBy: string;
  countedName: string;
  end: StocktakeEnd | null;
  endedAt: string | null;
  rounds: number;
  countedSeconds: number;
  /** Reading time with the round that runs. */
  secondsNow: number;
  timeLimitSeconds: number;
  /** Null, as all that hangs on it, while a blind count is open. */
  expected: number | null;
  /** Bags seen so far that were expected, in rounds that are over. */
  matched: number;
  /** The same with what was heard in the round that runs. */
  seenNow: number;
  byLabel: number;
  missing: number | null;
  read: number;
  misplaced: number | null;
  unexpected: number | null;
  unknown: number;
  stray: number;
  /** Estimated number of expected bags that are here. */
  present: number | null;
  low: number | null;
  high: number | null;
  /** Null while a blind count is open, and in a closed one. */
  advice: CountAdvice | null;
  /** Where the advice is to read again: drawers, or shelves, to pull out and push in before. */
  toOpen: string[];
  sumsAgree: boolean;
  /** What differs. */
  rows: DifferenceView[];
  matches: string[];
  moving: string[];
  /** "watch": the readers went on as they watch every day; "count": they counted, in sweeps with rising power; "both": some so, some so. */
  readerMode: string;
  /** Places whose antenna heard nothing: what lies there counts as not read. */
  deaf: string[];
  /** What could have spoiled it and was accepted. */
  remarks: string[];
  signedName: string | null;
  signedAt: string | null;
  secondName: string | null;
  closedAt: string | null;
  wants: SignatureStep | null;
}

/** The stock board. Bags of different kinds of measure are never added. */
export interface StockView {
  asOf: string;
  /** Ledger entry that the counts stand on. */
  seq: number;
  rows: StockRow[];
  reserved: number;
  quarantined: number;
  inTransfer: number;
  shortDated: number;
  expired: number;
  /** In stock by the ledger, but no antenna that would hear them listens. */
  notVerified: number;
  /** In stock by the ledger, but taken out of every cabinet. */
  out: number;
  /** Tags heard that are no bag. */
  unknownTags: number;
  /** Left their place, not issued, not explained. */
  unaccounted: number;
  /** Left in an emergency or a massive transfusion; papers are owed. */
  toReconcile: number;
  /** Announced and not here yet: no stock. */
  expectedBags: number;
  /** Discarded, and still in the house. */
  waste: number;
  /** A correction waits for a second person. */
  toConfirm: number;
}

/** Time out of controlled storage. */
export interface StorageClockView {
  /** Since when it is out; null while it is in. */
  since: string | null;
  /** Of the times that are over. */
  longestSeconds: number;
  /** Allowed at a time; null where there is no limit. */
  limitSeconds: number | null;
  /** How often it was issued. */
  times: number;
  timesLimit: number | null;
  /** Past a limit, as of this answer: it cannot be released. */
  passed: boolean;
  /** Some of it rests on antennas alone: two people may strike that part. */
  mayBeMissed: boolean;
}

export interface TableCheckRequest {
  table: SiteTable;
  text: string;
}

export interface TableFaultView {
  /** From 1, as an editor counts them. */
  line: number;
  zh: string;
  en: string;
}

export type TableOrigin = 'shipped' | 'file' | 'page';

export interface TableReportView {
  table: SiteTable;
  /** From the head of the file; null where the site has no such table. */
  version: string | null;
  /** Lines that could be read. */
  rows: number;
  /** Every bad line. */
  faults: TableFaultView[];
  /** What differs from the table in use, before and after. */
  changes: SettingChange[];
  /** What stands against it although every line is good: its version, or what would no longer fit. */
  others: SettingFaultView[];
}

export interface TablesView {
  /** Those in use, as they were read when the service started. */
  tables: TableReportView[];
}

export interface TagRequest {
  /** Hexadecimal. */
  tag: string;
  unit: string;
  /** The bag wears another tag and shall wear both. */
  beside?: boolean | null;
}

export interface TagView {
  uii: string;
  where: Where;
}

/** One transfer to another site: `sent = inTransit + confirmed + returned + lost` at every moment. */
export interface TransferItem {
  number: string;
  to: string;
  box: string | null;
  logger: string | null;
  openedAt: string;
  lastAt: string;
  sent: number;
  inTransit: number;
  confirmed: number;
  returned: number;
  lost: number;
}

export interface TransferRequest {
  number: string;
  /** The receiving site. */
  to: string;
  units: string[];
  box?: string | null;
  logger?: string | null;
  /** Why from the emergency reserve; needed where only that would be left of a group. */
  overrideReason?: string | null;
}

export interface TrayTagView {
  uii: string;
  /** The bag that the tag speaks for; null for a tag that is no bag's. */
  unit: UnitItem | null;
  /** Heard weakly: it lies beside the tray rather than on it. */
  nearby: boolean;
  laidAt: string;
  /** For a tag that is no bag's now: the bag that it was on last. */
  formerUnit: string | null;
}

/** What lies on a desk now, in the order in which it was laid down. */
export interface TrayView {
  desk: DeskItem;
  tags: TrayTagView[];
}

/** One bag with its tags and its relatives. */
export interface UnitDetail {
  tags: TagView[];
  /** It is back in stock by an undo, and its tag speaks for this bag now: it needs a new one. */
  tagNowOn: string | null;
  /** A correction that waits for a second person. */
  asked: AskedView | null;
  /** Other bags of the same donation number. */
  sameDonation: UnitItem[];
  /** 21 characters: donation number and product code. */
  key: string;
  din: string;
  /** Of the donation number; null where the scheme has none. */
  checkCharacter: string | null;
  productCode: string;
  productNameZh: string | null;
  productNameEn: string | null;
  abo: Abo;
  rhD: RhD;
  /** The label's full group code. */
  groupCode: string;
  component: ComponentClass;
  amount: number;
  unitKind: UnitKind;
  /** First instant at which it is expired. */
  expiresAt: string;
  expired: boolean;
  status: UnitStatus;
  quarantine: QuarantineReason;
  statusSince: string;
  where: Where;
  /** For whom it is kept; null when it is not reserved. */
  reservation: ReservationView | null;
  /** Null when it never was out. */
  outOfStorage: StorageClockView | null;
  /** How it looked when it was last taken back. */
  condition: BagCondition;
  /** A bag of the same kind that should go before this one; null when this is the first, or not available. */
  firstToExpire: string | null;
  /** Number of the transfer that it goes or went with. */
  transfer: string | null;
  /** Number of the shipping notice that announced it or that it came with. */
  notice: string | null;
  /** It left its place then and nobody has said why. */
  unaccountedSince: string | null;
  /** It lies in a cabinet that does not keep such bags. */
  wrongStorage: boolean;
  /** Number of the massive transfusion with which it left. */
  captured: number | null;
  emergency: EmergencyView | null;
  /** It is not here; should it come, it is held for this. */
  heldFor: QuarantineReason;
  collectedAt: string | null;
  /** What was tested; null when no antigen code was read. Not tested is not negative. */
  antigens: AntigenView[] | null;
  /** Only the emergency reserve of its group would be left without it: issue, reservation and transfer need a reason. */
  keptForEmergencies: boolean;
  /** By its group, or by an antigen that it lacks. */
  rare: boolean;
}

export interface UnitEvent {
  key: string;
}

/** The counts beside the board, as lists. */
export type UnitFilter =
  | 'reserved'
  | 'quarantine'
  | 'inTransfer'
  | 'shortDated'
  | 'expired'
  | 'notVerified'
  | 'out'
  | 'unaccounted'
  | 'toReconcile'
  | 'expected'
  | 'waste'
  | 'toConfirm'
  | 'wrongStorage'
  | 'rare';

/** One bag: what the ledger says, and where it is believed to be. */
export interface UnitItem {
  /** 21 characters: donation number and product code. */
  key: string;
  din: string;
  /** Of the donation number; null where the scheme has none. */
  checkCharacter: string | null;
  productCode: string;
  productNameZh: string | null;
  productNameEn: string | null;
  abo: Abo;
  rhD: RhD;
  /** The label's full group code. */
  groupCode: string;
  component: ComponentClass;
  amount: number;
  unitKind: UnitKind;
  /** First instant at which it is expired. */
  expiresAt: string;
  expired: boolean;
  status: UnitStatus;
  quarantine: QuarantineReason;
  statusSince: string;
  where: Where;
  /** For whom it is kept; null when it is not reserved. */
  reservation: ReservationView | null;
  /** Null when it never was out. */
  outOfStorage: StorageClockView | null;
  /** How it looked when it was last taken back. */
  condition: BagCondition;
  /** A bag of the same kind that should go before this one; null when this is the first, or not available. */
  firstToExpire: string | null;
  /** Number of the transfer that it goes or went with. */
  transfer: string | null;
  /** Number of the shipping notice that announced it or that it came with. */
  notice: string | null;
  /** It left its place then and nobody has said why. */
  unaccountedSince: string | null;
  /** It lies in a cabinet that does not keep such bags. */
  wrongStorage: boolean;
  /** Number of the massive transfusion with which it left. */
  captured: number | null;
  emergency: EmergencyView | null;
  /** It is not here; should it come, it is held for this. */
  heldFor: QuarantineReason;
  collectedAt: string | null;
  /** What was tested; null when no antigen code was read. Not tested is not negative. */
  antigens: AntigenView[] | null;
  /** Only the emergency reserve of its group would be left without it: issue, reservation and transfer need a reason. */
  keptForEmergencies: boolean;
  /** By its group, or by an antigen that it lacks. */
  rare: boolean;
}

/** Kinds of measure, never added to each other. */
export type UnitKind = 'bag' | 'U' | 'dose' | 'millilitre';

export interface UnitsCauseRequest {
  units: string[];
  /** Why they came back. */
  cause: string;
}

export interface UnitSetRequest {
  /** Each a bag's key, a donation number, a scan, a tag, or the last six digits of a number. */
  texts: string[];
}

export interface UnitSetView {
  /** In the order of a walk past the shelves; what is in no place comes last. A number of several bags gives all of them. */
  items: UnitItem[];
  /** Texts that no bag of this site answers to. */
  notFound: string[];
}

export type UnitSort = 'fefo' | 'number';

export interface UnitsRequest {
  units: string[];
}

export type UnitStatus =
  | 'expected'
  | 'received'
  | 'quarantined'
  | 'available'
  | 'reserved'
  | 'issued'
  | 'returned'
  | 'inTransfer'
  | 'transfused'
  | 'discarded'
  | 'returnedToSupplier'
  | 'transferredOut'
  | 'lost'
  | 'enteredInError'
  | 'cancelled';

/** A tag that is no bag's. Nothing is made from it. */
export interface UnknownTagItem {
  uii: string;
  /** Where it was last concluded to be, with what chance. */
  place: string;
  chance: number;
  /** When it was first concluded to be anywhere since the service started. */
  firstHeardAt: string;
  lastHeardAt: string;
}

export interface UserItem {
  account: string;
  displayName: string;
  role: Role;
  disabled: boolean;
  mustChange: boolean;
  /** Null when not locked. */
  lockedUntil: string | null;
  lastSignInAt: string | null;
  hasBadge: boolean;
  hasPin: boolean;
  /** Too many wrong PINs; the password opens it again, or an administrator. */
  pinLocked: boolean;
  /** A role that waits for a second person; null when none does. */
  asked: AskedRoleView | null;
}

export interface VerificationView {
  /** Since when it is being checked; null when it is not. */
  running: string | null;
  /** When the last check ended; null: none since the service started. */
  checkedAt: string | null;
  seconds: number;
  /** Null when there was no check, or when it could not be made. */
  whole: boolean | null;
  /** Last entry that is whole. */
  upTo: number | null;
  /** First entry that is wrong or missing. */
  firstBad: number | null;
  /** Hash of the last whole entry, lower-case hexadecimal. */
  head: string | null;
  /** For support, in English; null when well. */
  detail: string | null;
  /** Entries in the ledger now. */
  entries: number;
}

export interface WaitingChangeView {
  number: number;
  changes: SettingChange[];
  /** The asker's reason. */
  why: string;
  askedBy: string;
  askedByName: string;
  askedAt: string;
  /** Why it cannot be accepted any more; usually none. */
  faults: SettingFaultView[];
}

export interface WalkRequest {
  cabinet: string;
  /** EPC in hex of a tag that is no bag. */
  tag: string;
  /** Listening time of each antenna at each point, 2 to 60; null: 5. */
  secondsPerPoint: number | null;
}

export interface WasteRequest {
  units: string[];
  /** Who took them. */
  to: string;
  document?: string | null;
}

export type WatchKnows = 'heardSinceShut' | 'silentBefore';

/** Where something is believed to be, how sure, how old. */
export interface Where {
  state: WhereState;
  /** Most likely place; null when removed or never heard. */
  place: string | null;
  cabinet: string | null;
  shelf: string | null;
  /** 0 to 1; null when there is none to give. */
  chance: number | null;
  sure: boolean;
  /** Second most likely place; null for "elsewhere". */
  next: string | null;
  nextChance: number | null;
  /** Last read by any antenna. */
  heardAt: string | null;
  /** When it got there, by the ledger. */
  since: string | null;
  /** Where it was before it was taken out. */
  lastPlace: string | null;
}

export type WhereState = 'here' | 'notSure' | 'removed' | 'notVerified' | 'neverHeard';

export const api = {
  getSession: (): Read<SessionView> => ({ path: 'session' }),
  signIn: (body: SignInRequest): Write<SessionView> => ({ method: 'POST', path: 'session', body }),
  signOut: (): Write<void> => ({ method: 'DELETE', path: 'session' }),
  firstStart: (body: FirstStartRequest): Write<SessionView> => ({ method: 'POST', path: 'session/first', body }),
  getMe: (): Read<PersonView> => ({ path: 'me' }),
  setMyPin: (body: PinRequest): Write<PersonView> => ({ method: 'POST', path: 'me/pin', body }),
  sign: (body: SignatureRequest): Write<SignatureView> => ({ method: 'POST', path: 'signatures', body }),
  changeMyPassword: (body: PasswordRequest): Write<SessionView> => ({ method: 'POST', path: 'me/password', body }),
  getStock: (): Read<StockView> => ({ path: 'stock' }),
  listPicks: (query: { component?: ComponentClass; abo?: Abo; rhD?: RhD; negative?: string; positive?: string; patientAbo?: Abo; patientRhD?: RhD; neededAt?: string; reserve?: boolean; count?: number } = {}): Read<ItemList<UnitItem>> => ({ path: 'picks' + queryOf(query) }),
  locateUnits: (body: UnitSetRequest): Write<UnitSetView> => ({ method: 'POST', path: 'units/locate', body }),
  listUnknownTags: (query: { unknown?: boolean; limit?: number; cursor?: string } = {}): Read<ItemList<UnknownTagItem>> => ({ path: 'tags' + queryOf(query) }),
  associateTag: (body: TagRequest): Write<Recorded> => ({ method: 'POST', path: 'tags', body }),
  getExcursion: (number: number): Read<ExcursionView> => ({ path: `excursions/${pathOf(number)}` }),
  activateModel: (cabinet: string, body: ActivateRequest): Write<Recorded> => ({ method: 'POST', path: `models/${pathOf(cabinet)}`, body }),
  listDevices: (): Read<ItemList<DeviceItem>> => ({ path: 'devices' }),
  getHub: (): Read<HubView> => ({ path: 'hub' }),
  placeUnit: (key: string, body: PlaceRequest): Write<Recorded> => ({ method: 'POST', path: `units/${pathOf(key)}/place`, body }),
  freeTag: (body: FreeTagRequest): Write<Recorded> => ({ method: 'POST', path: 'tags/free', body }),
  getSlip: (seq: number): Read<SlipView> => ({ path: `slips/${pathOf(seq)}` }),
  getSettings: (): Read<SettingsView> => ({ path: 'settings' }),
  installTable: (table: string, body: InstallTableRequest): Write<RulesChanged> => ({ method: 'POST', path: `tables/${pathOf(table)}/install`, body }),
  getQuality: (query: { from?: string; to?: string } = {}): Read<QualityView> => ({ path: 'quality' + queryOf(query) }),
  getQualityCsv: (query: { from?: string; to?: string } = {}): Read<void> => ({ path: 'quality.csv' + queryOf(query) }),
  listUnits: (query: { q?: string; component?: ComponentClass; abo?: Abo; rhD?: RhD; cabinet?: string; place?: string; status?: UnitStatus; filter?: UnitFilter; sort?: UnitSort; negative?: string; positive?: string; patientAbo?: Abo; patientRhD?: RhD; goodUntil?: string; expiresBefore?: string; limit?: number; cursor?: string } = {}): Read<ItemList<UnitItem>> => ({ path: 'units' + queryOf(query) }),
  getUnit: (key: string, query: { asOf?: string } = {}): Read<UnitDetail> => ({ path: `units/${pathOf(key)}` + queryOf(query) }),
  listUnitEvents: (key: string, query: { asOf?: string; limit?: number; cursor?: string } = {}): Read<ItemList<EventItem>> => ({ path: `units/${pathOf(key)}/events` + queryOf(query) }),
  listCabinetUnits: (cabinet: string, query: { limit?: number; cursor?: string } = {}): Read<ItemList<UnitItem>> => ({ path: `places/${pathOf(cabinet)}/units` + queryOf(query) }),
  listShelfUnits: (cabinet: string, shelf: string, query: { limit?: number; cursor?: string } = {}): Read<ItemList<UnitItem>> => ({ path: `places/${pathOf(cabinet)}/${pathOf(shelf)}/units` + queryOf(query) }),
  receiveUnits: (body: ReceiptRequest): Write<ActionResults> => ({ method: 'POST', path: 'receipts', body }),
  lookAtLabels: (body: ReceiptRequest): Write<ReceiptLook> => ({ method: 'POST', path: 'receipts/look', body }),
  issueUnits: (body: IssueRequest): Write<ActionResults> => ({ method: 'POST', path: 'issues', body }),
  returnUnits: (body: ReturnRequest): Write<ActionResults> => ({ method: 'POST', path: 'returns', body }),
  discardUnits: (body: DiscardRequest): Write<ActionResults> => ({ method: 'POST', path: 'discards', body }),
  releaseUnit: (key: string, body: ReasonRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/release`, body }),
  quarantineUnit: (key: string, body: ReasonRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/quarantine`, body }),
  reserveUnits: (body: ReservationRequest): Write<ActionResults> => ({ method: 'POST', path: 'reservations', body }),
  endReservations: (body: UnitsRequest): Write<ActionResults> => ({ method: 'POST', path: 'reservations/end', body }),
  listTransfers: (): Read<ItemList<TransferItem>> => ({ path: 'transfers' }),
  dispatchUnits: (body: TransferRequest): Write<ActionResults> => ({ method: 'POST', path: 'transfers', body }),
  confirmTransfer: (number: string, body: UnitsRequest): Write<ActionResults> => ({ method: 'POST', path: `transfers/${pathOf(number)}/confirm`, body }),
  returnTransfer: (number: string, body: UnitsCauseRequest): Write<ActionResults> => ({ method: 'POST', path: `transfers/${pathOf(number)}/return`, body }),
  listNotices: (): Read<ItemList<NoticeItem>> => ({ path: 'notices' }),
  announceUnits: (body: NoticeRequest): Write<ActionResults> => ({ method: 'POST', path: 'notices', body }),
  getNotice: (number: string): Read<NoticeDetail> => ({ path: `notices/${pathOf(number)}` }),
  receiveAnnounced: (number: string, body: NoticeReceiptRequest): Write<ActionResults> => ({ method: 'POST', path: `notices/${pathOf(number)}/receipts`, body }),
  closeAnnounced: (number: string, body: UnitsCauseRequest): Write<ActionResults> => ({ method: 'POST', path: `notices/${pathOf(number)}/missing`, body }),
  issueInEmergency: (body: EmergencyRequest): Write<ActionResults> => ({ method: 'POST', path: 'emergencies', body }),
  settleEmergencies: (body: OrderRequest): Write<ActionResults> => ({ method: 'POST', path: 'emergencies/settle', body }),
  getMassiveTransfusion: (): Read<MassiveView> => ({ path: 'massive-transfusion' }),
  beginMassiveTransfusion: (body: MassiveRequest): Write<Recorded> => ({ method: 'POST', path: 'massive-transfusion', body }),
  endMassiveTransfusion: (): Write<Recorded> => ({ method: 'POST', path: 'massive-transfusion/end' }),
  settleCaptures: (body: SettleRequest): Write<ActionResults> => ({ method: 'POST', path: 'captures/settle', body }),
  explainRemovals: (body: UnitsCauseRequest): Write<ActionResults> => ({ method: 'POST', path: 'removals/explain', body }),
  loseUnits: (body: UnitsCauseRequest): Write<ActionResults> => ({ method: 'POST', path: 'losses', body }),
  findUnits: (body: UnitsRequest): Write<ActionResults> => ({ method: 'POST', path: 'finds', body }),
  transfuseUnits: (body: UnitsRequest): Write<ActionResults> => ({ method: 'POST', path: 'transfusions', body }),
  returnToSupplier: (body: UnitsCauseRequest): Write<ActionResults> => ({ method: 'POST', path: 'supplier-returns', body }),
  handToWaste: (body: WasteRequest): Write<ActionResults> => ({ method: 'POST', path: 'waste', body }),
  takeBackStep: (key: string, body: CorrectionRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/corrections`, body }),
  correctExpiry: (key: string, body: ExpiryRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/expiry`, body }),
  voidUnit: (key: string, body: ReasonRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/void`, body }),
  correctStorageTime: (key: string, body: ReasonRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/storage-time`, body }),
  confirmCorrection: (key: string, body: ConfirmRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/correction/confirm`, body }),
  dropCorrection: (key: string, body: ReasonRequest): Write<ActionResults> => ({ method: 'POST', path: `units/${pathOf(key)}/correction/drop`, body }),
  listFridges: (): Read<ItemList<FridgeItem>> => ({ path: 'fridges' }),
  getFridge: (id: string): Read<FridgeDetail> => ({ path: `fridges/${pathOf(id)}` }),
  getSamples: (id: string, query: { from?: string; to?: string; step?: number } = {}): Read<SamplesView> => ({ path: `fridges/${pathOf(id)}/samples` + queryOf(query) }),
  getFridgeAsKnown: (id: string, query: { at?: string } = {}): Read<KnownFridge> => ({ path: `fridges/${pathOf(id)}/known` + queryOf(query) }),
  listOpenings: (query: { cabinet?: string; from?: string; to?: string; limit?: number; cursor?: string } = {}): Read<ItemList<OpeningItem>> => ({ path: 'openings' + queryOf(query) }),
  getOpeningsCsv: (query: { cabinet?: string; from?: string; to?: string } = {}): Read<void> => ({ path: 'openings.csv' + queryOf(query) }),
  listAlarms: (query: { state?: AlarmListState; limit?: number; cursor?: string } = {}): Read<ItemList<AlarmItem>> => ({ path: 'alarms' + queryOf(query) }),
  acknowledgeAlarm: (number: number, body: ReasonRequest): Write<Recorded> => ({ method: 'POST', path: `alarms/${pathOf(number)}/acknowledge`, body }),
  listStocktakes: (): Read<StocktakeList> => ({ path: 'stocktakes' }),
  startStocktake: (body: StartRequest): Write<Recorded> => ({ method: 'POST', path: 'stocktakes', body }),
  proposeStocktake: (query: { cabinets?: string } = {}): Read<StocktakeProposal> => ({ path: 'stocktakes/proposal' + queryOf(query) }),
  getStocktake: (number: number): Read<StocktakeView> => ({ path: `stocktakes/${pathOf(number)}` }),
  getStocktakeCsv: (number: number): Read<void> => ({ path: `stocktakes/${pathOf(number)}/report.csv` }),
  pauseStocktake: (number: number): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/pause` }),
  continueStocktake: (number: number): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/continue` }),
  finishStocktake: (number: number): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/finish` }),
  decideDifference: (number: number, body: DecisionRequest): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/decisions`, body }),
  signStocktake: (number: number): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/signatures` }),
  abandonStocktake: (number: number, body: ReasonRequest): Write<Recorded> => ({ method: 'POST', path: `stocktakes/${pathOf(number)}/abandon`, body }),
  listCommissionings: (): Read<CommissioningList> => ({ path: 'commissionings' }),
  beginCommissioning: (body: WalkRequest): Write<Recorded> => ({ method: 'POST', path: 'commissionings', body }),
  getCommissioning: (number: number, query: { with?: number } = {}): Read<CommissioningView> => ({ path: `commissionings/${pathOf(number)}` + queryOf(query) }),
  getCommissioningCsv: (number: number): Read<void> => ({ path: `commissionings/${pathOf(number)}/report.csv` }),
  listenAtPoint: (number: number, body: PointRequest): Write<CommissioningView> => ({ method: 'POST', path: `commissionings/${pathOf(number)}/listen`, body }),
  skipPoint: (number: number, body: SkipPointRequest): Write<Recorded> => ({ method: 'POST', path: `commissionings/${pathOf(number)}/skip`, body }),
  finishCommissioning: (number: number): Write<Recorded> => ({ method: 'POST', path: `commissionings/${pathOf(number)}/finish` }),
  abandonCommissioning: (number: number, body: ReasonRequest): Write<Recorded> => ({ method: 'POST', path: `commissionings/${pathOf(number)}/abandon`, body }),
  getPosition: (): Read<PositionView> => ({ path: 'position' }),
  getTrack: (query: { from?: string; to?: string; limit?: number } = {}): Read<ItemList<FixView>> => ({ path: 'position/track' + queryOf(query) }),
  listLights: (): Read<ItemList<LightView>> => ({ path: 'lights' }),
  setLight: (body: LightRequest): Write<LightView> => ({ method: 'POST', path: 'lights', body }),
  listSearches: (): Read<ItemList<SearchView>> => ({ path: 'searches' }),
  beginSearch: (body: SearchRequest): Write<SearchView> => ({ method: 'POST', path: 'searches', body }),
  getSearch: (number: number): Read<SearchView> => ({ path: `searches/${pathOf(number)}` }),
  listHandHelds: (): Read<ItemList<HandHeldItem>> => ({ path: 'searches/readers' }),
  endSearch: (number: number): Write<SearchEnded> => ({ method: 'POST', path: `searches/${pathOf(number)}/end` }),
  listDesks: (): Read<ItemList<DeskItem>> => ({ path: 'desks' }),
  getTray: (id: string): Read<TrayView> => ({ path: `desks/${pathOf(id)}/tray` }),
  labelUnit: (id: string, body: LabelRequest): Write<LabelView> => ({ method: 'POST', path: `desks/${pathOf(id)}/labels`, body }),
  listUsers: (): Read<ItemList<UserItem>> => ({ path: 'users' }),
  addUser: (body: NewUserRequest): Write<UserItem> => ({ method: 'POST', path: 'users', body }),
  disableUser: (account: string, body: DisableRequest): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/disable`, body }),
  setUserPassword: (account: string, body: PasswordRequest): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/password`, body }),
  setUserBadge: (account: string, body: BadgeRequest): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/badge`, body }),
  unlockUser: (account: string): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/unlock` }),
  setUserRole: (account: string, body: RoleRequest): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/role`, body }),
  confirmUserRole: (account: string, body: ConfirmRoleRequest): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/role/confirm`, body }),
  dropUserRole: (account: string): Write<UserItem> => ({ method: 'POST', path: `users/${pathOf(account)}/role/drop` }),
  listKeys: (): Read<ItemList<KeyItem>> => ({ path: 'keys' }),
  addKey: (body: NewKeyRequest): Write<NewKey> => ({ method: 'POST', path: 'keys', body }),
  revokeKey: (name: string): Write<KeyItem> => ({ method: 'POST', path: `keys/${pathOf(name)}/revoke` }),
  listAudit: (query: { unit?: string; person?: string; from?: string; to?: string; asOf?: string; limit?: number; cursor?: string } = {}): Read<ItemList<EventItem>> => ({ path: 'audit' + queryOf(query) }),
  countNewerAudit: (query: { unit?: string; person?: string; from?: string; to?: string; after?: number } = {}): Read<NewerView> => ({ path: 'audit/newer' + queryOf(query) }),
  getVerification: (): Read<VerificationView> => ({ path: 'ledger/verification' }),
  verifyLedger: (): Write<void> => ({ method: 'POST', path: 'ledger/verification' }),
  listGaps: (): Read<ItemList<GapView>> => ({ path: 'ledger/gaps' }),
  exportLedger: (): Read<void> => ({ path: 'ledger/export.zip' }),
  listTables: (): Read<TablesView> => ({ path: 'tables' }),
  checkTable: (body: TableCheckRequest): Write<TableReportView> => ({ method: 'POST', path: 'tables/check', body }),
  getRules: (): Read<RulesView> => ({ path: 'settings/rules' }),
  changeRules: (body: ChangeRulesRequest): Write<RulesChanged> => ({ method: 'PATCH', path: 'settings/rules', body }),
  acceptChange: (number: number, body: ReasonRequest): Write<RulesChanged> => ({ method: 'POST', path: `settings/changes/${pathOf(number)}/accept`, body }),
  rejectChange: (number: number, body: ReasonRequest): Write<RulesChanged> => ({ method: 'POST', path: `settings/changes/${pathOf(number)}/reject`, body }),
};
