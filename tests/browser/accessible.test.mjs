import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { PAGES } from './support/pages.mjs';
import { scan } from './support/scanner.mjs';
import { onCannedPages } from './support/stage.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const stage = onCannedPages();

for (const [width, height, language, theme] of [[1280, 800, 'zh', 'day'], [390, 844, 'en', 'night']]) {
  test(`everyPage_${width}_${language}_${theme}_HasNoFindingOfAA`, async () => {
    const page = await stage.browser.page(stage.service.origin, { width, height, language, theme });
    await page.goto(stage.service.origin);
    await page.waitForSelector('.head-live.is-live');
    const found = [];
    for (const [name, hash] of Object.entries(PAGES)) {
      await page.evaluate((to) => { location.hash = to; }, hash);
      await page.waitForTimeout(200);
      await page.waitForFunction(() => document.querySelector('.loading') === null);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
      for (const violation of violations) for (const node of violation.nodes) found.push(`${name}: ${violation.id}: ${node.html.slice(0, 120)} ${node.failureSummary?.split('\n')[1] ?? ''}`);
    }
    assert.deepEqual([...new Set(found)], []);
    await page.context().close();
  });
}

test('keyboard_EachTabStop_HasARingAndIsNotCovered', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'zh' });
  await page.goto(`${stage.service.origin}/#/alarms/11`);
  await page.waitForSelector('.acknowledge');
  const stops = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return null;
      const box = focused.getBoundingClientRect();
      const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return {
        text: focused.textContent?.trim().slice(0, 20), ring: parseFloat(getComputedStyle(focused).outlineWidth) >= 3,
        seen: focused.contains(above) || above?.contains(focused) === true,
      };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  assert.ok(stops.length > 15, `${stops.length} stops`);
  assert.deepEqual(stops.filter((stop) => !stop.ring || !stop.seen), []);
  await page.context().close();
});

test('keyboard_AltDigitSlashAndEscape_Move', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'zh' });
  await page.goto(stage.service.origin);
  await page.waitForSelector('.board');
  const at = () => page.evaluate(() => location.hash);
  await page.keyboard.press('Alt+Digit5');
  await page.waitForSelector('.cold');
  assert.equal(await at(), '#/coldchain');
  await page.keyboard.press('/');
  await page.waitForSelector('.find');
  assert.equal(await at(), '#/find');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.cold');
  await page.locator('.cold-row').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /2号储血冰箱/);
  await page.context().close();
});

test('scan_FocusInATextField_FindsTheBagAndLeavesTheFieldAlone', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'zh' });
  await page.goto(`${stage.service.origin}/#/station/issue`);
  await page.locator('.station-form input').first().fill('ICU');
  await page.locator('.station-form input').first().focus();
  await scan(page, '=G12342665432100');
  await page.waitForSelector('.line-row');
  assert.equal(await page.locator('.station-form input').first().inputValue(), 'ICU');
  assert.match(await page.locator('.line-row').first().innerText(), /654321/);
  await scan(page, '=G12342665432106');
  await page.waitForFunction(() => document.querySelector('.head-scan')?.textContent?.includes('试管'));
  assert.equal(await page.locator('.line-row').count(), 1, 'a tube puts nothing on the list');
  await page.context().close();
});

test('scan_OnTheBoard_OpensFind', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'zh' });
  await page.goto(stage.service.origin);
  await page.waitForSelector('.board');
  await scan(page, '=G12342665432100');
  await page.waitForSelector('.answer');
  assert.match(await page.locator('.answer-words').innerText(), /2号储血冰箱\s*第3层/);
  await page.context().close();
});

test('scan_FourCodesInAnyOrder_MakeOneBagToReceive', async () => {
  const page = await stage.browser.page(stage.service.origin, { language: 'en' });
  await page.goto(`${stage.service.origin}/#/station/receive`);
  await page.waitForSelector('.station-form');
  await scan(page, '=<E0304Vaa');
  await page.waitForFunction(() => document.querySelector('.head-scan')?.textContent?.includes('still wanted: DIN, blood group, expiry'));
  for (const code of ['&>0263262359', '=G12341765432170', '=%6200']) await scan(page, code);
  await page.waitForSelector('.line-row');
  assert.match(await page.locator('.line-row').innerText(), /G1234\s*17\s*654321\s*A\s*E0304Vaa/);
  await page.context().close();
});
