import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { source } from './support/source.mjs';

const { Wedge } = await source('scan/wedge.ts');
const { characterOf } = await source('scan/keys.ts');
const { readScan } = await source('scan/structures.ts');
const { Collector } = await source('scan/collect.ts');

const EDGE = fileURLToPath(new URL('../../src/Edge/bin/Release/net10.0/Edge.dll', import.meta.url));

const SHIFTED = new Map([...'~!@#$%^&*()_+{}|:"<>?'].map((c, i) => [c, '`1234567890-=[]\\;\',./'[i]]));
const NAMED = { '=': 'Equal', '-': 'Minus', ',': 'Comma', '.': 'Period', '/': 'Slash', '\\': 'Backslash', '[': 'BracketLeft', ']': 'BracketRight', ';': 'Semicolon', '\'': 'Quote', '`': 'Backquote', ' ': 'Space' };

/** The keys that a scanner with a US keyboard presses for a text. */
function strokes(text, gap, start = 0) {
  return [...text].map((character, index) => {
    const base = SHIFTED.get(character) ?? character;
    const code = /[a-z]/i.test(base) ? `Key${base.toUpperCase()}` : /\d/.test(base) ? `Digit${base}` : NAMED[base];
    return { code, shift: SHIFTED.has(character) || /[A-Z]/.test(character), capsLock: false, at: start + index * gap };
  });
}

function type(wedge, text, gap, ending = 'Enter') {
  const heard = strokes(text, gap).map((stroke) => wedge.press(stroke));
  heard.push(ending === 'pause' ? wedge.pause() : wedge.press({ code: ending, shift: false, capsLock: false, at: text.length * gap }));
  return heard;
}

for (const text of ['=G12341765432170', '=%6200', '&>0263262359', '=<E0304Vaa', '=+04000=G12341765432170=%5100=<E0304V00&>0263262359']) {
  test(`press_BurstOf_${text}_IsOneScan`, () => {
    for (const ending of ['Enter', 'Tab', 'pause']) assert.deepEqual(type(new Wedge(), text, 8, ending).at(-1), { kind: 'scan', text });
  });
}

test('press_PersonTyping_IsNoScan', () => {
  assert.ok(type(new Wedge(), 'G123417654321', 120).every((heard) => heard.kind === 'none'));
  assert.ok(type(new Wedge(), 'G123417654321', 45).every((heard) => heard.kind === 'none'));
});

test('press_ShortBurst_IsNoScan', () => assert.equal(type(new Wedge(), '12345', 5).at(-1).kind, 'none'));

test('press_OneSlowGapInABurst_IsStillAScan', () => {
  const wedge = new Wedge();
  const keys = strokes('=%6200=%6200', 10).map((stroke, index) => ({ ...stroke, at: stroke.at + (index >= 6 ? 45 : 0) }));
  keys.forEach((stroke) => wedge.press(stroke));
  assert.deepEqual(wedge.pause(), { kind: 'scan', text: '=%6200=%6200' });
});

test('press_KeysHandedOverLate_AreStillOneScan', () => {
  const wedge = new Wedge();
  const keys = strokes('=G12341765432170', 8);
  keys.slice(0, 4).forEach((stroke) => wedge.press(stroke));
  assert.equal(wedge.pause().kind, 'none', 'four keys are no scan yet');
  keys.slice(4).forEach((stroke) => wedge.press(stroke));
  assert.deepEqual(wedge.pause(), { kind: 'scan', text: '=G12341765432170' });
});

test('press_TypingThenScan_KeepsThemApart', () => {
  const wedge = new Wedge();
  strokes('abc', 150).forEach((stroke) => wedge.press(stroke));
  strokes('=G12341765432170', 8, 2000).forEach((stroke) => wedge.press(stroke));
  assert.deepEqual(wedge.pause(), { kind: 'scan', text: '=G12341765432170' });
});

test('press_TwiceInARow_AreTwoScans', () => {
  const wedge = new Wedge();
  assert.equal(type(wedge, '=%6200', 8).at(-1).text, '=%6200');
  assert.equal(type(wedge, '=%9500', 8).at(-1).text, '=%9500');
});

test('characterOf_CapsLock_TurnsLettersButNotDigits', () => {
  assert.equal(characterOf('KeyA', false, true), 'A');
  assert.equal(characterOf('KeyA', true, true), 'a');
  assert.equal(characterOf('Digit5', true, true), '%');
  assert.equal(characterOf('ShiftLeft', true, false), null);
});

test('readScan_DonationNumberWithFlags_IsABag', () => {
  assert.deepEqual(readScan('=G12341765432170'), { kind: 'bag', parts: { din: 'G123417654321' } });
  assert.deepEqual(readScan(']C0=G12341765432100'), { kind: 'bag', parts: { din: 'G123417654321' } });
});

test('readScan_WrongType3Flags_AreRefused', () => assert.equal(readScan('=G12341765432171').kind, 'badCheck'));

for (const flags of ['06', '07', '08', '09', '10']) {
  test(`readScan_Flags${flags}_AreATube`, () => assert.equal(readScan(`=G123417654321${flags}`).kind, 'tube'));
}

test('readScan_Compound_GivesAllParts', () => {
  assert.deepEqual(readScan('=+04000=G12341765432170=%5100=<E0304V00&>0263262359'), {
    kind: 'bag', parts: { din: 'G123417654321', groupCode: '5100', productCode: 'E0304V00', expiry: '&>0263262359' },
  });
});

test('readScan_CompoundOfAnotherCount_IsUnknown', () => assert.equal(readScan('=+03000=G12341765432170=%5100').kind, 'unknown'));

test('readScan_AntigenString_IsNoBloodGroup', () => {
  assert.deepEqual(readScan('=\\620000000000000000'), { kind: 'bag', parts: { antigens: '620000000000000000' } });
  assert.deepEqual(readScan('=%6200'), { kind: 'bag', parts: { groupCode: '6200' } });
});

test('readScan_ProductCode_KeepsItsCase', () => assert.equal(readScan('=<E0304VAa').parts.productCode, 'E0304VAa'));

test('readScan_LetterOInTheFacility_IsUnknown', () => assert.equal(readScan('=A9O991712345600').kind, 'unknown'));

test('readScan_Typed_WithCheckCharacterOrProduct', () => {
  assert.deepEqual(readScan('G123417654321'), { kind: 'bag', parts: { din: 'G123417654321' } });
  assert.equal(readScan('G123417654321B').kind, 'badCheck');
  assert.deepEqual(readScan('G123417654321E0304V00'), { kind: 'bag', parts: { din: 'G123417654321', productCode: 'E0304V00' } });
  assert.deepEqual(readScan('0123426654321').parts, { din: '0123426654321' });
});

test('readScan_LabelWithMoreThanThePagesNeed_IsReadAllTheSame', () => {
  const label = '=+06000=G12341765432170=<E0304V00&>0263262359&*0262870815=)3QQABCDEFG=\\679999999999999900';
  assert.deepEqual(readScan(label), {
    kind: 'bag', parts: { din: 'G123417654321', productCode: 'E0304V00', expiry: '&>0263262359', collected: '&*0262870815', antigens: '679999999999999900' },
  });
});

test('readScan_LabelsOfTwoBagsInOneScan_AreNoBag', () => {
  assert.equal(readScan('=G12341765432170=<E0304V00=G12341765431272').kind, 'unknown');
});

test('readScan_NationalSite_TakesThirteenDigitsAndLocalCodesOnly', () => {
  assert.deepEqual(readScan('0160723029785', 'national13').parts, { din: '0160723029785' });
  assert.deepEqual(readScan('P0065V00', 'national13').parts, { productCode: 'P0065V00' });
  assert.deepEqual(readScan('0160723029785P0065V00', 'national13').parts, { din: '0160723029785', productCode: 'P0065V00' });
  assert.deepEqual(readScan('=016072302978500=<P0065VzZ', 'national13').parts, { din: '0160723029785', productCode: 'P0065VzZ' });
  assert.deepEqual(readScan('=G12341765432170', 'national13'), { kind: 'otherScheme', din: 'G123417654321' });
});

test('readScan_StrictIsbtSite_TakesNoNationalNumberAndNoLooseCase', () => {
  assert.deepEqual(readScan('0160723029785', 'isbt128'), { kind: 'otherScheme', din: '0160723029785' });
  assert.equal(readScan('=<F0001V0A', 'isbt128').kind, 'unknown');
  assert.equal(readScan('P0065V00', 'isbt128').kind, 'unknown');
  assert.equal(readScan('=<A00aaV0A', 'isbt128').parts.productCode, 'A00aaV0A');
});

test('add_AntigensWithoutANumber_AreNobodys', () => {
  const collector = new Collector();
  collector.add({ antigens: '679999999999999900' }, 0);
  assert.deepEqual(collector.add({ din: 'G123417654321' }, 1000), { din: 'G123417654321' });
  assert.deepEqual(collector.add({ antigens: '679999999999999900' }, 2000), { din: 'G123417654321', antigens: '679999999999999900' });
  assert.deepEqual(collector.add({ din: 'G123417654312' }, 3000), { din: 'G123417654312' });
});

/** What the service's own reader says of a text. */
function asked(text, scheme) {
  const { stdout } = spawnSync('dotnet', [EDGE, 'id', text, '--scheme', scheme], { encoding: 'utf8' });
  const { valid, din, productCode } = JSON.parse(stdout);
  return { valid, din, productCode };
}

for (const [text, scheme] of [
  ['=G12341765432170', 'isbt128'], ['=G12341765432171', 'isbt128'], ['=016072302978500', 'isbt128'], ['=016072302978500', 'cn13'],
  ['=G12341765432170', 'cn13'], ['P0065V00', 'cn13'], ['P0065V00', 'isbt128'], ['G1234 17 654321 A', 'isbt128'], ['=ABC121765432100', 'isbt128'],
  ['=GABCD1765432100', 'isbt128'], ['=<F0001V0A', 'isbt128'], ['=+05000=G12341765432170=%5100=<E0304V00&>0263262359=,00A001', 'isbt128'],
]) {
  test(`readScan_${text}_${scheme}_IsReadAsTheServiceReadsIt`, () => {
    const service = asked(text, scheme);
    const page = readScan(text, scheme === 'cn13' ? 'national13' : 'isbt128');
    assert.equal(page.kind === 'bag', service.valid);
    if (service.valid) assert.deepEqual([page.parts.din ?? null, page.parts.productCode ?? null], [service.din, service.productCode]);
  });
}

test('readScan_ShelfLabel_IsAPlace', () => assert.deepEqual(readScan('fridge-2/shelf-3'), { kind: 'place', place: 'fridge-2/shelf-3' }));
