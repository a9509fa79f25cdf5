import assert from 'node:assert/strict';
import { test } from 'node:test';
import { source } from './support/source.mjs';

const [number, din, time, age, chance, group, place] = await Promise.all(
  ['number', 'din', 'time', 'age', 'chance', 'group', 'place'].map((name) => source(`format/${name}.ts`)));

const ZONE = 'Asia/Shanghai';
const thin = '\u202F';

test('number_Negative_HasATrueMinusAndNeverMinusZero', () => {
  assert.equal(number.number(-18.24, 1), '−18.2');
  assert.equal(number.number(-0.04, 1), '0.0');
  assert.equal(number.number(2400), '2,400');
});

test('band_EitherEndMissing_IsStillABand', () => {
  assert.equal(number.band(2, 6, 'en'), `2–6${thin}°C`);
  assert.equal(number.band(2, 6, 'zh'), `2～6${thin}°C`);
  assert.equal(number.band(null, -18, 'zh'), `≤${thin}−18${thin}°C`);
  assert.equal(number.band(null, null, 'en'), null);
});

// Published and computed values of ISO/IEC 7064 mod 37-2, among them each edge of the final modulus.
for (const [number, character] of [
  ['G123498654321', 'H'], ['G123417654321', 'A'], ['A999818123456', 'N'], ['A999921123456', '3'], ['W000009123456', 'G'],
  ['A999917123654', 'Y'], ['V004314499999', 'I'], ['G102626000048', '0'], ['G102626000298', '1'], ['G102626000299', '*'],
  ['G102626000004', 'O'], ['G123417654312', 'C'], ['G123471654321', 'J'],
]) {
  test(`checkCharacter_${number}_Is${character}`, () => assert.equal(din.checkCharacter(number), character));
}

test('keyedDin_BlanksAndCheckCharacter_AreUnderstood', () => {
  assert.deepEqual(din.keyedDin('G1234 17 654321'), { din: 'G123417654321', checked: null });
  assert.deepEqual(din.keyedDin('g1234 17 654321 a'), { din: 'G123417654321', checked: true });
  assert.deepEqual(din.keyedDin('G1234 17 654312 A'), { din: 'G123417654312', checked: false });
  assert.equal(din.keyedDin('O123417654321'), null, 'no letter O in a facility code');
  assert.equal(din.keyedDin('654321'), null);
});

test('dinParts_AllNumericNumber_HasTheSameGroups', () => {
  assert.deepEqual(din.dinParts('0123426654321'), { facility: '01234', year: '26', sequence: '654321' });
});

test('expiry_MidnightAfterTheLastMinute_IsShownAsOnTheLabel', () => {
  assert.equal(time.expiry('2026-11-22T16:00:00Z', ZONE, 'zh'), '2026-11-22 23:59');
  assert.equal(time.expiry('2026-11-22T16:00:00Z', ZONE, 'en'), '22-Nov-2026 23:59');
});

test('hourMinute_Midnight_IsZeroHours', () => assert.equal(time.hourMinute('2026-11-21T16:00:00Z', ZONE), '00:00'));

test('moment_TodayDropsTheDate_AnotherDayDoesNot', () => {
  const now = Date.parse('2026-11-22T06:32:07Z');
  assert.equal(time.moment('2026-11-22T06:30:00Z', now, ZONE, 'zh'), '14:30');
  assert.equal(time.moment('2026-11-21T12:05:00Z', now, ZONE, 'zh'), '11月21日 20:05');
  assert.equal(time.moment('2026-11-21T12:05:00Z', now, ZONE, 'en', true), '21-Nov 20:05:00');
  assert.equal(time.moment('2025-11-21T12:05:00Z', now, ZONE, 'en'), '21-Nov-2025 20:05');
});

test('zoneName_HalfHourZone_KeepsItsMinutes', () => {
  const at = Date.parse('2026-11-22T06:32:07Z');
  assert.equal(time.zoneName(at, ZONE), 'UTC+8');
  assert.equal(time.zoneName(at, 'Asia/Kolkata'), 'UTC+5:30');
  assert.equal(time.zoneName(at, 'America/St_Johns'), 'UTC−3:30');
});

test('instantOf_WallTimeOfTheSite_IsItsInstant', () => {
  assert.equal(time.instantOf('2026-11-22 14:32', ZONE), '2026-11-22T06:32:00Z');
  assert.equal(time.instantOf('2026-07-01T12:00', 'America/St_Johns'), '2026-07-01T14:30:00Z');
  for (const text of ['', '22/11/2026 14:32', '2026-02-30 10:00', '2026-11-22 24:61', '2026-11-22']) assert.equal(time.instantOf(text, ZONE), null, text);
});

test('duration_EachRange_HasItsUnits', () => {
  const minute = 60_000, hour = 60 * minute;
  assert.equal(age.duration(4_900, 'en'), `4${thin}s`);
  assert.equal(age.duration(6 * minute, 'zh'), '6分钟');
  assert.equal(age.duration(3 * hour + 12 * minute, 'en'), `3${thin}h 12${thin}min`);
  assert.equal(age.duration(3 * hour + 12 * minute, 'zh'), '3小时12分');
  assert.equal(age.duration(47 * hour, 'en'), `47${thin}h`);
  assert.equal(age.duration(72 * hour, 'zh'), '3天');
  assert.equal(age.duration(-5000, 'en'), `0${thin}s`);
  assert.equal(age.age(4_000, 'zh'), '4秒前');
  assert.equal(age.untilLong(76 * hour, 'en'), `3${thin}d 4${thin}h`);
});

test('percent_NearCertain_IsNeverAHundred', () => {
  assert.equal(chance.percent(0.9999, 'en'), `>99${thin}%`);
  assert.equal(chance.percent(1, 'zh'), '大于99%');
  assert.equal(chance.percent(0.92, 'zh'), '92%');
  assert.equal(chance.percent(0.001, 'en'), `<1${thin}%`);
});

test('sureness_ServiceFlag_Rules', () => {
  assert.equal(chance.sureness(true, 0.6), 'sure');
  assert.equal(chance.sureness(false, 0.8), 'veryLikely');
  assert.equal(chance.sureness(false, 0.79), 'probably');
  assert.equal(chance.sureness(false, 0.49), 'notSure');
});

test('groupWords_Negative_IsSaidInWords', () => {
  assert.equal(group.groupWords('A', 'negative', 'zh'), 'A型 RhD阴性');
  assert.equal(group.groupWords('AB', 'negative', 'en'), 'AB RhD negative');
  assert.equal(group.rhDSign('negative'), '−');
  assert.equal(group.aboLetters('bombay'), '', 'a Bombay bag must never look like O');
  assert.equal(group.groupWords('bombay', 'positive', 'zh'), '孟买型 RhD阳性');
});

test('boardOrder_PositiveFirst_ABOAB', () => {
  assert.deepEqual(group.BOARD_ORDER.map((each) => `${group.aboLetters(each.abo)}${group.rhDSign(each.rhD)}`), ['A+', 'B+', 'O+', 'AB+', 'A−', 'B−', 'O−', 'AB−']);
});

test('placeName_ShelfAndCabinet_AreOrderedByTheLanguage', () => {
  const cabinets = [{ id: 'fridge-2', nameZh: '2号冰箱', nameEn: 'fridge 2' }];
  assert.equal(place.placeName('fridge-2/shelf-3', cabinets, 'zh'), '2号冰箱第3层');
  assert.equal(place.placeName('fridge-2/shelf-3', cabinets, 'en'), 'fridge 2, shelf 3');
  assert.equal(place.placeName('van', cabinets, 'en'), 'van');
});
