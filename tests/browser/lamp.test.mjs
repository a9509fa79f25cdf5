import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as canned from './support/canned.mjs';
import { onCannedPages } from './support/stage.mjs';

const stage = onCannedPages();

const open = async (din) => {
  const page = await stage.browser.page(stage.service.origin, { language: 'en' });
  await page.goto(`${stage.service.origin}/#/find?q=${din}`);
  await page.waitForSelector('.answer');
  return page;
};
const lamp = (page) => page.locator('.answer button.act');

test('find_ShelfWithALamp_IsLitByOneTouchAndPutOutByTheNext', async () => {
  const bag = canned.units.find((unit) => unit.status === 'available' && unit.where.place?.startsWith('fridge-1'));
  const page = await open(bag.din);
  await page.waitForFunction(() => document.querySelector('.answer button.act')?.innerText === 'Light shelf');

  await lamp(page).click();
  await page.waitForFunction(() => document.querySelector('.answer button.act')?.innerText === 'Put the lamp out');
  assert.deepEqual(stage.service.state.lightAsked, { place: 'fridge-1', on: true }); // one lamp for the whole fridge
  assert.equal(await lamp(page).getAttribute('aria-pressed'), 'true');

  await lamp(page).click();
  await page.waitForFunction(() => document.querySelector('.answer button.act')?.innerText === 'Light shelf');
  assert.deepEqual(stage.service.state.lightAsked, { place: 'fridge-1', on: false });
  await page.context().close();
});

test('find_ShelfWithoutALamp_HasNoSuchButton', async () => {
  const bag = canned.units.find((unit) => unit.where.place !== null && !canned.lights.some(({ place }) => unit.where.place.startsWith(place)));
  const page = await open(bag.din);

  await page.waitForSelector('.answer a.button');
  await page.waitForTimeout(1000); // longer than the list of lamps takes
  assert.equal(await lamp(page).count(), 0);
  await page.context().close();
});
