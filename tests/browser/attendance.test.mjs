import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onCannedPages } from './support/stage.mjs';

const stage = onCannedPages();

const HALF_A_MINUTE_AND_MORE = 31_000, A_MINUTE_AND_MORE = 61_000;
const isFor = (path) => (request) => new URL(request.url()).pathname === `/api/v1/${path}`;

test('refresh_NobodyAtTheScreen_IsSaidToBeThePagesOwn', async () => {
  const page = await stage.browser.page(stage.service.origin);
  await page.clock.install();
  await page.goto(stage.service.origin);
  await page.waitForSelector('.board');
  await page.waitForSelector('.head-live.is-live');
  const refresh = async () => {
    const asked = page.waitForRequest(isFor('stock'));
    stage.service.send('stock', {});
    await page.clock.runFor(1000);
    return (await (await asked).allHeaders())['x-background'];
  };

  await page.keyboard.press('Tab');
  assert.equal(await refresh(), undefined, 'a person has just pressed a key');
  await page.clock.runFor(HALF_A_MINUTE_AND_MORE);
  assert.equal(await refresh(), '1', 'nobody has touched the screen for half a minute');
  await page.keyboard.press('Tab');
  assert.equal(await refresh(), undefined, 'somebody is back');
  await page.context().close();
});

test('touch_OnAPageThatAsksForNothing_KeepsTheSession', async () => {
  const page = await stage.browser.page(stage.service.origin);
  await page.clock.install();
  await page.goto(stage.service.origin);
  await page.waitForSelector('.board');
  await page.clock.runFor(A_MINUTE_AND_MORE);

  const asked = page.waitForRequest(isFor('me'));
  await page.keyboard.press('Tab');

  assert.equal((await (await asked).allHeaders())['x-background'], undefined);
  await page.context().close();
});
