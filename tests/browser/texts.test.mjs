import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { source } from './support/source.mjs';

const I18N = fileURLToPath(new URL('../../src/Edge/Web/ClientApp/src/i18n/', import.meta.url));
const APP = fileURLToPath(new URL('../../src/Edge/Web/ClientApp/src/', import.meta.url));
const { parse, placesOf, fill } = await source('i18n/message.ts');

async function catalogue() {
  const entries = {};
  for (const name of await readdir(I18N)) {
    if (['index.ts', 'message.ts', 'entry.ts'].includes(name)) continue;
    for (const area of Object.values(await source(`i18n/${name}`))) {
      for (const [key, entry] of Object.entries(area)) {
        assert.equal(entries[key], undefined, `${key} stands in two files`);
        entries[key] = entry;
      }
    }
  }
  return entries;
}

const texts = await catalogue();
const say = (template, values) => fill(parse(template), values, (text) => text).join('');

test('everyText_HasBothLanguages', () => {
  assert.ok(Object.keys(texts).length > 150);
  for (const [key, entry] of Object.entries(texts)) {
    assert.equal(entry.length, 2, key);
    assert.ok(entry.every((text) => text.trim() !== ''), key);
  }
});

test('everyText_HasTheSamePlacesInBothLanguages', () => {
  for (const [key, [zh, en]] of Object.entries(texts)) assert.deepEqual([...placesOf(zh)].sort(), [...placesOf(en)].sort(), key);
});

test('everyChineseText_HasNoEnglishWord', () => {
  const allowed = /\b(?:U|ml|DIN|RhD|ABO|CSV|JSON|EN|dBm|MHz|UTC|h|km|dB|GGA|RMC|RTK)\b|°C/g;
  for (const [key, [zh]] of Object.entries(texts)) {
    const rest = zh.replace(/\{[^{}]*\}/g, '').replace(allowed, '');
    assert.doesNotMatch(rest, /[A-Za-z]/, `${key}: ${zh}`);
    assert.doesNotMatch(zh, /[一-鿿][,:;!?]/, `${key}: half-width mark in ${zh}`);
  }
});

test('everyEnglishText_HasNoChineseAndNoLazyPlural', () => {
  for (const [key, [, en]] of Object.entries(texts)) {
    assert.doesNotMatch(en, /[一-鿿，。：；！？（）]/, key);
    assert.doesNotMatch(en, /\(s\)|!/, key);
  }
});

test('everyKeyInThePages_StandsInTheCatalogue', async () => {
  const files = (await readdir(APP, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  for (const name of files) {
    const code = await readFile(APP + name, 'utf8');
    for (const [, key] of code.matchAll(/\bt\('([a-zA-Z.]+)'/g)) assert.ok(key in texts, `${name}: ${key}`);
  }
});

test('everyText_IsUsed', async () => {
  const files = (await readdir(APP, { recursive: true })).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('i18n'));
  const code = (await Promise.all(files.map((name) => readFile(APP + name, 'utf8')))).join('');
  const areas = [...code.matchAll(/`([a-zA-Z.]+)\.\$\{/g), ...code.matchAll(/named\('(\w+(?:\.\w+)?)'/g)].map(([, area]) => `${area}.`);
  for (const key of Object.keys(texts)) assert.ok(code.includes(`'${key}'`) || areas.some((area) => key.startsWith(area)), key);
});

test('everyEventOfTheLedger_IsSaidInWords', async () => {
  const catalogue = await readFile(new URL('../../src/Edge/Ledger/EventJson.cs', import.meta.url), 'utf8');
  const types = [...catalogue.matchAll(/JsonSerializable\(typeof\((\w+)\)\)/g)].map(([, type]) => type);
  assert.ok(types.length > 20);
  for (const type of types) {
    if (type === 'TagPlaced') continue; // four sentences, by the change
    assert.ok(Object.keys(texts).some((key) => key === `event.${type}` || key.startsWith(`event.${type}.`)), type);
  }
});

test('everyValueOfTheService_HasAName', async () => {
  const { components: { schemas } } = JSON.parse(await readFile(new URL('../../src/Edge/Web/openapi.json', import.meta.url), 'utf8'));
  const areas = {
    ComponentClass: ['component'], UnitKind: ['amount', 'unitKind'], UnitStatus: ['status'], QuarantineReason: ['quarantine'], Role: ['role'],
    AlarmKind: ['alarm', 'todo', 'alarmKind'], AlarmStateView: ['alarms.state'], DeviceState: ['deviceState'], Permission: ['lock'],
  };
  for (const [schema, names] of Object.entries(areas)) {
    for (const value of schemas[schema].enum) for (const area of names) assert.ok(`${area}.${value}` in texts, `${area}.${value}`);
  }
});

test('fill_Plural_FollowsTheNumber', () => {
  const template = '{n, plural, one {# bag} other {# bags}} not seen in {place}';
  assert.equal(say(template, { n: 1, place: 'fridge 2' }), '1 bag not seen in fridge 2');
  assert.equal(say(template, { n: 0, place: 'fridge 2' }), '0 bags not seen in fridge 2');
  assert.equal(say('{place}有{n}袋未读到', { n: 2, place: '2号冰箱' }), '2号冰箱有2袋未读到');
});

test('parse_UnmatchedBrace_IsAnError', () => {
  for (const broken of ['{n', '{n, plural, one {x}', 'a } b', '{n, select, a {x} other {y}}', '{n, plural, one {x}}']) {
    assert.throws(() => parse(broken), SyntaxError, broken);
  }
});
