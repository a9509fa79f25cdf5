// Shapes of the HTTP interface. Instants are RFC 3339 UTC strings; an absent value is null, never missing.

export type Role = 'viewer' | 'staff' | 'technician' | 'supervisor' | 'administrator';
export type Abo = 'notStated' | 'o' | 'a' | 'b' | 'aB';
export type RhD = 'notStated' | 'negative' | 'positive';
export type ComponentClass =
  | 'other' | 'wholeBlood' | 'redCells' | 'platelets' | 'plasmaFfp' | 'plasmaFp' | 'plasmaThawed' | 'cryo' | 'granulocytes';
export type UnitKind = 'bag' | 'u' | 'dose' | 'millilitre';
export type UnitStatus =
  | 'expected' | 'received' | 'quarantined' | 'available' | 'reserved' | 'issued' | 'returned' | 'inTransfer'
  | 'transfused' | 'discarded' | 'returnedToSupplier' | 'transferredOut' | 'lost' | 'enteredInError';
export type QuarantineReason =
  | 'none' | 'receivingCheck' | 'unknownProduct' | 'temperatureExposure' | 'duplicateTag' | 'recall' | 'returned'
  | 'labelStatus' | 'other';
export type AlarmKind =
  | 'temperatureHigh' | 'temperatureLow' | 'sensorSilent' | 'sensorFault' | 'doorOpenTooLong' | 'readerLost' | 'hubLost'
  | 'cannotRecord';
export type AlarmPriority = 'critical' | 'high' | 'medium' | 'notice';
export type AlarmState = 'unacknowledged' | 'acknowledged' | 'returnedUnacknowledged';
export type ProbeState = 'neverHeard' | 'good' | 'suspect' | 'silent' | 'faulty';
export type DeviceState = 'starting' | 'inService' | 'degraded' | 'notInService';
export type WhereState = 'here' | 'notSure' | 'removed' | 'notVerified' | 'neverHeard';

export interface SiteInfo {
  id: string; region: string; nameZh: string; nameEn: string; kind: 'bloodService' | 'hospital' | 'vehicle'; timeZone: string;
}
export interface Person { account: string; displayName: string; role: Role }
export interface Session {
  signedIn: boolean; firstStart: boolean; person: Person | null; csrfToken: string | null; idleMinutes: number; now: string;
  version: string; site: SiteInfo;
}

export interface StockCell {
  abo: Abo; rhD: RhD; bags: number; amount: number; level: 'belowMinimum' | 'belowReserve' | null;
  daysOfStock: number | null; noDemand: boolean;
}
export interface StockRow { component: ComponentClass; unitKind: UnitKind; cells: StockCell[]; bags: number; amount: number }
export interface Stock {
  asOf: string; seq: number; rows: StockRow[]; reserved: number; quarantine: number; inTransfer: number; shortDated: number;
  expired: number; notVerified: number; out: number; unknownTags: number;
}

export interface Where {
  state: WhereState; place: string | null; cabinet: string | null; shelf: string | null; chance: number | null; sure: boolean;
  next: string | null; nextChance: number | null; heardAt: string | null; since: string | null; lastPlace: string | null;
}
export interface UnitItem {
  key: string; din: string; checkCharacter: string | null; productCode: string; productNameZh: string | null;
  productNameEn: string | null; abo: Abo; rhD: RhD; groupCode: string; component: ComponentClass; amount: number;
  unitKind: UnitKind; expiresAt: string; expired: boolean; status: UnitStatus; quarantine: QuarantineReason;
  statusSince: string; where: Where;
}
export interface UnitTag { uii: string; where: Where }
export interface UnitDetail extends UnitItem { tags: UnitTag[]; sameDonation: UnitItem[] }

export interface List<T> { items: T[]; next: string | null; asOf: string; seq: number }

export interface EventItem {
  seq: number; type: string; occurredAt: string; recordedAt: string; actorKind: 'service' | 'person' | 'machine' | 'hub';
  actor: string; actorName: string | null; reason: string | null; data: Record<string, unknown>;
}

export interface ReceiptUnit {
  din: string; productCode: string; groupCode: string; expiresAt: string; tag: string | null; quarantine: boolean | null;
}
export interface RefusalItem { code: string; zh: string; en: string }
export interface UnitResult { unit: string; accepted: boolean; refusal: RefusalItem | null; seq: number | null }
export interface UnitResults { results: UnitResult[] }
export interface UnknownTag {
  uii: string; place: string; rssiDbm: number | null; firstHeardAt: string; lastHeardAt: string;
}

export interface Probe {
  name: string; state: ProbeState; celsius: number | null; at: string | null; fault: string | null;
}
export interface SparkPoint { at: string; celsius: number | null }
export interface Fridge {
  id: string; nameZh: string; nameEn: string; storageClass: string; lowCelsius: number | null; highCelsius: number | null;
  warnLow: number | null; warnHigh: number | null; capacity: number; probes: Probe[]; doorOpen: boolean | null;
  doorSince: string | null; bags: number; notSure: number; notVerified: number; outNow: number; spark: SparkPoint[];
  excursion: number | null; alarms: number[];
}
export interface ShelfGroup { abo: Abo; rhD: RhD; bags: number }
export interface Shelf {
  place: string; name: string; bags: number; notSure: number; notVerified: number; groups: ShelfGroup[];
  heardAt: string | null; antenna: 'listening' | 'deaf' | 'notListening';
}
export interface OutItem { unit: UnitItem; since: string }
export interface Opening {
  openedAt: string; closedAt: string | null; seconds: number | null; left: string[]; came: string[];
}
export interface FridgeDetail extends Fridge { shelves: Shelf[]; out: OutItem[]; openings: Opening[] }

export interface ProbeSeries {
  name: string; at: string[]; min: (number | null)[]; mean: (number | null)[]; max: (number | null)[];
}
export interface SampleExcursion { number: number; beganAt: string; endedAt: string | null; worstCelsius: number }
export interface DoorSpan { from: string; to: string | null }
export interface Samples {
  step: number; low: number | null; high: number | null; probes: ProbeSeries[]; excursions: SampleExcursion[]; doors: DoorSpan[];
}

export interface Alarm {
  number: number; kind: AlarmKind; priority: AlarmPriority; source: string; sourceNameZh: string | null;
  sourceNameEn: string | null; state: AlarmState; celsius: number | null; unitsAffected: number; raisedAt: string;
  acknowledgedBy: string | null; acknowledgedName: string | null; acknowledgeReason: string | null;
  acknowledgedAt: string | null; times: number;
}
export interface Excursion {
  number: number; cabinet: string; probe: string; side: 'tooWarm' | 'tooCold'; limitCelsius: number; worstCelsius: number;
  beganAt: string; endedAt: string | null; secondsOutside: number; secondsUnknown: number; units: UnitItem[];
}

export interface Antenna {
  port: number; place: string; listenedSeconds: number; readsPerSecond: number; finding: string | null;
}
export interface Device {
  id: string; kind: string; state: DeviceState; figure: number | null; figureUnit: string | null; finding: string | null;
  detail: string | null; lastSeenAt: string | null; since: string; identity: string | null; antennas: Antenna[];
  noiseBytes: number; badChecksums: number;
}
export interface Hub {
  configured: boolean; connected: boolean; waiting: number; oldestWaitingAt: string | null; ackedSeq: number;
  lastError: string | null; since: string | null;
}
export interface User { account: string; displayName: string; role: Role; disabled: boolean; lockedUntil: string | null }
