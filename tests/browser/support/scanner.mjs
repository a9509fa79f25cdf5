const SHIFTED = { '%': '5', '<': ',', '>': '.', '&': '7', '+': '=', ':': ';' };
const NAMED = { '=': 'Equal', ',': 'Comma', '.': 'Period', '/': 'Slash', '-': 'Minus', ';': 'Semicolon' };

const GAP_S = 0.008;

/**
 * Nobody scans sooner after a touch or another scan. A page that was just tapped may not be drawn yet, and the keys of a scan bear times
 * up to half a second ahead: they are not to meet the next scan's.
 */
const A_PERSONS_MOMENT_MS = 600;

/** A scanner is a keyboard that types fast and ends with Enter. Each key carries its own time, however busy the machine is. */
export async function scan(page, text) {
  await new Promise((resolve) => { setTimeout(resolve, A_PERSONS_MOMENT_MS); }); // not by the page's clock, which may stand still
  const session = await page.context().newCDPSession(page);
  const sent = [];
  let timestamp = Date.now() / 1000;
  const press = (key) => {
    timestamp += GAP_S;
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }));
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...key, text: undefined }));
  };
  for (const character of text) {
    const base = SHIFTED[character] ?? character;
    const shift = character in SHIFTED || /[A-Z]/.test(character);
    press({ key: character, code: NAMED[base] ?? (/\d/.test(base) ? `Digit${base}` : `Key${base.toUpperCase()}`), modifiers: shift ? 8 : 0, text: character });
  }
  press({ key: 'Enter', code: 'Enter', text: '\r' });
  await Promise.all(sent);
  await session.detach();
}
