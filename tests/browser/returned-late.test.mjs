import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startBrowser } from './support/browser.mjs';
import { expiryCode } from './support/page.mjs';
import { scan } from './support/scanner.mjs';
import { startSite } from './support/site.mjs';

// A new person's first task, whole in either language: receive ten bags, issue one, take it back too late, see why it is held. A finger and
// a scanner, no keys but those of the sign-in. A bag may be away for one minute here, so that the test need not wait for thirty.
const OWN_PASSWORD = 'a password of my own';
const SHOTS = process.env.SHOTS;
const dins = Array.from({ length: 10 }, (_, i) => `G123426${String(700100 + i * 7)}`);

const WORDS = {
  zh: {
    change: '更改密码', station: '出入库', stock: '库存', receive: '入库', toStock: '核对完成，直接可用', issue: '发血', return: '退血',
    label: /悬浮红细胞.*2.U.*RhD.*23:59/s, open: /还缺入库核对（5项未确认）/, pad: '屏幕数字键', receiveTen: /入库10袋/, received: /已入库10袋/, issued: /已发血1袋/, out: /离库1分，限1分/, over: /超出1分/,
    proposal: /建议：.*隔离，离库超时，不得放行/s, returned: /已退血1袋，进入隔离/, tile: /隔离\s*1/, held: /隔离\s*温度暴露/,
    minutes: /离库\d分，限1分/, why: /不能放行，请报废/, event: /退血，离库\d分，超过1分，因温度暴露隔离/,
    release: '放行', discard: '报废', cause: '离库超时', discarded: /已报废1袋/,
  },
  en: {
    change: 'Change password', station: 'Station', stock: 'Stock', receive: 'Receive', toStock: 'checked, straight to stock', issue: 'Issue', return: 'Return',
    label: /red cells.*2.U.*RhD.*23:59/is, open: /receiving check \(5 points open\) is still wanted/, pad: 'keys on the screen', receiveTen: /Receive 10 bags/, received: /10 bags received/, issued: /1 bag issued/, out: /out of storage 1 of 1 min/, over: /1 min over/,
    proposal: /Proposal:.*quarantine, out for too long: it cannot be released/s, returned: /1 bag returned, now in quarantine/, tile: /quarantine\s*1/,
    held: /quarantine\s*temperature exposure/, minutes: /out of storage \d of 1 min/, why: /cannot be released/,
    event: /returned, \d min out of storage where 1 are allowed: quarantine for temperature exposure/,
    release: 'Release', discard: 'Discard', cause: 'out of storage for too long', discarded: /1 bag discarded/,
  },
};

for (const [language, say] of Object.entries(WORDS)) describe(`returnedLate_${language}`, () => task(language, say));

function task(language, say) {
  let browser, site, page;
  before(async () => {
    [browser, site] = await Promise.all([
      startBrowser(),
      startSite({ Units: { MinutesOutAtMost: 1, Wards: ['ICU', 'W12'] } }, { account: '0142', name: '王敏', role: 'Supervisor' }),
    ]);
    page = await browser.page(site.origin, { touch: true, language });
    page.setDefaultTimeout(20_000);
  });
  after(async () => {
    await site?.stop();
    await browser?.stop();
  });

  const tab = async (name) => { await page.tap(`.tabs >> text=${name}`); };
  const words = (selector) => page.locator(selector).innerText();
  const picture = async (name) => { if (SHOTS) await page.screenshot({ path: `${SHOTS}/late-${name}-${language}.png` }); };
  const saysDone = async (pattern) => {
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('.note-done')?.innerText ?? ''), pattern.source);
  };

  test('signIn_StartPassword_IsChangedFirst', async () => {
    await page.goto(site.origin);
    await page.waitForSelector('.sign input');
    await page.locator('.sign input').nth(0).fill('0142');
    await page.locator('.sign input').nth(1).fill(site.password);
    await page.tap('.sign .primary');
    await page.waitForSelector(`.sign .primary >> text=${say.change}`);
    await page.locator('.sign input').nth(0).fill(site.password);
    await page.locator('.sign input').nth(1).fill(OWN_PASSWORD);
    await page.tap('.sign .primary');
    await page.waitForSelector('.tabs');
  });

  test('receive_TenBagsScanned_OneTouchTakesAllIn', async () => {
    await tab(say.station);
    await page.tap(`role=radio[name="${say.receive}"]`);
    await page.waitForSelector('.station .empty');
    for (const [i, din] of dins.entries()) {
      await scan(page, `=+04000=${din}00=%5100=<E0304V00${expiryCode(20)}`);
      await page.waitForFunction((n) => document.querySelectorAll('.line-row').length === n, i + 1);
    }
    assert.match(await words('.line-row >> nth=0'), say.label);
    await page.tap(`role=radio[name="${say.toStock}"]`);
    assert.match(await words('.thumb'), say.open); // straight to stock only when every point of the check was touched
    assert.equal(await page.locator('.thumb .primary').isDisabled(), true);
    for (let i = 0; i < 5; i++) await page.tap(`.ticks .tick >> nth=${i}`);
    await page.tap(`role=button[name="${say.pad}"]`);
    for (const digit of ['4', '.', '5']) await page.tap(`.celsius-field .pad-key >> text="${digit}"`);
    await picture('receive');
    assert.match(await words('.thumb .primary'), say.receiveTen);
    await page.tap('.thumb .primary');
    await saysDone(say.received);
    await page.waitForFunction(() => { const { top, bottom } = document.querySelector('.note-done').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }); // however far the list was scrolled
  });

  test('issue_OneBag_ByTouchAndScan', async () => {
    await page.tap(`role=radio[name="${say.issue}"]`);
    await page.tap('.picks >> text=ICU');
    await scan(page, `=${dins[0]}00`);
    await page.waitForSelector('.line-row .first-mark');
    await picture('issue');
    await page.tap('.thumb .primary');
    await saysDone(say.issued);
  });

  test('return_AfterTheLimit_SaysBeforeAndAfterwardsWhyItIsHeld', async () => {
    await page.tap(`role=radio[name="${say.return}"]`);
    await page.waitForFunction(() => location.hash.includes('return') && document.querySelector('.station .empty') !== null);
    await scan(page, `=${dins[0]}00`);
    await page.waitForSelector('.line-note');
    assert.match(await words('.line-note'), say.out);
    // by the clock of the page itself: the line says it without being touched
    await page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('.line-note')?.innerText ?? ''), say.over.source, { timeout: 150_000 });
    assert.match(await words('.line-note'), say.proposal);
    await picture('return');
    await page.tap('.thumb .primary');
    await saysDone(say.returned);
  });

  test('history_OfTheBag_SaysWhy', async () => {
    await tab(say.stock);
    await page.waitForSelector('.tile');
    assert.match(await words('.tile >> nth=1'), say.tile);
    await page.tap('.tile >> nth=1');
    await page.tap('.unit-row .unit-name');
    await saysWhy(say);
    await picture('held');
    const [other] = Object.keys(WORDS).filter((each) => each !== language);
    await page.tap('.head-language'); // the same page, as it stands, in the other language and back
    await page.waitForFunction((lang) => document.documentElement.lang.startsWith(lang), other);
    await saysWhy(WORDS[other]);
    await page.tap('.head-language');
    await page.waitForFunction((lang) => document.documentElement.lang.startsWith(lang), language);
  });

  async function saysWhy(of) {
    await page.waitForSelector('.unit-card .note');
    assert.match(await words('.unit-card'), of.held);
    assert.match(await words('.unit-card'), of.minutes);
    assert.match(await words('.unit-card .note'), of.why);
    assert.match(await words('.events'), of.event);
  }

  test('discard_OfTheBag_IsWhatIsOffered', async () => {
    assert.equal(await page.locator(`.unit-card a:has-text("${say.release}")`).count(), 0);
    await page.tap(`.unit-card a:has-text("${say.discard}")`);
    await page.waitForSelector('.line-row .expires');
    await page.tap(`.picks >> text=${say.cause}`);
    await page.tap('.thumb .primary');
    await saysDone(say.discarded);
    assert.deepEqual(page.strayRequests, []);
    assert.deepEqual(page.complaints.filter((each) => !/40[13]/.test(each)), []); // before the password is changed, and while it changes, reading is refused
  });
}
