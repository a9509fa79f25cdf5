import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as canned from './support/canned.mjs';
import { said } from './support/page.mjs';
import { scan } from './support/scanner.mjs';
import { onCannedPages } from './support/stage.mjs';

const stage = onCannedPages();

const open = async (hash, selector) => {
  const page = await stage.browser.page(stage.service.origin, { language: 'en' });
  page.asked = [];
  page.on('request', (request) => request.url().includes('/api/v1/') && page.asked.push(request));
  await page.goto(`${stage.service.origin}/${hash}`);
  await page.waitForSelector('.head-live.is-live');
  await page.waitForSelector(selector);
  return page;
};
const asksFor = (page, part, method = 'GET') => page.asked.filter((request) => request.method() === method && request.url().includes(part));

test('set_ABagIsNoticedToHaveLeft_IsTickedAndStaysInItsPlaceOfTheWalk', async () => {
  const bag = canned.units.find((unit) => unit.where.state === 'here');
  stage.service.state.taken = undefined;
  const page = await open('#/set', '.set textarea');
  await page.locator('.set textarea').fill(bag.din);
  await page.locator('.set .primary').click();
  await page.waitForSelector('.set .unit-row');
  const order = () => page.locator('.set .unit-row .din').allInnerTexts();
  const before = await order();
  assert.match(await page.locator('.set').innerText(), /0 ticked/);

  stage.service.state.taken = bag.key;
  stage.service.send('unit', { key: bag.key });

  await said(page, '.set', /1 ticked/);
  const row = page.locator('.set .unit-row').nth(before.findIndex((din) => din.replace(/\s/g, '').startsWith(bag.din)));
  assert.match(await row.innerText(), /✓ Has left/);
  assert.deepEqual(await order(), before);
  stage.service.state.taken = undefined;
  await page.context().close();
});

test('picks_WalkAndTick_TakesTheSameBagsAlong', async () => {
  const page = await open('#/picks', '.pick-form');
  await page.locator('.pick-form [role=radio]', { hasText: 'Red cells' }).click();
  await page.locator('.pick-form .group').first().click();
  await page.locator('.picks-page button', { hasText: 'Walk and tick' }).click();

  await page.waitForSelector('.set .unit-row');
  const [locate] = asksFor(page, '/units/locate', 'POST');
  const available = canned.units.filter((unit) => unit.status === 'available').slice(0, 2).map((unit) => unit.key);
  assert.deepEqual(JSON.parse(locate.postData()).texts, available);
  await page.context().close();
});

test('nearer_ItsLabelAndAShelfScanned_RecordWhereItLies', async () => {
  const bag = canned.units[0];
  stage.service.state.placeAsked = undefined;
  const page = await open(`#/nearer/${bag.key}`, '.near-field');

  await scan(page, `=${bag.din}00`);
  await page.waitForSelector('.near-found');
  assert.match(await page.locator('.near-found .primary').innerText(), /Record: Blood fridge 2, shelf 3/); // the antenna that heard it best
  await page.locator('.near-found [role=radio]', { hasText: 'Blood fridge 1' }).click();
  await page.locator('.near-found .primary').click();

  await said(page, '.near-found', /Recorded: Blood fridge 1/);
  assert.deepEqual(stage.service.state.placeAsked, { unit: bag.key, place: 'fridge-1' });
  await page.context().close();
});

test('nearer_Louder_IsKeptAndChangesTheToneAlone', async () => {
  const page = await open(`#/nearer/${canned.units[0].key}`, '.near-field');
  await page.locator('button[aria-label=Louder]').click();
  await page.locator('button[aria-label=Louder]').click();
  await said(page, '.near-volume', /volume 5 of 5/);
  assert.ok(await page.locator('button[aria-label=Louder]').isDisabled());
  await page.reload();
  await said(page, '.near-volume', /volume 5 of 5/);
  await page.context().close();
});

test('nearer_HandHeldChosen_IsAskedFor', async () => {
  const page = await open(`#/nearer/${canned.units[0].key}`, '.near-field');
  await page.locator('[role=radio]', { hasText: 'hand-held 01' }).click();
  await page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/searches') && JSON.parse(request.postData()).reader === '01');
  await page.context().close();
});

test('nearer_TheAntennaHasTriedAgain_TheNumberFollows', async () => {
  const page = await open(`#/nearer/${canned.units[0].key}`, '.near-field');
  const before = asksFor(page, '/searches/1').length;

  stage.service.send('search', { number: 1 });

  for (const until = Date.now() + 10_000; asksFor(page, '/searches/1').length === before && Date.now() < until;) await page.waitForTimeout(100);
  assert.ok(asksFor(page, '/searches/1').length > before);
  await page.context().close();
});

test('commissioning_AnotherScreenGoesOn_ThisOneFollows', async () => {
  const page = await open('#/commissioning/6', '.walk-two');
  const before = asksFor(page, '/commissionings/6').length;

  stage.service.send('walk', { number: 6 });

  for (const until = Date.now() + 10_000; asksFor(page, '/commissionings/6').length === before && Date.now() < until;) await page.waitForTimeout(100);
  assert.ok(asksFor(page, '/commissionings/6').length > before);
  await page.context().close();
});

test('known_AMinuteEarlier_IsAskedFor', async () => {
  const page = await open('#/known?fridge=fridge-2&at=2026-11-21T19:12:00.000Z', '.doors-answer');
  await said(page, '.doors-answer', /Blood fridge 2 as it was known at 03:12:00/);
  await page.locator('button', { hasText: /^−1\smin/ }).click();
  await said(page, '.doors-answer', /03:11:00/);
  assert.match(asksFor(page, '/known').at(-1).url(), /at=2026-11-21T19%3A11/);
  await page.context().close();
});
