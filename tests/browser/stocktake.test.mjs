import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { faultsOf, foreignWords } from './support/inspect.mjs';
import { scan } from './support/scanner.mjs';
import { startService } from './support/service.mjs';

// A whole count on the real service with simulated readers, as two members of the staff do it: the tests build on each other.
const WANG = { account: '0142', name: '王敏', password: 'correct horse battery' };
const LI = { account: '0077', name: '李娜', password: 'a password of my own' };
const BAGS = 60;
const STEP_MS = 60_000;
const SHOTS = process.env.SHOTS;

let browser, service, page, taken;
before(async () => {
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
  [browser, service] = await Promise.all([startBrowser(), startService('--seed', '5', '--bags', `${BAGS}`, '--busy', '0', '--speed', '3')]);
  page = await browser.page(service.origin);
  page.setDefaultTimeout(STEP_MS);
});
after(async () => {
  await service?.stop();
  await browser?.stop();
});

const show = (hash) => page.evaluate((to) => { location.hash = to; }, hash);
const api = (path) => page.evaluate((at) => fetch(`/api/v1/${at}`).then((answer) => answer.json()), path);
const primary = () => page.locator('.stocktake .primary').first();
const signIn = async ({ account, password }) => {
  await page.waitForSelector('.sign input');
  await page.locator('.sign input').nth(0).fill(account);
  await page.locator('.sign input').nth(1).fill(password);
  await page.locator('.sign .primary').click();
};

/** The page as it stands, wide and on a phone, in both languages: pictured when asked for, and looked at by the checks of every page. */
async function look(name) {
  const faults = [];
  for (const language of ['zh', 'en']) {
    if (await page.evaluate(() => document.documentElement.lang.slice(0, 2)) !== language) await page.locator('.head-language').click();
    await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language);
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(50); // the sheet of the other width
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.${language}.${width}.png` });
      const found = await faultsOf(page, { language, minTarget: width < 640 ? 48 : 64, minGap: width < 640 ? 8 : 12 });
      const foreign = (await foreignWords(page, language)).filter((word) => !/^(王敏|李娜|演示血库|已查找|未找到)$/.test(word));
      faults.push(...[...found, ...foreign].map((fault) => `${name} ${language} ${width}: ${fault}`));
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.head-language').click();
  assert.deepEqual(faults, []);
}

test('staff_FirstDay_TwoAccountsAndEveryBagInItsPlace', async () => {
  await page.goto(service.origin);
  await page.waitForSelector('.sign-first');
  const fields = page.locator('.sign-first input');
  for (const [at, value] of [service.code, WANG.account, WANG.name, WANG.password].entries()) await fields.nth(at).fill(value);
  await page.locator('.sign-first .primary').click();
  await page.waitForSelector('.head-live.is-live');
  await show('#/accounts');
  await page.click('.accounts >> text=添加人员');
  await page.locator('form.panel input').nth(0).fill(LI.account);
  await page.locator('form.panel input').nth(1).fill(LI.name);
  await page.locator('form.panel [role=radio]', { hasText: '主管' }).click();
  await page.locator('form.panel input').nth(2).fill('a start password');
  await page.locator('form.panel .primary').click();
  await page.waitForFunction(() => document.querySelectorAll('.user-row').length === 2);
  const other = await browser.page(service.origin); // the new person signs in once elsewhere and takes a password of her own
  await other.goto(service.origin);
  const type = async (...values) => {
    await other.waitForSelector('.sign input');
    for (const [at, value] of values.entries()) await other.locator('.sign input').nth(at).fill(value);
    await other.locator('.sign .primary').click();
  };
  await type(LI.account, 'a start password');
  await other.waitForSelector('.sign input[autocomplete=new-password]');
  await type('a start password', LI.password);
  await other.waitForSelector('.tabs');
  await other.context().close();
  await page.waitForFunction(async (bags) => {
    const { items } = await fetch('/api/v1/units?limit=100').then((answer) => answer.json());
    return items.filter((unit) => unit.where.since !== null).length === bags;
  }, BAGS, { polling: 500 });
});

/** Somebody takes a bag. One in twenty falls silent just as the door would have hidden it: then another one is taken. */
async function takeOne() {
  for (let take = 1; ; take++) {
    const out = service.said.length;
    service.type('take any');
    while ((taken = /take: (\S{13}) (\S{8}) is out and the door/.exec(service.said.slice(out).join('\n'))) === null) await page.waitForTimeout(100);
    const noticed = page.waitForFunction(
      async (key) => (await fetch(`/api/v1/units/${key}`).then((answer) => answer.json())).where.state === 'removed',
      taken[1] + taken[2], { polling: 500, timeout: take < 4 ? 25_000 : STEP_MS });
    if (await noticed.then(() => true, (late) => { if (take === 4) throw late; return false; })) return;
  }
}

test('start_AllFridges_SaysHowManyAreExpected', async () => {
  await takeOne();
  await page.locator('.tabs a', { hasText: '盘点' }).click();
  await page.locator('.count-order .choice .button').first().click();
  await page.waitForFunction((bags) => document.querySelector('.count-order .primary')?.textContent?.includes(`${bags}袋`), BAGS);
  await look('count-start');
});

test('counting_BagsAreHeard_ShowsThemAsTheyComeAndSurvivesAPauseAndAReload', async () => {
  await primary().click();
  await page.waitForSelector('.count-seen');
  await page.waitForFunction(() => Number(/已读到(\d+)/.exec(document.querySelector('.count-seen')?.textContent ?? '')?.[1]) >= 5);
  await page.locator('.thumb .button', { hasText: '暂停' }).click();
  await page.waitForFunction(() => document.querySelector('.page-head')?.textContent?.includes('已暂停'));
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.page-head')?.textContent?.includes('已暂停'));
  await look('count-paused');
  await primary().click();
  await page.waitForFunction(() => document.querySelector('.page-head')?.textContent?.includes('正在读取'));
});

test('counting_NothingNewComes_EndsByItselfAndNamesTheBagThatWasTaken', async () => {
  await page.waitForSelector('.count-sums');
  const count = await api('stocktakes/1');
  const missing = count.rows.filter((row) => row.classes.includes('missing'));
  assert.ok(missing.some((row) => row.subject === taken[1] + taken[2]), `${taken[0]} is not among ${missing.map((row) => row.subject)}`);
  assert.equal(count.matched + missing.length, BAGS);
  assert.match(await page.locator('.count-sums').innerText(), /已读全|已读不到新的血袋|到时结束/);
  assert.match(await page.locator('.count-sums').innerText(), /合计一致 ✓/);
  assert.match(await page.locator('.difference-row').first().innerText(), /确已不在/);
  await look('count-differences');
});

test('readAgain_Twice_GoesOnFromWhatWasHeard', async () => {
  for (let again = 1; again <= 2; again++) {
    const { rounds } = await api('stocktakes/1');
    await page.locator('.thumb .button', { hasText: '复读' }).click();
    await page.waitForSelector('.count-seen');
    await page.waitForSelector('.count-sums');
    assert.ok((await api('stocktakes/1')).rounds > rounds + 1, 'more than one look');
  }
});

test('decide_BarCodeFindsABagAndAPersonLosesTheOther', async () => {
  assert.ok(await primary().isDisabled(), 'nothing is signed while a difference is open');
  const rows = (await api('stocktakes/1')).rows.filter((row) => row.needsDecision);
  for (const row of rows) {
    if (row.classes.includes('missing') && row.subject !== taken[1] + taken[2]) { // shy tags, if there are any: somebody looks and scans
      await scan(page, `=${row.unit.din}00`);
      await page.waitForSelector('.note-done');
    }
  }
  const gone = page.locator('.difference-row', { hasText: taken[1].slice(-6) });
  await gone.locator('.button', { hasText: '处理' }).click();
  assert.ok(await gone.locator('.act', { hasText: '去向不明' }).isDisabled(), 'lost needs a note');
  await gone.locator('.picks .button').first().click();
  await gone.locator('.act', { hasText: '去向不明' }).click();
  await page.waitForFunction(() => document.querySelector('.difference-done')?.textContent?.includes('王敏'));
  for (const row of rows.filter((each) => !each.classes.includes('missing'))) await page.locator('.difference-row', { hasText: row.unit?.din.slice(-6) ?? row.tag }).locator('.act').first().click();
  await page.waitForFunction(() => document.querySelector('.stocktake .primary')?.disabled === false);
});

test('sign_TwoPeople_CloseTheCountAndAdjustTheLedger', async () => {
  await primary().click();
  await page.waitForFunction(() => document.querySelector('.stocktake .primary')?.textContent?.includes('盘点人签名'));
  await primary().click();
  await page.waitForSelector('.stocktake .sign-here');
  assert.notEqual((await api(`units/${taken[1]}${taken[2]}`)).status, 'lost', 'one signature changes nothing');
  await look('count-signing');
  await page.locator('.sign-here input').nth(0).fill(LI.account); // the second person signs at the same screen
  await page.locator('.sign-here input').nth(1).fill(LI.password);
  await page.locator('.sign-here .primary').click();
  await page.waitForFunction(() => document.querySelector('.page-head')?.textContent?.includes('已关闭'));
  assert.equal((await api(`units/${taken[1]}${taken[2]}`)).status, 'lost');
  const report = await api('stocktakes/1');
  assert.deepEqual([report.signedName, report.secondName, report.sumsAgree], [WANG.name, LI.name, true]);
  await look('count-report');
});

test('report_DownloadedAndPrinted_SaysTheSame', async () => {
  const files = {};
  for (const kind of ['CSV', 'JSON']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.thumb a', { hasText: kind }).click()]);
    files[kind] = await readFile(await download.path(), 'utf8');
  }
  assert.match(files.CSV, new RegExp(`1,${taken[1]}${taken[2]},,missing,.*,lost,李娜|1,${taken[1]}${taken[2]},,missing,.*,lost,王敏`));
  const report = JSON.parse(files.JSON);
  const subjects = new Set([...report.matches, ...report.rows.map((row) => row.subject)]);
  assert.equal(files.CSV.trim().split('\r\n').length, 1 + subjects.size, 'a line a bag or tag');
  assert.equal(report.rows.find((row) => row.subject === taken[1] + taken[2]).action, 'lost');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.print-head').isVisible());
  assert.equal(await page.locator('.tabs').isVisible(), false);
  assert.equal(await page.locator('.stocktake .button:visible').count(), 0, 'nothing to press on paper');
  assert.equal(await page.locator('.count-matches li:visible').count(), report.matches.length, 'every matched bag is named');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/count-print.png`, fullPage: true });
  await page.emulateMedia({ media: 'screen' });
});

test('everyRequest_OfTheCount_StayedOnTheMachine', () => {
  assert.deepEqual(page.strayRequests, []);
  assert.deepEqual(page.complaints, []);
});
