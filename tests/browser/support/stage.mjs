import { after, before } from 'node:test';
import { startBrowser } from './browser.mjs';
import { startFakeService } from './fake-service.mjs';

/** A browser and the pages with canned answers, for all tests of the calling file: `browser` and `service` are there once it runs. */
export function onCannedPages() {
  const stage = { browser: undefined, service: undefined };
  before(async () => {
    stage.browser = await startBrowser();
    stage.service = await startFakeService();
  });
  after(async () => {
    await stage.service?.stop();
    await stage.browser?.stop();
  });
  return stage;
}
