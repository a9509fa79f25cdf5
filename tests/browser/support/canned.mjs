// A canned site in the shapes of the HTTP interface. Only for looking at the layout; what pages do is tested on the service.
export const NOW = Date.parse('2026-11-22T06:32:07Z');

const ago = (seconds) => new Date(NOW - seconds * 1000).toISOString();
const ahead = (hours) => new Date(Math.floor(NOW / 86_400_000) * 86_400_000 + 16 * 3_600_000 + hours * 3_600_000).toISOString();
const GROUPS = ['positive', 'negative'].flatMap((rhD) => ['A', 'B', 'O', 'AB'].map((abo) => ({ abo, rhD })));

export const session = {
  signedIn: true, firstStart: false, person: { account: '0142', displayName: '王敏', role: 'administrator', mustChange: false, may: ['read', 'units', 'alarms', 'lights', 'devices', 'release', 'audit', 'accounts', 'manageAccounts', 'settings'], proof: 'password', mayWithPassword: [], hasPin: true }, csrfToken: 'canned', badgeAlone: false,
  idleMinutes: 30, now: new Date(NOW).toISOString(), version: '0.1.0',
  site: { id: 'hosp-a', region: 'east', nameZh: '市第一人民医院输血科', nameEn: 'First People’s Hospital, Transfusion Department', kind: 'hospital', timeZone: 'Asia/Shanghai', scheme: 'isbt128', nationalNumbers: true, wards: ['ICU', '急诊', '产科'] },
};

const row = (component, unitKind, each, bags, days, levels = {}) => ({
  component, unitKind, bags: bags.reduce((a, b) => a + b), amount: bags.reduce((a, b) => a + b) * each,
  cells: GROUPS.map((group, index) => ({
    ...group, bags: bags[index], amount: bags[index] * each, level: levels[index] ?? null, levels: index in levels ? { reserve: 4, minimum: 24, safety: 60, maximum: 90 } : null,
    daysOfStock: days?.[index] ?? null, noDemand: days !== null && days[index] === null,
  })),
});

export const stock = {
  asOf: ago(4), seq: 1204, reserved: 8, quarantined: 5, inTransfer: 6, shortDated: 7, expired: 0, notVerified: 3, out: 2, unknownTags: 1, unaccounted: 1, toReconcile: 1, expectedBags: 3, waste: 2, toConfirm: 1,
  rows: [
    row('redCells', 'U', 2, [34, 41, 9, 12, 2, 1, 0, 1], [6.1, 7, 2.2, 9, 28, null, 0, 14], { 1: 'belowSafety', 2: 'belowMinimum', 4: null, 6: 'belowReserve' }),
    row('platelets', 'dose', 1, [3, 2, 4, 1, 0, 0, 0, 0], [1.5, 1.1, 1.8, 2, null, null, null, null]),
    row('plasmaFfp', 'millilitre', 200, [20, 18, 31, 9, 1, 0, 2, 0], [12, 9.4, 14, 21, 60, null, 33, null]),
    row('cryo', 'U', 1, [10, 8, 14, 6, 0, 0, 0, 0], [11, 9, 12, 20, null, null, null, null]),
  ],
};
export const emptyStock = { ...stock, rows: [], reserved: 0, quarantined: 0, inTransfer: 0, shortDated: 0, notVerified: 0, out: 0, unknownTags: 0, unaccounted: 0, toReconcile: 0, expectedBags: 0, waste: 0, toConfirm: 0 };

const where = (state, place, more = {}) => ({
  state, place, cabinet: place?.split('/')[0] ?? null, shelf: place?.split('/')[1] ?? null, chance: 0.92, sure: state === 'here', next: 'fridge-2/shelf-4',
  nextChance: 0.06, heardAt: ago(4), since: ago(720), lastPlace: place, ...more,
});
const PRODUCTS = {
  redCells: ['E0304V00', '去白细胞悬浮红细胞', 'Leukoreduced red cells', 2, 'U'],
  platelets: ['E3046V00', '单采血小板', 'Apheresis platelets', 1, 'dose'],
  plasmaFfp: ['E0701V00', '新鲜冰冻血浆', 'Fresh frozen plasma', 200, 'millilitre'],
};
const check = (din) => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
  let p = 0;
  for (const c of din) p = ((p + alphabet.indexOf(c)) * 2) % 37;
  return alphabet[(38 - p) % 37];
};
const unit = (sequence, component, abo, rhD, days, place, more = {}) => {
  const [productCode, productNameZh, productNameEn, amount, unitKind] = PRODUCTS[component];
  const din = `G123426${sequence}`;
  return {
    key: din + productCode, din, checkCharacter: check(din), productCode, productNameZh, productNameEn, abo, rhD, groupCode: '6200', component,
    amount, unitKind, expiresAt: ahead(days * 24), expired: false, status: 'available', quarantine: 'none', statusSince: ago(90_000), where: place,
    reservation: null, outOfStorage: null, condition: 'intact', firstToExpire: null, transfer: null, notice: null,
    unaccountedSince: null, tagNowOn: null, wrongStorage: false, captured: null, emergency: null, collectedAt: null, antigens: null, keptForEmergencies: false, rare: false, ...more,
  };
};
export const units = [
  unit('654321', 'redCells', 'O', 'negative', 3, where('here', 'fridge-2/shelf-3')),
  unit('654322', 'redCells', 'A', 'positive', 5, where('notSure', 'fridge-2/shelf-3', { chance: 0.51, sure: false, nextChance: 0.4 })),
  unit('654111', 'redCells', 'AB', 'negative', 9, where('notVerified', null, { chance: null, lastPlace: 'fridge-1/shelf-3', heardAt: ago(140) }), { keptForEmergencies: true }),
  unit('654390', 'redCells', 'B', 'positive', 12, where('removed', null, { chance: 0.99, since: ago(360), lastPlace: 'fridge-1/shelf-1' }), { status: 'reserved', reservation: { request: '20261122-17', until: ahead(-3) } }),
  unit('650007', 'platelets', 'O', 'positive', -0.1, where('here', 'agitator/shelf-1'), { expired: true, expiresAt: ago(7200) }),
  unit('650008', 'platelets', 'A', 'negative', 2, where('neverHeard', null, { chance: null, heardAt: null, since: null }), { status: 'quarantined', quarantine: 'receivingCheck' }),
  unit('657201', 'redCells', 'O', 'positive', 6, where('removed', null, { chance: 0.99, since: ago(1620), lastPlace: 'fridge-1/shelf-1' }), { status: 'issued', statusSince: ago(1560), outOfStorage: { since: ago(1560), longestSeconds: 0, limitSeconds: 1800, times: 1, timesLimit: 3, passed: false, mayBeMissed: false } }),
  unit('657202', 'redCells', 'O', 'positive', 6, where('removed', null, { chance: 0.99, since: ago(2620), lastPlace: 'fridge-1/shelf-1' }), { status: 'issued', statusSince: ago(2560), outOfStorage: { since: ago(2560), longestSeconds: 0, limitSeconds: 1800, times: 1, timesLimit: 3, passed: true, mayBeMissed: false } }),
  unit('657203', 'redCells', 'O', 'positive', 21, where('here', 'fridge-1/shelf-2'), { firstToExpire: 'G123426654321E0304V00' }),
  unit('657204', 'redCells', 'O', 'positive', 6, where('here', 'fridge-1/shelf-2'), { status: 'quarantined', quarantine: 'temperatureExposure', statusSince: ago(560), outOfStorage: { since: null, longestSeconds: 2580, limitSeconds: 1800, times: 1, timesLimit: 3, passed: true, mayBeMissed: false } }),
  unit('657205', 'redCells', 'O', 'positive', 8, where('removed', null, { chance: 0.99, since: ago(900), lastPlace: 'fridge-1/shelf-2' }), { unaccountedSince: ago(900), collectedAt: ago(600_000), antigens: [{ name: 'K', positive: false }, { name: 'Fy(a)', positive: true }] }),
  unit('657206', 'redCells', 'O', 'positive', 8, where('removed', null, { chance: 0.99, since: ago(900), lastPlace: 'fridge-1/shelf-2' }), { status: 'issued', emergency: { physician: '林医师', at: ago(900), owed: true } }),
  unit('657207', 'redCells', 'O', 'positive', 9, where('neverHeard', null, { chance: null, heardAt: null, since: null }), { status: 'expected', notice: 'N-2026-7' }),
  unit('657208', 'redCells', 'O', 'positive', 9, where('here', 'fridge-1/shelf-1'), { status: 'expected', notice: 'N-2026-7' }),
  unit('657209', 'redCells', 'O', 'positive', 9, where('removed', null, { chance: 0.99, since: ago(900), lastPlace: 'fridge-1/shelf-1' }), { status: 'inTransfer', transfer: 'T-2026-3' }),
  unit('657210', 'redCells', 'O', 'positive', 3, where('here', 'fridge-1/shelf-2'), { status: 'quarantined', quarantine: 'receivingCheck' }),
  unit('657211', 'redCells', 'A', 'positive', 3, where('neverHeard', null, { chance: null, heardAt: null, since: null }), { status: 'discarded' }),
  ...Array.from({ length: 12 }, (_, i) => unit(String(651000 + i * 37), 'redCells', 'O', 'positive', 14 + i, where('here', `fridge-1/shelf-${1 + (i % 4)}`, { chance: 0.9 + i / 200, heardAt: ago(2 + i * 9) }))),
];
/** Another component of a bag's donation, nowhere heard. */
export const sibling = (of, component, more = {}) =>
  unit(of.din.slice(7), component, of.abo, of.rhD, 200, where('neverHeard', null, { chance: null, heardAt: null, since: null }), more);
/** What two bags wait for: by somebody else, and by the one who looks. */
export const asked = {
  G123426657210E0304V00: { expiresAt: ahead(240), by: '0077', byName: '李娜', at: ago(900) },
  G123426657204E0304V00: { expiresAt: null, by: '0142', byName: '王敏', at: ago(300) },
};
const table = (name, version, rows, faults = []) => ({ table: name, version, rows, faults });
export const tablesInUse = { tables: [table('products', '2026-11', 24), table('storageClasses', '2026-11', 7), table('stockLevels', null, 0)] };
export const tableReport = table('stockLevels', '2026-12', 5, [{ line: 4, zh: 'minimum列的“x”不是数。', en: '’x’ in minimum is no number.' }, { line: 9, zh: '该血型重复。', en: 'this group is there twice.' }]);
export const slip = {
  kind: 'issue', seq: 1188, at: ago(1200), by: '王敏', to: 'ICU', number: 'A-20261122-7', box: null, logger: null, boxCelsius: null, ticks: null, physician: null, reason: null,
  units: units.slice(0, 3), notes: [],
};
export const chain = { running: null, checkedAt: ago(45_000), seconds: 2.4, whole: true, upTo: 88_213, firstBad: null, head: '19283746'.repeat(8), detail: null, entries: 88_220 };
export const broken = { ...chain, whole: false, upTo: 41_007, firstBad: 41_008, detail: 'Entry 41008 does not follow.' };
export const list = (items, next = null) => ({ items, next, asOf: ago(3), seq: 1204 });
export const desk = { id: 'desk-1', nameZh: '发血台', nameEn: 'Issue desk', listening: true, canWrite: true };
export const tray = (unit, beside, { secondTag = false, trayAway = false } = {}) => ({
  desk: { ...desk, listening: !trayAway },
  tags: [
    ...(unit === undefined ? [] : [{ uii: 'B2CA66FF35E0C47DC3BBFE70', unit, nearby: false, laidAt: ago(4), formerUnit: null }]),
    ...(unit !== undefined && secondTag ? [{ uii: 'E28011700000020F1B2C3DFF', unit, nearby: false, laidAt: ago(4), formerUnit: null }] : []),
    { uii: 'E28011700000020F1B2C3D4E', unit: null, nearby: false, laidAt: ago(3), formerUnit: 'G123426657204E0304V00' },
    { uii: 'E28011700000020F1B2C3D4F', unit: beside, nearby: true, laidAt: ago(2), formerUnit: null },
  ],
});

const count = (fact, reason, component, kind, bags, amount, approvalMillilitres = null) => ({ fact, reason, component, kind, bags, amount, approvalMillilitres });
const facts = [
  ['issued', '期间内发出的血袋。', 'Bags issued in the period.', [count('issued', 'routine', 'redCells', 'U', 42, 61.5, 9225), count('issued', 'emergency', 'redCells', 'U', 2, 4, 600), count('issued', 'routine', 'plasmaFfp', 'millilitre', 9, 1800)]],
  ['returned', '期间内退回的血袋。', 'Bags that came back.', [count('returned', 'Returned', 'redCells', 'U', 3, 6, 900), count('returned', 'TemperatureExposure', 'redCells', 'U', 1, 2, 300)]],
  ['discarded', '期间内报废的血袋。', 'Bags discarded.', [count('discarded', '', 'redCells', 'U', 1, 2, 300)]],
  ['expired', '期间内过期的血袋。', 'Bags that expired.', []],
];
export const quality = { from: ago(2592000), to: ago(0), seq: 88213, facts: facts.map(([fact, zh, en, counts]) => ({ fact, zh, en, counts })) };

export const tags = [{ uii: '01E2806894000050036A1C2B40', place: 'fridge-1/shelf-2', chance: 0.93, firstHeardAt: ago(8000), lastHeardAt: ago(6) }];

const spark = (base, wobble, gap = false) => Array.from({ length: 36 }, (_, i) => ({
  at: ago((36 - i) * 600), celsius: gap && i > 30 ? null : base + wobble * Math.sin(i / 2.6) + (i % 5) * 0.06,
}));
const probe = (name, celsius, seconds = 3, state = 'good', fault = null) => ({ name, state, celsius, at: celsius === null ? null : ago(seconds), fault });
const fridge = (id, nameZh, nameEn, storageClass, low, high, probes, more = {}) => ({
  id, nameZh, nameEn, storageClass, lowCelsius: low, highCelsius: high, warnLow: low === null ? null : low + 0.5, warnHigh: high === null ? null : high - 0.5,
  capacity: 200, probes, hasDoorContact: true, doorOpen: false, doorSince: ago(360), bags: 44, notSure: 1, notVerified: 0, outNow: 0, spark: spark(probes[0].celsius ?? 4, 0.7),
  excursion: null, alarms: [], ...more,
});
export const fridges = [
  fridge('fridge-1', '1号储血冰箱', 'Blood fridge 1', 'red-cells', 2, 6, [probe('top', 4.1), probe('bottom', 3.6, 5)], { outNow: 2, notVerified: 7 }),
  fridge('fridge-2', '2号储血冰箱', 'Blood fridge 2', 'red-cells', 2, 6, [probe('top', 7.4, 4), probe('bottom', 6.2, 4)], { bags: 37, doorOpen: true, doorSince: ago(95), excursion: 3, alarms: [12], spark: spark(5.6, 1.4) }),
  fridge('fridge-3', '3号储血冰箱', 'Blood fridge 3', 'red-cells', 2, 6, [probe('top', 4.0, 372, 'silent', 'silent')], { bags: 32, alarms: [11], spark: spark(4, 0.6, true) }),
  fridge('freezer-1', '血浆低温冰箱', 'Plasma freezer with a rather long name here', 'plasma', null, -18, [probe('top', -24.6, 2)], { bags: 81, notSure: 0, doorOpen: null, doorSince: null }),
  fridge('agitator', '血小板振荡保存箱', 'Platelet agitator', 'platelets', 20, 24, [probe('top', 22.1, 5)], { bags: 10, notSure: 0, hasDoorContact: false, doorOpen: null, doorSince: null }),
];
const shelf = (n, bags, groups, more = {}) => ({
  place: `fridge-1/shelf-${n}`, name: `shelf-${n}`, bags, notSure: 0, notVerified: 0, groups, heardAt: ago(2 + n), antenna: 'listening', ...more,
});
export const fridgeDetail = (id) => ({
  ...(fridges.find((each) => each.id === id) ?? fridges[0]),
  shelves: [
    shelf(1, 12, [{ abo: 'A', rhD: 'positive', bags: 8 }, { abo: 'A', rhD: 'negative', bags: 2 }, { abo: 'AB', rhD: 'positive', bags: 2 }]),
    shelf(2, 9, [{ abo: 'O', rhD: 'positive', bags: 9 }], { notSure: 1 }),
    shelf(3, 0, [], { notVerified: 7, heardAt: ago(130), antenna: 'deaf' }),
    shelf(4, 16, [{ abo: 'AB', rhD: 'positive', bags: 12 }, { abo: 'B', rhD: 'positive', bags: 4 }]),
  ],
  out: [{ unit: units[3], since: ago(660) }, { unit: units[6], since: ago(95) }],
  openings: [
    { openedAt: ago(405), closedAt: ago(360), seconds: 45, left: [units[3].key], came: [] },
    { openedAt: ago(4000), closedAt: ago(3980), seconds: 20, left: [], came: [units[0].key, units[1].key] },
  ],
});
export const samples = (from, to, step) => {
  const start = Date.parse(from), end = Date.parse(to), ms = step * 1000;
  const at = [];
  for (let t = Math.ceil(start / ms) * ms; t <= Math.min(end, NOW); t += ms) at.push(t);
  const value = (t, base) => {
    const back = (NOW - t) / 3_600_000;
    if (back > 5 && back < 5.8) return null;
    return base + 0.5 * Math.sin(t / 900_000) + (back < 1 ? (1 - back) * 3 : 0);
  };
  const series = (name, base) => ({
    name, at: at.map((t) => new Date(t).toISOString()), min: at.map((t) => value(t, base - 0.2)), mean: at.map((t) => value(t, base)), max: at.map((t) => value(t, base + 0.2)),
  });
  return {
    step, low: 2, high: 6, probes: [series('top', 4.3), series('bottom', 3.7)],
    excursions: [{ number: 3, beganAt: ago(1500), endedAt: null, worstCelsius: 7.4 }],
    doors: [{ from: ago(21000), to: ago(20900) }, { from: ago(9000), to: ago(8800) }, { from: ago(95), to: null }],
  };
};
const alarm = (number, kind, priority, source, zh, en, state, more = {}) => ({
  number, kind, priority, source, sourceNameZh: zh, sourceNameEn: en, state, celsius: null, unitsAffected: 0, raisedAt: ago(372),
  acknowledgedBy: null, acknowledgedName: null, acknowledgeReason: null, acknowledgedAt: null, returnedAt: null, times: 1, ...more,
});
export const alarms = {
  open: [
    alarm(11, 'sensorSilent', 'critical', 'fridge-3', '3号储血冰箱', 'Blood fridge 3', 'unacknowledged', { unitsAffected: 32 }),
    alarm(12, 'temperatureHigh', 'high', 'fridge-2', '2号储血冰箱', 'Blood fridge 2', 'acknowledged', { celsius: 7.4, unitsAffected: 37, raisedAt: ago(1320), acknowledgedBy: '0077', acknowledgedName: '李娜', acknowledgeReason: '前往处理', acknowledgedAt: ago(900) }),
    alarm(13, 'readerLost', 'medium', 'reader-2', '2号读写器', 'Reader 2', 'unacknowledged', { raisedAt: ago(720) }),
  ],
  returned: [alarm(9, 'temperatureHigh', 'high', 'fridge-2', '2号储血冰箱', 'Blood fridge 2', 'returnedUnacknowledged', { celsius: 6.3, unitsAffected: 37, raisedAt: ago(9000), times: 4 })],
  history: [
    alarm(8, 'doorOpenTooLong', 'high', 'fridge-1', '1号储血冰箱', 'Blood fridge 1', 'acknowledged', { raisedAt: ago(100_000), acknowledgedBy: '0077', acknowledgedName: '李娜', acknowledgeReason: '开门取放', acknowledgedAt: ago(99_900) }),
  ],
};
export const excursion = {
  number: 3, cabinet: 'fridge-2', probe: 'top', side: 'tooWarm', limitCelsius: 6, worstCelsius: 7.4, beganAt: ago(1320), endedAt: null,
  secondsOutside: 1320, secondsUnknown: 180, units: units.slice(0, 6),
};
const capabilities = {
  model: 'R2000', firmware: '6.9', ports: 4, minDbm: 0, maxDbm: 33, region: 'China', lowestKhz: 920_625, highestKhz: 924_375, channels: 16,
  sessions: ['S0', 'S1', 'S2', 'S3'], inputs: 2, outputs: 2, countsInSteps: false,
};
export const lights = ['fridge-1', 'fridge-2/shelf-3'].map((place) => ({ place, until: null }));

const fix = {
  geo: 'geo:31.851200,117.263300', latitude: 31.8512, longitude: 117.2633, at: ago(240), quality: 'good', fix: 'autonomous', satellites: 14, hdop: 0.8, speedKmh: 45, courseDegrees: 92,
};
export const devices = [
  { id: 'reader-1', kind: 'reader', state: 'inService', figure: 410, figureUnit: 'reads/s', finding: null, detail: null, lastSeenAt: ago(1), since: ago(90_000), identity: 'R2000 6.9', faults: [], noiseBytes: 0, badChecksums: 0, capabilities, position: null, celsius: 41,
    antennas: [1, 2, 3, 4].map((port) => ({ port, place: `fridge-1/shelf-${port}`, listenedSeconds: 14.6, readsPerSecond: 90 + port * 7, finding: null, returnLossDb: 14.2 })) },
  { id: 'reader-2', kind: 'reader', state: 'degraded', figure: 280, figureUnit: 'reads/s', finding: 'antenna-deaf', detail: 'Antenna 3 reads nothing although it listens.', lastSeenAt: ago(2), since: ago(720), identity: 'R2000 6.9', noiseBytes: 312,
    faults: [{ finding: 'BadAntenna', code: '54', detail: 'The transmit power was not reached: check the antenna and its cable.', antenna: 3, since: ago(720) }], badChecksums: 2, capabilities: { ...capabilities, countsInSteps: true }, position: null, celsius: null,
    antennas: [1, 2, 3, 4].map((port) => ({ port, place: `fridge-2/shelf-${port}`, listenedSeconds: 14.2, readsPerSecond: port === 3 ? 0 : 88, finding: port === 3 ? 'antenna-deaf' : null, returnLossDb: port === 3 ? 6.1 : null })) },
  { id: 'fridge-3/top', kind: 'probe', state: 'notInService', figure: null, figureUnit: '°C', finding: 'silent', detail: 'No sample for 6 minutes.', lastSeenAt: ago(372), since: ago(372), identity: null, faults: [], noiseBytes: 0, badChecksums: 0, antennas: [], capabilities: null, position: null, celsius: null },
  { id: 'fridge-1/top', kind: 'probe', state: 'inService', figure: 4.1, figureUnit: '°C', finding: null, detail: null, lastSeenAt: ago(3), since: ago(90_000), identity: '28-0000071a2b3c', faults: [], noiseBytes: 0, badChecksums: 0, antennas: [], capabilities: null, position: null, celsius: null },
  { id: 'ledger', kind: 'ledger', state: 'inService', figure: null, figureUnit: null, finding: null, detail: null, lastSeenAt: ago(1), since: ago(90_000), identity: null, faults: [], noiseBytes: 0, badChecksums: 0, antennas: [], capabilities: null, position: null, celsius: null },
  { id: 'position', kind: 'position', state: 'degraded', figure: null, figureUnit: 'satellites', finding: 'NoFix', detail: null, lastSeenAt: ago(1), since: ago(240), identity: 'GN', faults: [], noiseBytes: 0, badChecksums: 3, antennas: [], capabilities: null, celsius: null,
    position: { state: 'noFix', current: null, last: fix, ageSeconds: 240, finding: 'NoFix', since: ago(240), asOf: ago(0) } },
];
const due = (cabinet, nameZh, nameEn, bags, more = {}) => ({ cabinet, nameZh, nameEn, bags, lastCountedAt: ago(90_000), lastExpected: bags, lastMatched: bags, due: false, heldBy: null, ...more });
const item = (number, stage, more = {}) => ({
  number, kind: 'full', cabinets: ['fridge-1', 'fridge-2'], stage, beganAt: ago(400), countedBy: '0142', countedName: '王敏', expected: 69, matched: 66, closedAt: null, secondName: null, ...more,
});
export const stocktakes = {
  open: [item(4, 'counting')],
  closed: [item(3, 'closed', { cabinets: ['fridge-3'], expected: 71, matched: 71, closedAt: ago(90_000), secondName: '李娜' })],
  fridges: [
    due('fridge-3', '3号储血冰箱', 'Blood fridge 3', 32, { due: true, lastCountedAt: null }),
    due('freezer-1', '血浆低温冰箱', 'Plasma freezer with a rather long name here', 81, { due: true, lastCountedAt: ago(900_000) }),
    due('fridge-1', '1号储血冰箱', 'Blood fridge 1', 44, { heldBy: 4 }), due('fridge-2', '2号储血冰箱', 'Blood fridge 2', 37, { heldBy: 4 }),
  ],
  asOf: ago(3),
};
export const countProposal = (cabinets) => ({
  expected: 32, timeLimitSeconds: 120,
  checks: cabinets.includes('fridge-3') ? [] : [{ code: 'doorOpen', place: 'freezer-1', nameZh: '血浆低温冰箱', nameEn: 'Plasma freezer with a rather long name here' }, { code: 'antennaDeaf', place: 'fridge-2/shelf-3', nameZh: '2号储血冰箱第3层', nameEn: 'Blood fridge 2, shelf 3' }],
});
const difference = (unit, classes, more = {}) => ({
  subject: unit?.key ?? '01E2806894000050036A1C2B40', unit, tag: unit === null ? '01E2806894000050036A1C2B40' : null, classes, place: 'fridge-2/shelf-3', was: null,
  chanceAbsent: null, proposal: null, needsDecision: true, action: null, actionName: null, note: null, refused: null, watch: null, heardAt: null, ...more,
});
const differences = () => [
  difference(units[3], ['missing'], { chanceAbsent: 0.994 }),
  difference(units[1], ['missing'], { chanceAbsent: 0.41, watch: 'silentBefore', heardAt: ago(7200) }),
  difference(units[2], ['missing'], { chanceAbsent: null, place: 'fridge-1/shelf-3' }),
  difference(units[0], ['misplaced', 'expired'], { was: 'fridge-1/shelf-1', proposal: 'move' }),
  difference(units[6], ['unexpected'], { was: 'fridge-1/shelf-1', proposal: 'quarantine' }),
  difference(null, ['unknown'], { proposal: 'note' }),
  difference(units[15], ['strayRead'], { needsDecision: false }),
];
const decide = (rows) => rows.map((row) => (!row.needsDecision ? row : {
  ...row, action: row.classes[0] === 'missing' ? 'lost' : row.proposal, actionName: '王敏', note: row.classes[0] === 'missing' ? '急诊' : null,
}));
/** 4 reads, 5 is paused, 6 waits for decisions, 7 for the second person, 3 is closed, 8 is blind. */
export const stocktake = (number) => {
  const stage = { 3: 'closed', 4: 'counting', 5: 'paused', 6: 'counted', 7: 'signedOnce', 8: 'counting' }[number];
  if (stage === undefined) return undefined;
  const open = stage === 'counting' || stage === 'paused', blind = number === 8, signed = stage === 'signedOnce' || stage === 'closed';
  const hidden = (value) => (blind ? null : value);
  return {
    number, kind: blind ? 'blind' : 'full', cabinets: ['fridge-1', 'fridge-2'], stage, beganAt: ago(400), countedBy: '0142', countedName: '王敏', end: open ? null : 'timeLimit',
    endedAt: open ? null : ago(300), rounds: 6, countedSeconds: 30, secondsNow: 32.4, timeLimitSeconds: 120, expected: hidden(69), matched: 66, seenNow: 66, byLabel: 1, missing: hidden(3), read: 68,
    misplaced: hidden(1), unexpected: hidden(1), unknown: 1, stray: 1, present: hidden(67.6), low: hidden(66), high: hidden(69), advice: blind || stage === 'closed' ? null : open ? 'goOn' : 'readAgain', toOpen: open || blind || stage === 'closed' ? [] : ['fridge-1/shelf-3', 'fridge-2/shelf-3'],
    sumsAgree: true, rows: blind ? [] : signed ? decide(differences()) : differences(), matches: blind ? [] : units.slice(15, 25).map((unit) => unit.key), moving: [units[5].key], readerMode: 'watch',
    deaf: ['fridge-1/shelf-3'], remarks: ['doorOpen fridge-2'], signedName: signed ? '王敏' : null, signedAt: signed ? ago(200) : null, secondName: stage === 'closed' ? '李娜' : null,
    closedAt: stage === 'closed' ? ago(100) : null, wants: { counted: 'counter', signedOnce: 'second' }[stage] ?? null,
  };
};
export const transfers = [{ number: 'T-2026-3', to: '2-304', box: 'B-4', logger: null, openedAt: ago(3600), lastAt: ago(3000), sent: 3, inTransit: 1, confirmed: 1, returned: 1, lost: 0 }];
export const notice = { number: 'N-2026-7', from: '市中心血站', announcedAt: ago(7200), announced: 4, expected: 2, received: 1, missing: 1, extra: 0 };
export const massive = { current: { number: 1, destination: 'ICU', physician: '林医师', beganAt: ago(600) }, captured: 2, emergenciesOwed: 1 };
export const calm = { current: null, captured: 0, emergenciesOwed: 0 };
export const hub = { configured: true, connected: true, waiting: 0, oldestWaitingAt: null, ackedSeq: 1204, lastError: null, since: ago(90_000) };
export const events = [
  { type: 'TagPlaced/1', data: { tag: '01E2', change: 'moved', place: 'fridge-2/shelf-3', was: 'fridge-1/shelf-1', chance: 0.92 }, s: 60, who: ['service', '', null] },
  { type: 'UnitReleased/1', data: {}, s: 720, who: ['person', '0077', '李娜'], reason: '退血检查合格' },
  { type: 'ReservationEnded/1', data: { request: '20261122-17', how: 'Lapsed' }, s: 1500, who: ['service', '', null] },
  { type: 'UnitReserved/1', data: { request: '20261122-17', until: ago(1500) }, s: 1560, who: ['person', '0142', '王敏'] },
  { type: 'UnitReturned/1', data: { quarantine: 'TemperatureExposure', condition: 'Damaged', out: '00:43:20', limit: '00:30:00', times: 1 }, s: 1620, who: ['person', '0142', '王敏'] },
  { type: 'UnitIssued/1', data: { destination: 'ICU', order: '20261122-17' }, s: 3180, who: ['person', '0142', '王敏'] },
  { type: 'TagPlaced/1', data: { tag: '01E2', change: 'arrived', place: 'fridge-1/shelf-1', was: null, chance: 0.97 }, s: 90_000, who: ['service', '', null] },
  { type: 'TagAssociated/1', data: { tag: '01E2806894000050036A1C2B40' }, s: 90_100, who: ['person', '0142', '王敏'] },
  { type: 'UnitReceived/1', data: { quarantine: 'none', source: '市中心血站' }, s: 90_120, who: ['person', '0142', '王敏'] },
].map(({ type, data, s, who, reason }, i) => ({
  seq: 1204 - i * 9, type, occurredAt: ago(s), recordedAt: ago(s - 1), actorKind: who[0], actor: who[1], actorName: who[2], reason: reason ?? null, data,
}));

const ruleValue = (name, value, low, high, needsSecond, fileValue = value) => ({ name, value, fileValue, changed: value !== fileValue, low, high, needsSecond });
const celsius = { low: -100, high: 60 };
const textColumn = (name) => ({ name, low: null, high: null });
const storageColumns = [
  ...['key', 'nameZh', 'nameEn'].map(textColumn), ...['lowCelsius', 'highCelsius', 'warnLowCelsius', 'warnHighCelsius'].map((name) => ({ name, ...celsius })),
  { name: 'deadbandCelsius', low: 0.1, high: 10 }, { name: 'onDelaySeconds', low: 0, high: 86400 }, { name: 'offDelaySeconds', low: 0, high: 86400 },
  ...['alsoKeeps', 'transport'].map(textColumn),
];
const ruleTable = (table, columns, rows, more = {}) => ({
  table, version: '2026-11', origin: 'shipped', file: null, fileVersion: null, changedAt: null, changedBy: null, needsSecond: true, rowCount: rows.length, columns, rows, ...more,
});
export const rules = {
  version: 12, match: '"rules-12"', file: '/etc/edge/site.json', changedAt: ago(200_000), changedBy: '李娜',
  values: [
    ruleValue('Site.NameZh', '市第一人民医院输血科', null, null, false), ruleValue('Site.NameEn', 'First People’s Hospital, Transfusion Department', null, null, false),
    ruleValue('Stock.WholeBloodMillilitres', '200', 1, 1000, false), ruleValue('Stock.RedCellMillilitres', '150', 1, 1000, false), ruleValue('Stock.DemandDays', '28', 7, 91, false),
    ruleValue('Units.ReserveHours', '24', 1, 720, false), ruleValue('Units.ReserveHoursAtMost', '72', 1, 720, false), ruleValue('Units.MinutesOutAtMost', '25', 1, 1440, true, '30'),
    ruleValue('Units.TimesOutAtMost', '3', 1, 100, true), ruleValue('Units.UnaccountedAfterSeconds', '300', 10, 86400, true), ruleValue('ColdChain.SilenceAlarmSeconds', '300', 60, 3600, true),
  ],
  tables: [
    ruleTable('products', [], [], { rowCount: 24 }),
    ruleTable('storageClasses', storageColumns, [
      { key: 'red-cells', cells: ['red-cells', '红细胞与全血', 'Red cells and whole blood', '2', '6', '2.5', '5.5', '0.3', '120', '60', 'plasma-thawed', ''] },
      { key: 'platelets', cells: ['platelets', '血小板', 'Platelets', '20', '24', '20.5', '23.5', '0.3', '120', '60', '', ''] },
      { key: 'plasma-frozen', cells: ['plasma-frozen', '冰冻血浆与冷沉淀', 'Frozen plasma and cryo', '', '-18', '', '-20', '0.5', '1800', '60', '', ''] },
    ]),
    ruleTable('stockLevels', ['component', 'unitKind', 'abo', 'rhD'].map(textColumn).concat(['reserve', 'minimum', 'safety', 'maximum'].map((name) => ({ name, low: 0, high: 100000 }))), [
      { key: 'redCells/u/o/positive', cells: ['redCells', 'u', 'o', 'positive', '4', '24', '60', '90'] },
      { key: 'redCells/u/o/negative', cells: ['redCells', 'u', 'o', 'negative', '2', '4', '', ''] },
    ], { version: '2026-11+12', origin: 'page', fileVersion: '2026-11', changedAt: ago(200_000), changedBy: '李娜', needsSecond: false }),
  ],
  measures: [{ component: 'redCells', kind: 'U' }, { component: 'platelets', kind: 'U' }, { component: 'platelets', kind: 'dose' }, { component: 'plasmaFfp', kind: 'millilitre' }, { component: 'cryo', kind: 'U' }],
  waiting: [
    { number: 4, why: '新的冰箱，开门后回温较慢', askedBy: '0108', askedByName: '李娜', askedAt: ago(4_000), faults: [], changes: [{ name: 'storageClasses/red-cells/onDelaySeconds', before: '120', after: '180' }, { name: 'Units.MinutesOutAtMost', before: '25', after: '30' }] },
  ],
};

export const settings = {
  file: '/0/1.2', // digits: a path has words of no language
  items: [
    { path: 'Site.Id', value: '0900', given: true, changes: false, next: '0900' },
    { path: 'Web.IdleMinutes', value: '30', given: true, changes: true, next: '20' },
    { path: 'Web.LockMinutes', value: '15', given: false, changes: false, next: '15' },
    { path: 'Hub.PasswordFile', value: null, given: false, changes: true, next: '/0/3' },
    { path: 'Cabinets[0].Probes[0].Device', value: '28-000000000001', given: true, changes: false, next: '28-000000000001' },
  ],
  faults: [],
};

export const keys = [ // names with digits and marks, as codes have them
  { name: '0900-1', scopes: ['read'], revoked: false, lastUsedAt: ago(60) },
  { name: '0900-2.0000-0000-0000-0000-0000', scopes: ['read', 'units', 'alarms'], revoked: false, lastUsedAt: null },
  { name: '0801', scopes: ['read'], revoked: true, lastUsedAt: ago(900_000) },
];

const user = (account, displayName, role, more) => ({
  account, displayName, role, disabled: false, mustChange: false, lockedUntil: null, lastSignInAt: null, hasBadge: true, hasPin: true, pinLocked: false, asked: null, ...more,
});
export const users = [
  user('0142', '王敏', 'administrator', { lastSignInAt: ago(400) }),
  user('0077', '李娜', 'supervisor', { lastSignInAt: ago(9000), pinLocked: true }),
  user('0203', '赵磊', 'technician', { lockedUntil: ahead(1), lastSignInAt: ago(90_000), asked: { role: 'supervisor', by: '0142', byName: '王敏', at: ago(7200), reason: '2026-11-23 08:00' } }),
  user('0311', '陈静', 'staff', { mustChange: true, hasBadge: false, hasPin: false }),
  user('0090', '孙涛', 'viewer', { disabled: true, hasPin: false, asked: { role: 'staff', by: '0077', byName: '李娜', at: ago(600), reason: null } }),
];

const WALKED_TAG = '3074257BF400000000000007';
const SHELVES = ['shelf-1', 'shelf-2', 'shelf-3', 'shelf-4'].map((name) => `fridge-2/${name}`);
const SIDES = ['left', 'middle', 'right'];
const figure = (port, hears, own, share, rssiDbm) => ({
  reader: 'reader-1', port, hears, own, seconds: 5.1, share, readsPerSecond: share * 42, rssiDbm: share === 0 ? null : rssiDbm,
});
const FINDINGS = { 'fridge-2/shelf-2 right': 'leak', 'fridge-2/shelf-3 left': 'deadSpot', 'fridge-2/shelf-4 middle': 'skipped' };
const walkedPoint = (shelf, side, index) => {
  const finding = FINDINGS[`${shelf} ${side}`] ?? 'good';
  const other = SHELVES[(SHELVES.indexOf(shelf) + 1) % 4];
  const own = figure(SHELVES.indexOf(shelf) + 1, shelf, true, finding === 'deadSpot' ? 0.14 : 0.92 + (index % 5) / 100, -54.3 - index);
  const figures = finding === 'skipped' ? [] : [
    ...(finding === 'good' ? [] : [figure(SHELVES.indexOf(other) + 1, other, false, 0.97, -51.2)]), own,
    ...(finding === 'good' ? [figure(SHELVES.indexOf(other) + 1, other, false, 0.11, -66.8)] : []), figure(8, 'fridge-3/shelf-1', false, 0, null),
  ];
  return {
    shelf, side, finding, by: finding === 'good' || finding === 'skipped' ? null : other, leadDb: finding === 'good' ? 12.5 : finding === 'skipped' ? null : -3.1,
    reason: finding === 'skipped' ? '急诊' : null, own: finding === 'skipped' ? null : own, figures,
  };
};
const pointsTo = (done) => SHELVES.flatMap((shelf) => SIDES.map((side) => [shelf, side])).map(([shelf, side], index) => (index < done
  ? walkedPoint(shelf, side, index)
  : { shelf, side, finding: null, by: null, leadDb: null, reason: null, own: null, figures: [] }));
const walkBase = (number, done) => ({
  number, cabinet: 'fridge-2', kind: 'metalDrawers', tag: WALKED_TAG, secondsPerPoint: 5, beganAt: ago(1900), begunByName: '赵磊',
  antennas: SHELVES.map((hears, at) => ({ reader: 'reader-1', port: at + 1, hears, powerDbm: 27 })), remarks: ['bags 37'], points: pointsTo(done),
  next: done >= 12 ? null : { shelf: SHELVES[Math.floor(done / 3)], side: SIDES[done % 3] }, listening: null, version: null, verdict: null, endedAt: null,
  endedByName: null, powers: [], powersFrom: 'margin', comparison: null,
});
const report = (number, version, verdict) => ({
  ...walkBase(number, 12), version, verdict, endedAt: ago(1200), endedByName: '赵磊',
  powers: SHELVES.map((hears, at) => ({
    reader: 'reader-1', port: at + 1, hears, powerDbm: 27, proposedDbm: at === 2 ? 30 : at === 3 ? null : 24 + at, marginDb: at >= 2 ? null : 8.4 - at, limitDbm: -70.5,
  })),
});
export const commissioning = (number) => {
  switch (number) {
    case 1: return report(1, 1, 'passed');
    case 2: return report(2, 2, 'passed');
    case 3: return {
      ...report(3, 3, 'failed'),
      comparison: {
        walk: 2, version: 2, at: ago(3_888_000), points: pointsTo(12).map((point) => ({
          shelf: point.shelf, side: point.side, shareNow: point.own?.share ?? null, shareBefore: 0.95, rssiNow: point.own?.rssiDbm ?? null, rssiBefore: -53.8,
          now: point.finding, before: 'good',
        })),
      },
    };
    case 5: return walkBase(5, 0);
    case 6: return {
      ...walkBase(6, 7),
      listening: {
        shelf: SHELVES[2], side: 'middle', seconds: 3.2, ofSeconds: 5, silentSeconds: 24, doorOpen: true, deaf: [],
        figures: [figure(3, SHELVES[2], true, 0.94, -53.1), figure(4, SHELVES[3], false, 0.22, -65), figure(8, 'fridge-3/shelf-1', false, 0, null)],
      },
    };
    case 7: return walkBase(7, 12);
    default: return undefined;
  }
};
const reportItem = (walk, version, verdict, deadSpots, leaks, skipped) => ({ walk, version, at: ago(7_776_000 / version), byName: '赵磊', verdict, deadSpots, leaks, skipped });
export const commissionings = {
  placesByWalk: false, asOf: ago(2),
  cabinets: [
    { cabinet: 'fridge-1', nameZh: '1号储血冰箱', nameEn: 'Blood fridge 1', kind: 'metalDrawers', bags: 44, openWalk: null, activeVersion: null, activeSince: null, activeByName: null, reports: [] },
    {
      cabinet: 'fridge-2', nameZh: '2号储血冰箱', nameEn: 'Blood fridge 2', kind: 'metalDrawers', bags: 37, openWalk: null, activeVersion: 1, activeSince: ago(7_700_000), activeByName: '李娜',
      reports: [reportItem(3, 3, 'failed', 1, 1, 1), reportItem(2, 2, 'passed', 0, 0, 0), reportItem(1, 1, 'passed', 0, 0, 0)],
    },
    { cabinet: 'freezer-1', nameZh: '血浆低温冰箱', nameEn: 'Plasma freezer with a rather long name here', kind: 'openShelves', bags: 81, openWalk: 6, activeVersion: null, activeSince: null, activeByName: null, reports: [] },
  ],
};

/** The second bag of the list is not heard. */
export const search = (unit) => {
  const heard = unit !== 'G123426654322E0304V00';
  const antenna = (port, nearness) => ({ reader: 'reader-1', port, place: `fridge-2/shelf-${port}`, heard: nearness === null ? 0 : 5, tries: 6, nearness });
  const antennas = [antenna(1, null), antenna(2, heard ? 4 : null), antenna(3, heard ? 7 : null), antenna(4, null)];
  return {
    number: heard ? 1 : 2, unit, mine: true, name: '王敏', beganAt: new Date(NOW - 40_000).toISOString(), nearness: heard ? 7 : null, trend: heard ? 'rising' : 'steady',
    heardAt: new Date(NOW - (heard ? 1000 : 12_000)).toISOString(), best: antennas[2], reading: antennas[1], antennas,
    course: Array.from({ length: 30 }, (_, second) => (heard ? (second % 7 === 3 ? null : Math.min(7, 2 + Math.floor(second / 5))) : second < 18 ? 3 : null)), paused: ['fridge-2'],
  };
};

const bagOf = (unit) => ({ key: unit.key, din: unit.din, checkCharacter: unit.checkCharacter, abo: unit.abo, rhD: unit.rhD });
const leftOf = (unit, s, outcome, more = {}) => ({
  bag: bagOf(unit), noticedAt: ago(s), exceptionAt: null, outcome, outcomeAt: null, byName: null, note: null, backAt: null, backIn: null, ...more,
});
const openingOf = (cabinet, s, seconds, more) => ({
  cabinet, openedAt: ago(s), closedAt: seconds === null ? null : ago(s - seconds), seconds, opener: { basis: 'nobody', account: null, name: null, people: 0 },
  left: [], came: [], settling: false, settledSeconds: null, exceptions: 0, alarms: [], ...more,
});
/** One that stands open, and one of each kind that is over. */
export const openings = [
  openingOf('fridge-1', 7, null, { settling: true, opener: { basis: 'badge', account: '0142', name: '王敏', people: 1 } }),
  openingOf('fridge-1', 900, 34, {
    opener: { basis: 'bags', account: '0142', name: '王敏', people: 1 }, settledSeconds: 4.2, left: [
      leftOf(units[0], 862, 'issued', { outcomeAt: ago(700), byName: '王敏', note: 'ICU' }), leftOf(units[1], 862, 'out'),
    ], came: [{ bag: bagOf(units[2]), noticedAt: ago(870) }],
  }),
  openingOf('freezer-1', 2400, 61.5, { opener: { basis: 'several', account: null, name: null, people: 3 }, settledSeconds: 0, came: [{ bag: bagOf(units[3]), noticedAt: ago(2350) }], alarms: [12] }),
  openingOf('fridge-2', 5200, 18, {
    settledSeconds: 7.8, exceptions: 1, alarms: [11], left: [
      leftOf(units[4], 5174, 'unaccounted', { exceptionAt: ago(4874) }),
      leftOf(units[5], 5174, 'explained', { exceptionAt: ago(4874), outcomeAt: ago(4000), byName: '李娜', note: 'ICU', backAt: ago(3500), backIn: 'fridge-1' }),
    ],
  }),
  openingOf('fridge-3', 9000, 6, { opener: { basis: 'signedIn', account: '0077', name: '李娜', people: 1 } }),
];

const knownBag = (unit, s) => ({ bag: bagOf(unit), status: unit.status, chance: 0.97, since: ago(s) });
export const knownFridge = (cabinet, at) => ({
  cabinet, at, doorOpenSince: ago(40_800), map: {
    version: 2, walk: 2, since: ago(7_700_000), byName: '李娜', verdict: 'passedWithRemarks',
    points: [{ shelf: `${cabinet}/shelf-2`, side: 'left', finding: 'deadSpot', by: null }, { shelf: `${cabinet}/shelf-2`, side: 'right', finding: 'leak', by: `${cabinet}/shelf-1` }],
  },
  shelves: [
    { place: `${cabinet}/shelf-1`, bags: [knownBag(units[0], 90_000), knownBag(units[1], 80_000)] },
    { place: `${cabinet}/shelf-2`, bags: [knownBag(units[2], 70_000)] }, { place: `${cabinet}/shelf-3`, bags: [] },
  ],
  out: [knownBag(units[3], 41_000)],
});
export const handHelds = [{ id: '01', inService: true }];
