import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { expiryCode, go, said } from './support/page.mjs';
import { scan } from './support/scanner.mjs';
import { signInFirst, startSite } from './support/site.mjs';

// What a careful person does when bags come: compares each with what its label says, measures the box, takes the recorder's number, looks at
// every bag, checks point by point; and the paper of it, on one sheet and on several.
const OWN_PASSWORD = 'a password of my own';
const SHOTS = process.env.SHOTS;
const din = (i) => `G123426${String(730100 + i)}`;

let browser, site, page;
before(async () => {
  [browser, site] = await Promise.all([startBrowser(), startSite({}, { account: '0142', name: '王敏', role: 'Supervisor' })]);
  page = await browser.page(site.origin, { language: 'en', touch: true });
  page.setDefaultTimeout(20_000);
  await signInFirst(page, site.origin, '0142', site.password, OWN_PASSWORD);
});
after(async () => {
  await site?.stop();
  await browser?.stop();
});

const to = (hash) => go(page, hash);
const saysThere = (selector, pattern) => said(page, selector, pattern);
const picture = async (name) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/receipt-${name}.png` }); };
const field = (label) => page.locator('.station-form, .transfers').locator('.field', { hasText: label }).locator('input').first();
const look = async (i, words) => page.tap(`.line-row:has-text("${din(i).slice(-6)}") >> role=radio[name="${words}"]`);
const unit = (i) => page.evaluate((key) => fetch(`/api/v1/units/${key}`).then((each) => each.json()), `${din(i)}E0304V00`);

test('receive_LabelsScanned_TheirWordsStandBesideTheBagBeforeAnythingIsRecorded', async () => {
  await to('#/station/receive');
  await page.waitForSelector('.station .empty');
  await scan(page, `=+04000=${din(1)}00=%9500=<E0304V00${expiryCode(20)}`);
  await saysThere('.line-row', /Suspended red cells.*2.U.*23:59/);
  assert.equal(await page.locator('.line-row .group-neg').count(), 1);
  await scan(page, `=+04000=${din(2)}00=%5100=<E9999V00${expiryCode(20)}`);
  await saysThere('.rows', /will be held: unknown product/);
  await scan(page, `=+04000=${din(3)}00=%5100=<E0304V00${expiryCode(-2)}`);
  await page.waitForSelector('.line-refused');
  assert.match(await page.innerText('.line-refused'), /expired/i);
  assert.match(await page.innerText('.thumb .primary'), /Receive 2 bags/);
  assert.equal((await page.evaluate(() => fetch('/api/v1/units').then((each) => each.json()))).items.length, 0);
  await picture('labels');
  for (const i of [3, 2]) await page.tap(`.line-row:has-text("${din(i).slice(-6)}") .line-remove`);
});

test('receive_OpenedBagInACoolBox_IsHeldAndTheOtherIsNot', async () => {
  await scan(page, `=+04000=${din(4)}00=%5100=<E0304V00${expiryCode(20)}`);
  await page.waitForFunction(() => document.querySelectorAll('.line-row .group').length === 2);
  await look(4, 'opened');
  await field('from').fill('City blood centre');
  await field('temperature in the box').fill('warm');
  await saysThere('.thumb', /temperature in the box.*still wanted/);
  await field('temperature in the box').fill('4,5');
  await field('temperature recorder').fill('L-7');
  await page.tap('role=radio[name="checked, straight to stock"]');
  await saysThere('.thumb', /receiving check \(5 points open\) is still wanted/);
  for (let i = 0; i < 5; i++) await page.tap(`.ticks .tick >> nth=${i}`);
  await picture('ticks');
  await page.tap('.thumb .primary');
  await saysThere('.note-done', /2 bags received/);
  assert.deepEqual([(await unit(1)).status, (await unit(4)).status, (await unit(4)).condition], ['available', 'quarantined', 'opened']);
  assert.equal(await field('from').inputValue(), '', 'what was said of this delivery is not said of the next');
});

test('slip_OfTheReceipt_SaysWhatWasFound', async () => {
  await page.tap('.note-done >> text=Print the slip');
  await saysThere('.slip', /Receipt slip.*City blood centre.*L-7.*4\.5.*receiving check complete.*O RhD negative.*intact · to stock.*2 bags in all Red cells: 2 bags, 4.U/);
  assert.match(await page.innerText('.slip'), /opened · held: receiving check/);
  assert.equal(await page.locator('.slip .signatures span').count(), 2);
  await picture('slip');
  await to(`#/unit/${din(4)}E0304V00`);
  await saysThere('.events', /received from City blood centre, 4\.5.*°C in the box, recorder L-7, looks opened, receiving check complete/);
});

test('receive_BoxTooWarm_HoldsEveryBagForIt', async () => {
  await to('#/station/receive');
  await scan(page, `=+04000=${din(5)}00=%5100=<E0304V00${expiryCode(20)}`);
  await page.waitForSelector('.line-row .group');
  await field('temperature in the box').fill('10.6');
  await page.tap('role=radio[name="checked, straight to stock"]');
  for (let i = 0; i < 5; i++) await page.tap(`.ticks .tick >> nth=${i}`);
  await page.tap('.thumb .primary');
  await saysThere('.note-done', /1 bag received/);
  assert.deepEqual([(await unit(5)).status, (await unit(5)).quarantine], ['quarantined', 'temperatureExposure']);
});

test('slip_OfManyBags_GoesOnOverSheetsWithoutACutRow', async () => {
  const bags = Array.from({ length: 70 }, (_, i) => ({ din: din(100 + i), productCode: 'E0304V00', groupCode: i % 2 ? '5100' : '9500', expiresAt: expiryCode(20) }));
  const seq = await page.evaluate(async (units) => {
    const { csrfToken } = await fetch('/api/v1/session').then((each) => each.json());
    const answer = await fetch('/api/v1/receipts', {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken, 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ units, source: 'centre' }),
    }).then((each) => each.json());
    return answer.results[0].seq;
  }, bags);
  await to(`#/slip/${seq}`);
  await page.waitForFunction(() => document.querySelectorAll('.slip tbody tr').length === 70);
  await page.tap('role=radio[name="both"]');
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(SHOTS ? { path: `${SHOTS}/receipt-slip.pdf` } : {}) });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(sheets >= 4 && sheets <= 9, `${sheets} sheets`);
  await page.emulateMedia({ media: 'print' });
  // a scrolling box is one piece on paper: it would be cut where the sheet ends, through a row
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.slip, .slip-bags')].map((each) => getComputedStyle(each).overflowY)), ['visible', 'visible']);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.slip tr')).breakInside), 'avoid');
  // a grid does not grow with the heads that come again: the signatures would be printed over the last rows
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('html, body, #app, .shell, .slip-page, .slip')].map((each) => getComputedStyle(each).display)), Array(6).fill('block'));
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(page.strayRequests, []);
  assert.deepEqual(page.complaints.filter((each) => !/40[13]/.test(each)), []);
});
