import { test } from 'node:test';
import { onCannedPages } from './support/stage.mjs';

const stage = onCannedPages();

// What a page asks for is asked after it was drawn. An event in between drops what no page seems to use.
test('show_EventBetweenDrawingAndAsking_StillGetsItsData', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'en' });
  await page.addInitScript(() => {
    globalThis.heard = [];
    const Worker = globalThis.SharedWorker;
    globalThis.SharedWorker = class extends Worker {
      constructor(...how) {
        super(...how);
        this.port.addEventListener('message', ({ data }) => globalThis.heard.push(data.event));
      }
    };
  });
  await page.clock.install();
  const show = (hash) => page.evaluate((to) => { location.hash = to; }, hash);
  const heard = (count) => page.waitForFunction((times) => globalThis.heard.filter((event) => event === 'stocktake').length === times, count, { polling: 100 });
  await page.goto(`${stage.service.origin}/#/stocktake`); // its code is loaded once
  await page.waitForSelector('.count-order');
  await page.waitForSelector('.head-live.is-live');
  await show('#/');
  await page.waitForSelector('.board');
  stage.service.send('stocktake', {});
  await heard(1);
  await page.clock.pauseAt(new Date(await page.evaluate(() => Date.now()) + 1000)); // no frame, no timer: drawn, but nothing asked yet

  await show('#/stocktake');
  await page.waitForSelector('.stocktake .loading', { state: 'attached' });
  stage.service.send('stocktake', {});
  await heard(2);
  await page.clock.resume();

  await page.waitForSelector('.count-order');
  await page.context().close();
});
