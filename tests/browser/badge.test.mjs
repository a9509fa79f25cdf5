import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { go, said } from './support/page.mjs';
import { scan } from './support/scanner.mjs';
import { signInFirst, startSite } from './support/site.mjs';

// One shared screen: a badge is given, its owner signs in with badge and PIN, and a second person signs where another is signed in.
const OWN_PASSWORD = 'a password of my own';
const BADGE = 'HB-0311-55201';
const PIN = '274951';
const SHOTS = process.env.SHOTS;

let browser, site, page, second;
before(async () => {
  [browser, site] = await Promise.all([
    startBrowser(),
    startSite({}, { account: '0142', name: '王敏', role: 'Administrator' }, { account: '0077', name: '李娜', role: 'Supervisor' }, { account: '0311', name: '陈静', role: 'Staff' }),
  ]);
  page = await browser.page(site.origin);
  second = await browser.page(site.origin, { language: 'en' });
  for (const each of [page, second]) each.setDefaultTimeout(20_000);
});
after(async () => {
  await site?.stop();
  await browser?.stop();
});

const picture = async (of, name) => { if (SHOTS) await of.screenshot({ path: `${SHOTS}/badge-${name}.png` }); };
const row = (of, account) => of.locator('.user-row', { hasText: account });

test('badge_Scanned_FillsItsFieldAndIsGiven', async () => {
  await signInFirst(page, site.origin, '0142', site.passwords[0], OWN_PASSWORD);
  await go(page, '#/accounts');
  await row(page, '0311').locator('text=胸卡').click();
  await page.waitForSelector('.scanned-badge');
  await scan(page, BADGE);
  await said(page, '.scanned-badge', /已读，末三位 201/);
  assert.ok(!(await page.innerText('.accounts')).includes(BADGE), 'the code itself is shown to nobody');
  await picture(page, 'given-zh');
  await page.click('text=登记此胸卡');
  await page.waitForFunction(() => /胸卡 ✓/.test([...document.querySelectorAll('.user-row')].find((each) => each.innerText.includes('0311'))?.innerText ?? ''));
});

test('signIn_BadgeAndPin_LetsItsOwnerIn', async () => {
  await signInFirst(second, site.origin, '0311', site.passwords[2], OWN_PASSWORD);
  await go(second, '#/password');
  const pin = second.locator('form.sign').nth(1);
  await pin.locator('input').nth(0).fill(OWN_PASSWORD);
  await pin.locator('input').nth(1).fill('123456');
  await pin.locator('text=Set the PIN').click();
  await said(second, '.note-problem, .note-bad', /first that are guessed/);
  await pin.locator('input').nth(1).fill(PIN);
  await pin.locator('text=Set the PIN').click();
  await said(second, '.note-done', /The PIN is set/);
  await go(second, '#/more');
  await second.click('text=Change person');
  await second.waitForSelector('.sign-fields');
  await scan(second, BADGE);
  await said(second, '.note-done', /Badge read/);
  await picture(second, 'signin-en');
  await second.locator('.sign input').nth(0).fill(PIN);
  await second.locator('.sign .primary').click();
  await second.waitForSelector('.tabs');
  const me = await second.evaluate(() => fetch('/api/v1/me').then((each) => each.json()));
  assert.deepEqual([me.account, me.proof], ['0311', 'badgeAndPin']);
});

test('signIn_WrongPin_SaysHowManyTriesAndKeepsNoSecret', async () => {
  const other = await browser.page(site.origin);
  await other.goto(site.origin);
  await other.waitForSelector('.sign-fields');
  await scan(other, BADGE);
  await said(other, '.note-done', /已读胸卡/);
  await other.locator('.sign input').nth(0).fill('111222');
  await other.locator('.sign .primary').click();
  await said(other, '.note-bad', /还可尝试4次/);
  assert.equal(await other.locator('.sign input').nth(0).inputValue(), '');
  await other.context().close();
});

test('role_AskedFor_ASecondPersonSignsAtTheSameScreen', async () => {
  const first = await browser.page(site.origin); // the supervisor chooses a password of their own once
  await signInFirst(first, site.origin, '0077', site.passwords[1], OWN_PASSWORD);
  await first.context().close();
  await go(page, '#/stock');
  await go(page, '#/accounts');
  await row(page, '0311').locator('text=更改角色').click();
  await row(page, '0311').locator('[role=radio]', { hasText: '技术员' }).click();
  await row(page, '0311').locator('.user-reset .primary').click();
  await said(page, '.accounts > .note, .accounts .note', /1项更改待复核/);
  await row(page, '0311').locator('text=其他人签名').click();
  await page.locator('.sign-here input').nth(0).fill('0142');
  await page.locator('.sign-here input').nth(1).fill(OWN_PASSWORD);
  await page.locator('.sign-here .primary').click();
  await said(page, '.owed', /须由另一人复核/);
  await picture(page, 'own-zh');
  await page.locator('.sign-here input').nth(0).fill('0077');
  await page.locator('.sign-here input').nth(1).fill(OWN_PASSWORD);
  await page.locator('.sign-here .primary').click();
  await page.waitForFunction(() => /技术员/.test([...document.querySelectorAll('.user-row')].find((each) => each.innerText.includes('0311'))?.innerText ?? '')
    && document.querySelector('.owed') === null);
  const me = await page.evaluate(() => fetch('/api/v1/me').then((each) => each.json()));
  assert.equal(me.account, '0142', 'whoever is signed in stays signed in');
  await go(page, '#/audit');
  await page.click('text=查看');
  await said(page, '.events', /角色改为技术员，由0142申请，本人复核/);
  await said(page, '.events', /0077在0142的屏幕上签名（复核0311的角色）/);
  await picture(page, 'audit-zh');
});
