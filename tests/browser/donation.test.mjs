import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as canned from './support/canned.mjs';
import { scan } from './support/scanner.mjs';
import { said } from './support/page.mjs';
import { onCannedPages } from './support/stage.mjs';
import { source } from './support/source.mjs';

// One donation gives several bags under one number. Whatever is scanned must never speak for a sibling.
const { Collector } = await source('scan/collect.ts');
const stage = onCannedPages();

const open = async (hash, language) => {
  const page = await stage.browser.page(stage.service.origin, { language });
  await page.goto(stage.service.origin + hash);
  await page.waitForSelector('.head-live.is-live');
  return page;
};

test('noticePage_RedCellsScanned_LeaveThePlasmaOfTheirDonationMissing', async () => {
  const redCells = canned.units.find((unit) => unit.notice !== null && unit.where.state === 'neverHeard');
  const plasma = canned.sibling(redCells, 'plasmaFfp', { status: 'expected', notice: redCells.notice });
  stage.service.state.siblings = [plasma];
  const page = await open('/#/notices/N-2026-7', 'en');
  await said(page, '.transfers', /here: 1 bag.*missing: 2 bags/);

  await scan(page, `=${redCells.din}00`);
  await said(page, 'body', /still wanted: product code/);
  await said(page, '.transfers', /missing: 2 bags/);

  await page.waitForTimeout(800); // the keys of a scan bear times ahead of the clock
  await scan(page, `=<${redCells.productCode}&>0263542359`);
  await said(page, '.transfers', /here: 2 bags.*scanned.*missing: 1 bag.*Fresh frozen plasma/);

  await page.waitForTimeout(800);
  await scan(page, `=${redCells.din}00=<E3046V00`);
  await said(page, '.transfers', /missing: 1 bag.*extra: 1 bag.*E3046V00.*not on the notice/);

  await page.click('.thumb >> text=Receive 2 bags');
  await said(page, '.note-done', /2 bags received/);
  const { units, labels } = stage.service.state.receiptAsked;
  assert.ok(units.includes(redCells.key) && !units.includes(plasma.key));
  assert.deepEqual(labels, [{ unit: redCells.key, groupCode: null, expiresAt: '&>0263542359' }]);
  delete stage.service.state.siblings;
  await page.context().close();
});

test('issue_NumberOfABagInQuarantine_OffersBothAndSaysWhatStandsAgainstIt', async () => {
  const held = canned.units.find((unit) => unit.status === 'quarantined' && unit.component === 'redCells');
  stage.service.state.siblings = [canned.sibling(held, 'plasmaFfp')];
  const page = await open('/#/station/issue', 'zh');
  await page.waitForSelector('.station');

  await scan(page, `=${held.din}00`);
  await page.waitForSelector('.line-choices button');
  assert.deepEqual((await page.locator('.line-choices button').allInnerTexts()).map((text) => /✕.*隔离/s.test(text)), [true, false]);
  assert.equal(await page.locator('.thumb .primary').isDisabled(), true);

  await page.waitForTimeout(800);
  await scan(page, `=<${held.productCode}`);
  await said(page, '.line-refused .line-why', /隔离/);
  assert.equal(await page.locator('.line-choices').count(), 0);
  delete stage.service.state.siblings;
  await page.context().close();
});

test('add_TwoBagsOfOneDonation_LendEachOtherNothing', () => {
  const redCells = { din: 'G123417654321', productCode: 'E0304V00', expiry: '&>0263262359' };
  const inOne = new Collector();
  inOne.add(redCells, 0);
  assert.deepEqual(inOne.add({ din: redCells.din, productCode: 'E0701V00' }, 1000), { din: redCells.din, productCode: 'E0701V00' });

  const oneByOne = new Collector();
  oneByOne.add(redCells, 0);
  oneByOne.add({ din: redCells.din }, 1000);
  assert.deepEqual(oneByOne.add({ productCode: 'E0701V00' }, 2000), { din: redCells.din, productCode: 'E0701V00' });

  const nextBag = new Collector();
  nextBag.add({ din: redCells.din, groupCode: '5100' }, 0);
  assert.deepEqual(nextBag.add({ groupCode: '6200' }, 1000), { groupCode: '6200' });
});

test('audit_Filters_AreRefusedBesideTheirFieldOrAskedPageByPage', async () => {
  const page = await open('/#/audit', 'en');
  await page.waitForSelector('.audit-filters input');
  const field = (index) => page.locator('.audit-filters .field').nth(index);
  const show = () => page.click('.audit-filters .primary');
  delete stage.service.state.auditAsked;

  await field(0).locator('input').fill('G1234176');
  await field(2).locator('input').fill('yesterday');
  await show();
  assert.match(await field(0).innerText(), /no bag/);
  assert.match(await field(2).innerText(), /no time/);
  assert.equal(await field(3).locator('.field-error').count(), 0);
  assert.equal(stage.service.state.auditAsked, undefined);

  stage.service.state.auditMore = '77';
  await field(0).locator('input').fill(canned.units[0].key);
  await field(2).locator('input').fill('2026-11-22 14:00');
  await field(4).locator('input').fill('2026-11-22 15:12');
  await show();
  await said(page, '.audit', /Page 1, no\. [\d,]+ to [\d,]+, more pages follow/);
  await said(page, '.audit', /as known at 22-Nov-2026 15:12/); // the filters stand on the paper too
  assert.equal(stage.service.state.auditAsked.unit, canned.units[0].key);
  assert.equal(stage.service.state.auditAsked.asOf, '2026-11-22T07:12:00Z');
  stage.service.state.auditMore = null;
  await page.click('.audit .button:has-text("Next page")');
  await said(page, '.audit', /Page 2, .*the last page/);
  assert.equal(stage.service.state.auditAsked.cursor, '77');
  await page.click('.audit .button:has-text("Page before")');
  await said(page, '.audit', /Page 1, /);
  delete stage.service.state.auditMore;
  await page.context().close();
});
