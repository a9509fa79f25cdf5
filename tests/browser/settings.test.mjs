import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { go, said } from './support/page.mjs';
import { signInFirst, startSite } from './support/site.mjs';

// A stock level that one person changes, a limit that waits for another person, and what another was quicker with.
const OWN_PASSWORD = 'a password of my own';
const SHOTS = process.env.SHOTS;

let browser, site, first, second;
before(async () => {
  [browser, site] = await Promise.all([
    startBrowser(),
    startSite({}, { account: '0077', name: '李娜', role: 'Supervisor' }, { account: '0001', name: '赵磊', role: 'Administrator' }),
  ]);
  first = await browser.page(site.origin);
  second = await browser.page(site.origin, { language: 'en' });
  for (const each of [first, second]) each.setDefaultTimeout(20_000);
});
after(async () => {
  await site?.stop();
  await browser?.stop();
});

const picture = async (of, name) => { if (SHOTS) await of.screenshot({ path: `${SHOTS}/settings-${name}.png` }); };

async function save(page, reason) {
  await page.locator('.save-bar input').fill(reason);
  await page.locator('.save-bar .primary').click();
}

test('signIn_TwoPeople_EachAtAScreen', async () => {
  await signInFirst(first, site.origin, '0077', site.passwords[0], OWN_PASSWORD);
  await signInFirst(second, site.origin, '0001', site.passwords[1], OWN_PASSWORD);
});

test('levels_ChangedByOnePerson_HoldAtOnce', async () => {
  await go(first, '#/settings/levels');
  const negativeO = first.locator('.level-row').nth(7); // the head, A+ B+ O+ AB+ A- B- O-
  await negativeO.locator('input').nth(0).fill('2');
  await negativeO.locator('input').nth(1).fill('1');
  await said(first, '.save-bar', /保存2项更改/);
  await save(first, '新的警戒');
  await said(first, '.level-fault', /依次不减/); // what was typed stays, with what is wrong beside it
  await negativeO.locator('input').nth(1).fill('4');
  await save(first, '新的警戒');
  await said(first, '.note-done', /设置版本1/);
  await said(first, '.foot', /设置版本1.*李娜/);
  await picture(first, 'levels');
});

test('limits_ChangedByOnePerson_WaitAndHoldWhenAnotherAccepts', async () => {
  await go(first, '#/settings/limits');
  const high = first.locator('.card:has(code:text-is("red-cells")) input').nth(1);
  await high.fill('600');
  await save(first, '试');
  await said(first, '.card:has(code) .field-error', /允许-100～60/);
  await high.fill('7');
  await save(first, '新规定');
  await said(first, '.waiting-changes', /1项更改待复核/);
  await first.locator('.waiting-changes summary').click();
  await said(first, '.waiting-change', /红细胞与全血 上限.*6 → 7.*须由另一人复核/);
  await picture(first, 'limits-waiting');

  await go(second, '#/settings/limits');
  await second.locator('.waiting-changes summary').click();
  await said(second, '.waiting-change', /asked by 李娜.*新规定.*Red cells and whole blood, upper limit.*6 → 7/);
  await picture(second, 'limits-accept');
  await second.locator('.waiting-change .primary').click();
  await said(second, '.foot', /settings version 2.*赵磊/);
  assert.equal(await second.locator('.card:has(code:text-is("red-cells")) input').nth(1).inputValue(), '7');
});

test('names_ChangedByTwoAtOnce_TheLaterSeesBoth', async () => {
  await go(first, '#/settings/site');
  await go(second, '#/settings/site');
  // by its name: the tab that was shown before has fields too
  await first.locator('.setting-field', { hasText: '英文名称' }).locator('input').fill('North bank');
  await second.locator('.setting-field', { hasText: 'name in English' }).locator('input').fill('South bank');
  await save(second, 'a new name');
  await said(second, '.note-done', /settings version 3/);
  await save(first, '新名称');
  await said(first, '.setting-field .field-error', /他人已改为South bank，您填的是North bank/);
  await picture(first, 'both');
  await save(first, '新名称');
  await said(first, '.note-done', /设置版本4/);
});

test('audit_Says_WhoChangedWhat', async () => {
  await go(second, '#/audit');
  await second.locator('.audit-filters .primary').click();
  await said(second, '.audit', /settings changed, version 3: name in English Test bank → South bank/);
  await said(second, '.audit', /change 1 in force, version 2: red-cells, upper limit \(°C\) 6 → 7/);
});
