import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EDGE = fileURLToPath(new URL('../../../src/Edge/bin/Release/net10.0/Edge.dll', import.meta.url));
const START_MS = 60_000;

/** A port that nobody has at this moment. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a verb to its end and gives what it printed. */
async function verb(...words) {
  const child = spawn('dotnet', [EDGE, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => { said += chunk; });
  child.stderr.on('data', (chunk) => { said += chunk; });
  const status = await new Promise((resolve) => child.on('exit', resolve));
  if (status !== 0) throw new Error(`edge ${words.join(' ')} ended with ${status}: ${said}`);
  return said;
}

/** A person's first sign-in: the start password is changed for one of their own. */
export async function signInFirst(page, origin, account, start, own) {
  await page.goto(origin);
  await page.waitForSelector('.sign input');
  await page.locator('.sign input').nth(0).fill(account);
  await page.locator('.sign input').nth(1).fill(start);
  await page.locator('.sign .primary').click();
  await page.waitForSelector('.sign .primary >> text=/更改密码|Change password/');
  await page.locator('.sign input').nth(0).fill(start);
  await page.locator('.sign input').nth(1).fill(own);
  await page.locator('.sign .primary').click();
  await page.waitForSelector('.tabs');
}

/**
 * Starts the real service of a site without devices, with settings of the test's own and an account for each person.
 * Resolves when its pages answer; `password` is the first account's start password, `passwords` are all of them.
 */
export async function startSite(settings, ...people) {
  const folder = await mkdtemp(join(tmpdir(), 'edge-site-'));
  const port = await freePort();
  const config = join(folder, 'site.json');
  await writeFile(config, JSON.stringify({
    Site: { Id: 'site-1', Region: 'east', NameZh: '测试血库', NameEn: 'Test bank', TimeZone: 'Asia/Shanghai' },
    Cabinets: [{ Id: 'fridge-1', NameZh: '1号冰箱', NameEn: 'Fridge 1', StorageClass: 'red-cells', Shelves: ['shelf-1'] }],
    ...settings, Web: { Port: port, ...settings.Web },
  }));
  const passwords = [];
  for (const { account, name, role } of people) {
    const added = await verb('user', 'add', account, '--name', name, '--role', role, '--config', config);
    passwords.push(/start password: (\S+)/.exec(added)?.[1]);
  }
  const child = spawn('dotnet', [EDGE, 'run', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
  const origin = `http://127.0.0.1:${port}`;
  const ended = new Promise((resolve) => child.on('exit', resolve));
  for (const until = Date.now() + START_MS; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The service did not start: ${said}`);
    const answer = await fetch(`${origin}/health/live`).catch(() => null);
    if (answer?.ok) break;
  }
  return {
    origin, passwords, password: passwords[0],
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
