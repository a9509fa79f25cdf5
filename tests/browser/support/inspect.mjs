/**
 * Looks at the page that is shown as a careful person would, and names what is wrong: sideways scroll, text that is cut,
 * controls too small for a finger, raw keys, text of the other language. Runs inside the page.
 */
export async function faultsOf(page, { language, minTarget, minGap }) {
  const faults = await page.evaluate(({ language, minTarget, minGap }) => {
    const found = [];
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
    const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('.unseen');
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
    for (const element of document.querySelectorAll('body *')) {
      if (!shown(element) || element.closest('svg')) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0) continue;
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside the screen: ${name(element)}`);
      const style = getComputedStyle(element);
      if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible' && element.tagName !== 'INPUT') found.push(`cut: ${name(element)}`);
      const parent = element.parentElement?.getBoundingClientRect();
      if (parent !== undefined && element.children.length === 0 && box.right > parent.right + 2 && style.position === 'static') found.push(`sticks out of its box: ${name(element)}`);
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim();
      if (own !== '' && language === 'zh' && /[一-鿿]/.test(own) && parseFloat(style.fontSize) < 16) found.push(`Chinese under 16 px: ${name(element)}`);
    }
    for (const control of document.querySelectorAll('button, a[href], input, summary, [role=button]')) {
      if (!shown(control)) continue;
      const box = control.getBoundingClientRect();
      if (Math.round(box.height) < minTarget || Math.round(box.width) < minTarget) {
        found.push(`target ${Math.round(box.width)}x${Math.round(box.height)} under ${minTarget}: ${name(control)}`);
      }
    }
    const boxes = [...document.querySelectorAll('main button, main a[href]')].filter((control) => shown(control) && !control.closest('.thumb')); // what is stuck at the thumb lies over the list by design
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) found.push(`controls overlap: ${name(one)} and ${name(other)}`);
        const buttons = one.classList.contains('button') && other.classList.contains('button');
        const gap = Math.max(-across, -down);
        if (buttons && gap >= 0 && gap < minGap - 0.5) found.push(`gap ${gap.toFixed(1)} under ${minGap}: ${name(one)} and ${name(other)}`);
      }
    }
    const text = [...document.querySelectorAll('code[translate="no"]')].reduce((rest, code) => rest.replace(code.innerText, ' '), document.body.innerText);
    for (const key of text.match(/\b[a-z]+(?:\.[a-zA-Z]+)+\b/g) ?? []) if (!/^\d|\.(?:com|org)$/.test(key)) found.push(`raw key: ${key}`);
    for (const place of text.match(/\{[a-zA-Z]+\}|undefined|NaN|\[object/g) ?? []) found.push(`raw value: ${place}`);
    if (/□|\uFFFD/.test(text)) found.push('a box instead of a character');
    return [...new Set(found)];
  }, { language, minTarget, minGap });
  return faults;
}

// Codes, units and what people and places are called may be Latin on the Chinese page; words may not.
const LATIN = /\b(?:RhD|ABO|DIN|EN|English|AB|ICU|UTC|dBm|MHz|ml|PDF|CSV|JSON|R2000|Asia|Shanghai|[a-z]+-\d+|[A-Z]{1,2}|[A-Z0-9]*\d[A-Z0-9]*)\b/g;

/** Words of the other language on a page, names and codes apart. */
export async function foreignWords(page, language) {
  // names in code letters that are the same in every language say so themselves
  const text = await page.evaluate(() => [...document.querySelectorAll('code[translate="no"]')].reduce(
    (rest, code) => rest.replace(code.innerText, ' '), document.body.innerText));
  return language === 'zh'
    ? (text.replace(LATIN, ' ').match(/[A-Za-z]{3,}/g) ?? [])
    : (text.replace(/中\/EN|中文/g, '').match(/[一-鿿]{2,}/g) ?? []);
}
