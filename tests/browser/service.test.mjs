import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { scan } from './support/scanner.mjs';
import { startService } from './support/service.mjs';

// The pages on the real service, whole tasks one after another: the tests build on each other, as a first day does.
const ACCOUNT = { account: '0142', name: '王敏', password: 'correct horse battery' };
const STEP_MS = 30_000;

let browser, service, page;
before(async () => {
  [browser, service] = await Promise.all([startBrowser(), startService('--seed', '7', '--bags', '120')]);
  page = await browser.page(service.origin);
  page.setDefaultTimeout(STEP_MS);
});
after(async () => {
  await service?.stop();
  await browser?.stop();
});

const show = async (hash) => { await page.evaluate((to) => { location.hash = to; }, hash); };
const total = async () => Number((await page.locator('.board tbody tr').first().locator('.total').innerText()).replace(/,/g, ''));

test('signIn_OneTimeCode_MakesTheAdministrator', async () => {
  await page.goto(service.origin);
  await page.waitForSelector('.sign-first');
  await scan(page, '=G12341765432170');
  await page.waitForFunction(() => document.querySelector('.head-scan')?.textContent?.includes('请先登录'));
  const fields = page.locator('.sign-first input');
  await fields.nth(0).fill(service.code);
  await fields.nth(1).fill(ACCOUNT.account);
  await fields.nth(2).fill(ACCOUNT.name);
  await fields.nth(3).fill(ACCOUNT.password);
  await page.locator('.sign-first .primary').click();
  await page.waitForSelector('.tabs');
  assert.match(await page.locator('.head-person').innerText(), /王敏/);
});

test('board_BagsReceived_ShowsTheirNumberAndKeepsCounting', async () => {
  await page.waitForSelector('.head-live.is-live');
  // Bags are still being received: the page is right when it catches up, not when it is lucky.
  await page.waitForFunction(async () => {
    const answer = await fetch('/api/v1/stock').then((each) => each.json());
    const shown = Number(document.querySelector('.board tbody tr .total')?.textContent?.replace(/,/g, ''));
    return answer.rows[0].bags >= 110 && Math.abs(shown - answer.rows[0].bags) <= 3;
  });
  assert.ok(await total() >= 107);
  assert.match(await page.locator('.page-head .age').innerText(), /秒前/);
});

test('cell_Pressed_ListsItsBagsFirstToExpire', async () => {
  await page.locator('.board .cell').first().click();
  await page.waitForSelector('.unit-row');
  const expiries = await page.locator('.expires-at').allInnerTexts();
  assert.deepEqual(expiries, [...expiries].sort());
  assert.ok((await page.locator('.unit-row .group').allInnerTexts()).every((group) => group.replace(/\s/g, '') === 'ARhD+'));
});

test('find_LastDigitsTyped_SaysPlaceChanceAndAge', async () => {
  const unit = await page.evaluate(async () => {
    const { items } = await fetch('/api/v1/units?limit=100').then((each) => each.json());
    return items.find((each) => each.where.state === 'here') ?? items.find((each) => each.where.place !== null);
  });
  await show('#/find');
  await page.locator('#find-field').fill(unit.din.slice(-6));
  await page.waitForSelector('.answer');
  assert.match(await page.locator('.answer-words').innerText(), /号冰箱/);
  assert.match(await page.locator('.answer-sure').innerText(), /%.*前/s);
  await show('#/stock');
  await page.waitForSelector('.board');
  await scan(page, `=${unit.din}00`);
  await page.waitForSelector('.answer');
  assert.ok((await page.locator('.answer .din').first().innerText()).replace(/\s/g, '').startsWith(unit.din));
});

test('language_Switched_StaysOnThePage', async () => {
  const before = await page.evaluate(() => location.hash);
  await page.locator('.head-language').click();
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  assert.match(await page.locator('.answer-words').innerText(), /Fridge \d/);
  assert.match(await page.locator('.tabs').innerText(), /Cold chain/);
  assert.equal(await page.evaluate(() => location.hash), before);
  await page.locator('.head-language').click();
  await page.waitForFunction(() => document.documentElement.lang === 'zh-CN');
});

test('fridge_ItsShelvesAndTemperature_ComeFromTheDevices', async () => {
  await show('#/coldchain');
  await page.locator('.cold-row').first().click();
  await page.waitForFunction(() => /\d\.\d.°C/.test(document.querySelector('.probe-value')?.textContent ?? ''));
  await page.waitForSelector('.plot canvas');
  const drawn = await page.locator('.plot canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
  });
  assert.ok(drawn, 'the canvas is not empty');
  await page.locator('.page-head .choice .button').first().click();
  await page.waitForSelector('.shelf-row');
  const bags = (await page.locator('.shelf-count b').allInnerTexts()).map(Number);
  assert.ok(bags.length >= 4 && bags.reduce((sum, each) => sum + each, 0) > 0, `bags on shelves: ${bags}`);
});

test('issue_OneBag_LeavesTheBoard', async () => {
  await show('#/stock');
  await page.waitForSelector('.board');
  const issued = async () => {
    const unit = await page.evaluate(async () => {
      const { items } = await fetch('/api/v1/units?status=available&limit=50').then((each) => each.json());
      const kind = (each) => [each.productCode, each.abo, each.rhD].join();
      return items.filter((each, i) => items.findIndex((other) => kind(other) === kind(each)) === i).at(-1); // the first to expire of its kind
    });
    await show('#/stock'); // a station anew, without what was refused before
    await page.waitForSelector('.board');
    await show('#/station/issue');
    await page.locator('.station-form input').first().fill('ICU');
    await scan(page, `=${unit.din}00`);
    await page.waitForSelector('.line-row .expires');
    await page.locator('.thumb .primary').click();
    await page.waitForSelector('.note-done');
    return /1袋/.test(await page.locator('.note-done').innerText()) ? unit : null;
  };
  const unit = (await issued()) ?? (await issued()) ?? (await issued()); // the simulated staff may have taken the same bag a moment before
  const after = await page.evaluate((key) => fetch(`/api/v1/units/${key}`).then((each) => each.json()), unit.key);
  assert.equal(after.status, 'issued');
  await show(`#/unit/${unit.key}`);
  await page.waitForFunction(() => document.querySelector('.events')?.textContent?.includes('发血至ICU'));
  assert.match(await page.locator('.events').innerText(), /王敏/);
});

test('alarm_ReaderSilent_IsAcknowledgedByNameWithAReason', async () => {
  service.type('silence reader-1 10m');
  await page.waitForSelector('.line .shape', { timeout: 120_000 });
  await show('#/alarms');
  await page.locator('.alarm-row').first().click();
  await page.locator('.acknowledge [role=radio]').first().click();
  await page.locator('.acknowledge .primary').click();
  await page.waitForFunction(() => /王敏 确认/.test(document.querySelector('.alarm-row')?.textContent ?? ''));
  const { items } = await page.evaluate(() => fetch('/api/v1/alarms').then((each) => each.json()));
  assert.equal(items[0].kind, 'readerLost');
  assert.equal(items[0].state, 'acknowledged');
  assert.equal(items[0].acknowledgeReason, '前往处理');
});

test('person_Added_ChoosesAPasswordBeforeAnythingElse', async () => {
  await show('#/accounts');
  await page.click('.accounts >> text=添加人员');
  const fields = page.locator('form.panel input');
  await fields.nth(0).fill('0311');
  await fields.nth(1).fill('陈静');
  await page.locator('form.panel [role=radio]').first().click(); // viewer
  await fields.nth(2).fill('a start password');
  await page.locator('form.panel .primary').click();
  await page.waitForFunction(() => document.querySelectorAll('.user-row').length === 2);

  const other = await browser.page(service.origin, { language: 'en' });
  await other.goto(service.origin);
  await other.waitForSelector('.sign input');
  await other.locator('.sign input').nth(0).fill('0311');
  await other.locator('.sign input').nth(1).fill('not this password');
  await other.locator('.sign .primary').click();
  await other.waitForFunction(() => /Number or password wrong, \d+ tr(y|ies) left/.test(document.querySelector('.note-bad')?.textContent ?? ''));
  await other.locator('.sign input').nth(1).fill('a start password');
  await other.locator('.sign .primary').click();
  await other.waitForFunction(() => /choose your own before anything else/.test(document.querySelector('.sign')?.textContent ?? ''));
  await other.locator('.sign input').nth(0).fill('a start password');
  await other.locator('.sign input').nth(1).fill('a password of my own');
  await other.locator('.sign .primary').click();
  await other.waitForSelector('.tabs');
  await other.evaluate(() => { location.hash = '#/station/issue'; });
  await other.waitForSelector('.thumb .locked[disabled]');
  assert.match(await other.locator('.thumb .locked').innerText(), /Needs staff/);
  await other.context().close();
});

test('everyRequest_OfTheseTasks_StayedOnTheMachine', () => {
  assert.deepEqual(page.strayRequests, []);
  assert.deepEqual(page.complaints, []);
});

test('service_Stopped_ThePageSaysSoWithinFiveSeconds', async () => {
  await show('#/stock');
  await page.waitForSelector('.board');
  await service.kill();
  const killed = Date.now();
  await page.waitForSelector('.lost-band');
  const took = Date.now() - killed;
  assert.ok(took < 5500, `${took} ms`);
  assert.match(await page.locator('.lost-band').innerText(), /已断开（\d\d:\d\d:\d\d），本页可能漏报/);
  assert.ok(await total() > 0, 'what was last known stays');
  assert.match(await page.locator('.board .cell').first().evaluate((cell) => getComputedStyle(cell).backgroundImage), /gradient/);
  await show('#/station/issue');
  await page.waitForSelector('.thumb .primary[disabled]');
  assert.doesNotMatch(await page.locator('.line').innerText(), /无报警/);
});

test('service_StartedAgain_ThePageComesBackByItself', async () => {
  service = await service.again();
  await page.waitForSelector('.lost-band', { state: 'detached' });
  if (await page.locator('.sign').count() > 0) { // sessions may end with the process; the page asks again and stays where it was
    await page.locator('.sign input').nth(0).fill(ACCOUNT.account);
    await page.locator('.sign input').nth(1).fill(ACCOUNT.password);
    await page.locator('.sign .primary').click();
  }
  await page.waitForSelector('.station');
  await page.waitForSelector('.head-live.is-live');
  await show('#/stock');
  await page.waitForFunction(() => Number(document.querySelector('.board .total')?.textContent?.replace(/,/g, '')) >= 100);
  assert.equal(await page.locator('.not-live').count(), 0);
});
