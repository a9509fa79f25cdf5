import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as canned from './support/canned.mjs';
import { scan } from './support/scanner.mjs';
import { onCannedPages } from './support/stage.mjs';

const SHOTS = process.env.SHOTS;
const stage = onCannedPages();

const open = async (hash, language) => {
  const page = await stage.browser.page(stage.service.origin, { language });
  await page.goto(stage.service.origin + hash);
  await page.waitForSelector('.head-live.is-live');
  return page;
};
const picture = async (page, name) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` }); };

test('bagOnTheTray_IsListedAtOnceAndLeavesWithIt', async () => {
  const page = await open('/#/station/issue', 'zh');
  await page.waitForSelector('.tray');
  assert.equal(await page.locator('.line-row').count(), 0);
  const bag = canned.units.find((unit) => unit.status === 'available' && !unit.expired);

  stage.service.state.onTray = bag;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForSelector('.line-row .expires');
  assert.match(await page.locator('.tray').innerText(), /读写台上1袋/);
  assert.match(await page.locator('.tray').innerText(), /不在台上/);
  await picture(page, 'tray-zh');

  delete stage.service.state.onTray;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForFunction(() => document.querySelectorAll('.line-row').length === 0);
  await page.context().close();
});

test('noticePage_BagOnTheTray_IsHereAndAStrangerIsExtra', async () => {
  const page = await open('/#/notices/N-2026-7', 'en');
  const [expected, stranger] = [canned.units.find((unit) => unit.notice !== null && unit.where.state === 'neverHeard'), canned.units[1]];
  await page.waitForFunction(() => /missing: 1 bag/.test(document.querySelector('.transfers')?.innerText ?? ''));

  stage.service.state.onTray = expected;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForFunction(() => /here: 2 bags/.test(document.querySelector('.transfers')?.innerText ?? ''));
  assert.match(await page.locator('.transfers').innerText(), /on the tray/);
  assert.doesNotMatch(await page.locator('.transfers').innerText(), /missing: /);

  stage.service.state.onTray = stranger;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForFunction(() => /extra: 1 bag/.test(document.querySelector('.transfers')?.innerText ?? ''));
  assert.match(await page.locator('.transfers').innerText(), /available, not on the notice/);
  await picture(page, 'notice-tray-en');
  delete stage.service.state.onTray;
  await page.context().close();
});

test('labels_ScannedBagAndTheOnlyFreeTag_AreReadyForOneTouch', async () => {
  const page = await open('/#/labels', 'en');
  await page.waitForSelector('.labels .thumb');
  assert.equal(await page.locator('.labels .thumb .primary').isDisabled(), true);
  const bag = canned.units.find((unit) => unit.status === 'available');

  await scan(page, `=${bag.din}00`);
  await page.waitForFunction(() => document.querySelector('.labels .thumb .primary')?.disabled === false
    || document.querySelectorAll('.labels .choice button').length > 1);

  assert.match(await page.locator('.labels').innerText(), /was on bag/);
  await page.waitForFunction(() => /wears no tag yet|wears already: …/.test(document.querySelector('.labels')?.innerText ?? ''));
  await picture(page, 'labels-en');
  await page.context().close();
});

test('transfer_BagOfTheEmergencyReserve_SaysSoAndAsksForAReason', async () => {
  const bag = canned.units.find((unit) => unit.keptForEmergencies);
  const page = await open(`/#/station/transfer?unit=${bag.key}`, 'en');
  await page.waitForSelector('.line-row .expires');
  assert.match(await page.innerText('.line-row'), /only the emergency reserve of its group is left/);
  await page.click('.picks >> text=the receiver needs it to save a life');
  assert.equal(await page.locator('.field', { hasText: 'reason for taking the emergency reserve' }).locator('input').inputValue(), 'the receiver needs it to save a life');
  await page.context().close();
});

test('tray_BagWithTwoTags_CountsOnce', async () => {
  const page = await open('/#/station/issue', 'en');
  await page.waitForSelector('.tray');
  stage.service.state.onTray = canned.units.find((unit) => unit.status === 'available' && !unit.expired);
  stage.service.state.secondTag = true;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForFunction(() => /wears two tags and counts once/.test(document.querySelector('.tray')?.innerText ?? ''));
  assert.match(await page.innerText('.tray'), /On the tray: 1 bag\b/);
  assert.equal(await page.locator('.line-row').count(), 1);
  await picture(page, 'tray-two-en');
  delete stage.service.state.onTray;
  delete stage.service.state.secondTag;
  await page.context().close();
});

test('tray_ReaderDown_SaysThatBarCodesGoOnAndTheyDo', async () => {
  const page = await open('/#/station/issue', 'zh');
  await page.waitForSelector('.tray');
  stage.service.state.trayAway = true;
  stage.service.send('tray', { id: 'desk-1' });
  await page.waitForFunction(() => /读写台没有应答：请扫条码继续/.test(document.querySelector('.station-list')?.innerText ?? ''));
  await scan(page, `=${canned.units.find((unit) => unit.status === 'available' && !unit.expired).din}00`);
  await page.waitForSelector('.line-row');
  delete stage.service.state.trayAway;
  await page.context().close();
});
