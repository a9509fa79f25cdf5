import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { go, said } from './support/page.mjs';
import { scan } from './support/scanner.mjs';
import { signInFirst, startSite } from './support/site.mjs';

// What goes with a bag rather than on it: codes of wards, orders and physicians; bags that another site takes or sends back; an emergency.
const OWN_PASSWORD = 'a password of my own';
const SHOTS = process.env.SHOTS;
const din = (i) => `G123426${String(740100 + i)}`;
const key = (i) => `${din(i)}E0304V00`;

let browser, site, page;
before(async () => {
  [browser, site] = await Promise.all([
    startBrowser(), startSite({ Units: { Wards: ['ICU', '12病区'] } }, { account: '0142', name: '王敏', role: 'Supervisor' }),
  ]);
  page = await browser.page(site.origin, { touch: true });
  page.setDefaultTimeout(20_000);
  await signInFirst(page, site.origin, '0142', site.password, OWN_PASSWORD);
  await page.evaluate(async (units) => {
    const { csrfToken } = await fetch('/api/v1/session').then((each) => each.json());
    await fetch('/api/v1/receipts', {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken, 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ units }),
    });
  }, Array.from({ length: 8 }, (_, i) => ({ din: din(i), productCode: 'E0304V00', groupCode: i === 7 ? '9500' : '5100', expiresAt: expiry(20), quarantine: false })));
});
after(async () => {
  await site?.stop();
  await browser?.stop();
});

function expiry(days) {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T23:59`;
}
const to = (hash) => go(page, hash);
const saysThere = (selector, pattern) => said(page, selector, pattern);
const picture = async (name) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/station-${name}.png` }); };
const field = (label) => page.locator('main .field', { hasText: label }).locator('input').first();
const has = async (label, value) => {
  for (const until = Date.now() + 20_000; (await field(label).inputValue()) !== value && Date.now() < until;) await page.waitForTimeout(100);
  assert.equal(await field(label).inputValue(), value);
};
const unit = (i) => page.evaluate((which) => fetch(`/api/v1/units/${which}`).then((each) => each.json()), key(i));

test('issue_WardAndOrderScannedByPrefix_FillTheirFields', async () => {
  await to('#/station/issue');
  await page.waitForSelector('.station .empty');
  await scan(page, 'ward:12');
  await scan(page, 'order:A-20261123-7');
  await has('病区', '12病区');
  await has('用血申请单', 'A-20261123-7');
  await scan(page, 'physician:LIN');
  await saysThere('.head-scan', /LIN在本页没有用处/);
});

test('scan_UnknownCodeInAnEmptyField_GoesIntoIt_WhatWasTypedStays', async () => {
  await field('用血申请单').fill('');
  await field('用血申请单').focus();
  await scan(page, 'SQ2026112200017');
  await has('用血申请单', 'SQ2026112200017');
  await scan(page, 'SQ2026112200099');
  await saysThere('.head-scan', /不认识的条码/);
  await has('用血申请单', 'SQ2026112200017');
  await scan(page, `=${din(0)}00`); // a bag is a bag wherever the cursor stands
  await page.waitForSelector('.line-row .expires');
  await has('用血申请单', 'SQ2026112200017');
  await picture('issue-scanned');
  await page.tap('.thumb .primary');
  await saysThere('.note-done', /已发血1袋/);
  await has('用血申请单', '');
});

test('transfer_OneBagSentBack_TheOthersConfirmed_TheSumsAgreeAllTheWhile', async () => {
  await to('#/station/transfer');
  await page.waitForSelector('.station .empty');
  await field('接收站点').fill('site-2');
  await page.tap('.picks >> text=/^T-\\d{8}-1$/');
  for (const i of [1, 2, 3]) await scan(page, `=${din(i)}00`);
  await page.waitForFunction(() => document.querySelectorAll('.line-row .expires').length === 3);
  await page.tap('.thumb .primary');
  await saysThere('.note-done', /已调拨3袋，在途/);
  await to('#/transfers');
  await saysThere('.transfers', /发出3 = 在途3 \+ 已接收0 \+ 退回0 \+ 去向不明0 ✓/);
  await page.tap(`.line-row:has-text("${din(2).slice(-6)}") >> text=退回`);
  assert.equal(await page.locator('text=退回1袋').isDisabled(), true, 'a reason is wanted');
  await page.tap('.picks >> text=温度暴露');
  await picture('transfer');
  await page.tap('button:has-text("退回1袋")');
  await saysThere('.transfers', /发出3 = 在途2 \+ 已接收0 \+ 退回1/);
  await page.tap('button:has-text("对方已接收2袋")');
  await saysThere('.transfers', /发出3 = 在途0 \+ 已接收2 \+ 退回1 \+ 去向不明0 ✓/);
  assert.deepEqual([(await unit(1)).status, (await unit(2)).status, (await unit(3)).status], ['transferredOut', 'quarantined', 'transferredOut']);
});

test('emergency_StandsApart_AndAsksForANamedPhysician', async () => {
  await to('#/station/issue');
  await page.waitForSelector('.station-urgent');
  assert.equal(await page.locator('.station-urgent .double-frame').count(), 2);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('.station-urgent .double-frame')].every((each) => getComputedStyle(each).borderTopStyle === 'double')), true);
  assert.equal(await page.locator('.station-head [role=radio]', { hasText: '紧急' }).count(), 0);
  await page.tap('.station-urgent >> text=紧急发血');
  await scan(page, 'ward:icu');
  await scan(page, `=${din(7)}00`);
  await page.waitForSelector('.line-row .expires');
  await saysThere('.thumb', /还缺下令医师/);
  await scan(page, 'physician:LIN');
  await picture('emergency');
  await page.tap('.thumb .primary');
  await saysThere('.note-done', /已紧急发血1袋，请补手续/);
  assert.equal((await unit(7)).emergency.physician, 'LIN');
  await page.tap('.note-done >> text=打印单据');
  await saysThere('.slip', /紧急发血单.*ICU.*LIN.*O型 RhD阴性.*下令医师签名.*交出人签名.*接收人签名/);
});

test('massiveTransfusion_Begun_StandsOverEveryPageUntilItEnds', async () => {
  await to('#/station/massive');
  await page.waitForSelector('.massive-panel .primary');
  await page.tap('.massive-panel .picks >> text=ICU');
  await saysThere('.massive-panel .thumb', /还缺下令医师/);
  await scan(page, 'physician:LIN');
  await picture('massive');
  await page.tap('.massive-panel .primary');
  await saysThere('.massive-band', /大量输血模式：ICU，医师LIN，已记录取出0袋/);
  for (const hash of ['#/stock', '#/find', '#/coldchain']) {
    await to(hash);
    await page.waitForSelector('.massive-band');
  }
  await to('#/station/massive');
  await page.tap('text=结束大量输血模式');
  await page.waitForFunction(() => !/大量输血模式：/.test(document.querySelector('.massive-band')?.innerText ?? ''));
  assert.deepEqual(page.strayRequests, []);
  assert.deepEqual(page.complaints.filter((each) => !/40[13]/.test(each)), []);
});
