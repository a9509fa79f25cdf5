/** What a test does with a page of the real service, and waits for. */

/** Goes to one of the service's pages, as a link does. */
export const go = (page, hash) => page.evaluate((next) => { location.hash = next; }, hash);

/** Waits until the text of what the selector finds matches. */
export const said = (page, selector, pattern) => page.waitForFunction(
  ([css, source]) => new RegExp(source, 's').test(document.querySelector(css)?.innerText ?? ''), [selector, pattern.source]);

/** An instant so many days from now. */
export const inDays = (days) => new Date(Date.now() + days * 86_400_000);

/** The expiry on a label (ISBT 128 structure 005): the end of that day. */
export function expiryCode(days) {
  const at = inDays(days);
  const day = Math.floor((at - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  return `&>0${String(at.getUTCFullYear()).slice(2)}${String(day).padStart(3, '0')}2359`;
}
