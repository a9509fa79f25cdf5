import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { before, test } from 'node:test';
import { faultsOf, foreignWords } from './support/inspect.mjs';
import { PAGES } from './support/pages.mjs';
import { onCannedPages } from './support/stage.mjs';

const SIZES = [[1280, 800], [1024, 640], [390, 844], [320, 640], [1920, 1080]];
const SHOTS = process.env.SHOTS; // a folder: every page, language and size is pictured there
// English is the longer of the two: on the narrow and the low screen it is enough by itself, unless all are asked for
const ALSO_CHINESE = SHOTS ? SIZES.map(([width]) => width) : [1280, 390];
const NAMES_OF_PEOPLE = /^(王敏|李娜|赵磊|陈静|孙涛|市中心血站|退血检查合格|前往处理|开门取放|急诊|产科|林医师)$/;

const stage = onCannedPages();
before(async () => {
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
});

async function look(page, name, language, width) {
  await page.waitForFunction(() => document.querySelector('.loading') === null && document.fonts.status === 'loaded');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.${language}.${width}.png` });
  const faults = await faultsOf(page, { language, minTarget: width <= 640 ? 48 : 64, minGap: width <= 640 ? 8 : 12 });
  const foreign = (await foreignWords(page, language)).filter((word) => !NAMES_OF_PEOPLE.test(word));
  return [...faults, ...foreign.map((word) => `word of the other language: ${word}`)].map((fault) => `${name}: ${fault}`);
}

for (const [width, height] of SIZES) {
  for (const language of ALSO_CHINESE.includes(width) ? ['zh', 'en'] : ['en']) {
    test(`everyPage_${width}x${height}_${language}_IsWhole`, async () => {
      for (const key of Object.keys(stage.service.state)) delete stage.service.state[key];
      const page = await stage.browser.page(stage.service.origin, { width, height, language });
      const faults = [];
      await page.goto(stage.service.origin);
      await page.waitForSelector('.head-live.is-live');
      for (const [name, hash] of Object.entries(PAGES)) {
        await page.evaluate((to) => { location.hash = to; }, hash);
        await page.waitForTimeout(150); // the answer is on this machine: what is not there by now is said by "Loading"
        faults.push(...await look(page, name, language, width));
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(page.strayRequests, [], 'requests that leave the machine');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
}

for (const [name, state] of Object.entries({ signin: { signedIn: false }, first: { signedIn: false, firstStart: true }, mustChange: { person: { mustChange: true } }, viewer: { person: { role: 'viewer', may: ['read'] } }, massive: { massive: true }, empty: { empty: true }, failing: { failing: true } })) {
  for (const [width, height] of [[1280, 800], [320, 640]]) {
    for (const language of ['zh', 'en']) {
      test(`${name}_${width}x${height}_${language}_IsWhole`, async () => {
        for (const key of Object.keys(stage.service.state)) delete stage.service.state[key];
        Object.assign(stage.service.state, state);
        const page = await stage.browser.page(stage.service.origin, { width, height, language });
        await page.goto(stage.service.origin);
        if (name === 'viewer') await page.evaluate(() => { location.hash = '#/alarms/11'; });
        await page.waitForSelector({ empty: '.empty', failing: '.note', viewer: '.acknowledge .locked', massive: '.massive-band' }[name] ?? '.sign');
        assert.deepEqual(await look(page, name, language, width), []);
        await page.context().close();
      });
    }
  }
}

test('firstPage_Size_IsUnder150kB', async () => {
  for (const key of Object.keys(stage.service.state)) delete stage.service.state[key];
  const page = await stage.browser.page(stage.service.origin);
  const bodies = [];
  page.on('response', (response) => response.url().includes('/api/') || bodies.push(response.body()));
  await page.goto(stage.service.origin);
  await page.waitForSelector('.board');
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  assert.ok(bytes > 10_000 && bytes < 150_000, `${bytes} bytes before compression`);
  await page.context().close();
});
