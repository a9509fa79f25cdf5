import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as canned from './support/canned.mjs';
import { said } from './support/page.mjs';
import { onCannedPages } from './support/stage.mjs';

const stage = onCannedPages();

const open = async (hash) => {
  const page = await stage.browser.page(stage.service.origin, { language: 'en' });
  page.asked = [];
  page.on('request', (request) => request.url().includes('/openings') && page.asked.push(new URL(request.url())));
  await page.goto(`${stage.service.origin}/${hash}`);
  await page.waitForSelector('.door');
  return page;
};

test('openings_ABagNobodyAccountsFor_IsTheAnswerOfThePage', async () => {
  const page = await open('#/openings');

  await said(page, '.doors-answer', /1 bag left and nobody has said why/);
  const door = page.locator('.door', { hasText: 'nobody was at a screen' });
  assert.match(await door.innerText(), /unaccounted removal/);
  assert.deepEqual(await door.locator('a[href*="unit/"]').evaluateAll((links) => links.map((link) => link.hash)), canned.openings[3].left.map(({ bag }) => `#/unit/${bag.key}`));
  await door.locator('a.button').click();
  assert.equal(await page.evaluate(() => location.hash), '#/alarms/11');
  await page.context().close();
});

test('openings_CabinetAndTimeChosen_AreAskedForAndGoIntoTheCsv', async () => {
  const page = await open('#/openings?fridge=fridge-2');

  assert.equal(page.asked.at(-1).searchParams.get('cabinet'), 'fridge-2');
  await page.locator('.doors-filters button', { hasText: 'from and to' }).click();
  await page.locator('.doors-filters input').nth(0).fill('2026-11-20 08:00');
  await page.waitForFunction(() => document.querySelector('a[download]').href.includes('from=2026-11-20T00'));
  assert.match(await page.locator('a[download]').getAttribute('href'), /^\/api\/v1\/openings\.csv\?cabinet=fridge-2&from=2026-11-20T00%3A00%3A00Z$/);
  await page.locator('.doors-filters input').nth(1).fill('tomorrow');
  await said(page, '.doors-filters', /This is no time/);
  await page.context().close();
});

test('openings_ADoorIsOpenedElsewhere_ThePageAsksAgain', async () => {
  const page = await open('#/openings');
  await page.waitForSelector('.head-live.is-live');
  const before = page.asked.length;

  stage.service.send('fridge', { ids: ['fridge-1'] });

  for (const until = Date.now() + 10_000; page.asked.length === before && Date.now() < until;) await page.waitForTimeout(100);
  assert.ok(page.asked.length > before);
  await page.context().close();
});
