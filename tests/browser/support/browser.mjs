import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/**
 * Starts Debian's Chromium with a fresh profile. `page({ … })` gives a page whose requests are watched:
 * `page.strayRequests` names every address that is not of the page's own server, `page.complaints` what its console said.
 */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS, headless: true });
  return {
    async page(origin, { width = 1280, height = 800, language = 'zh', theme = 'day', size = 'touch', touch = false } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, hasTouch: touch, reducedMotion: 'reduce' });
      await context.addInitScript(([kept]) => {
        for (const [name, value] of Object.entries(kept)) if (localStorage.getItem(name) === null) localStorage.setItem(name, value);
      }, [{ 'edge.language': language, 'edge.theme': theme, 'edge.size': size }]);
      const page = await context.newPage();
      page.strayRequests = [];
      page.complaints = [];
      context.on('request', (request) => {
        if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) page.strayRequests.push(request.url());
      });
      page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
      page.on('pageerror', (error) => page.complaints.push(String(error)));
      page.setDefaultTimeout(10_000);
      return page;
    },
    stop: () => browser.close(),
  };
}
