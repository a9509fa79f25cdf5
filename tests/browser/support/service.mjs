import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const EDGE = fileURLToPath(new URL('../../../src/Edge/bin/Release/net10.0/Edge.dll', import.meta.url));
const START_MS = 60_000;

/** The service serves the pages beside it: they must be the ones that were built last. */
async function checkPages() {
  const [built, taken] = await Promise.all(['../../../src/Edge/wwwroot/', '../../../src/Edge/bin/Release/net10.0/wwwroot/'].map((folder) =>
    readFile(new URL(`${folder}index.html`, import.meta.url), 'utf8').catch(() => null)));
  if (built === null || (taken !== null && taken !== built)) throw new Error('Build the pages, then the service: ./test.sh does both.');
}

/**
 * Starts the real service on its simulated site, on a free port and with data of its own. Resolves when it has said where
 * its pages are and how to sign in. `type` types a line at its terminal: a fault, a bag taken.
 */
export async function startService(...more) {
  await checkPages();
  const folder = await mkdtemp(join(tmpdir(), 'edge-browser-'));
  return start(folder, '0', more);
}

async function start(folder, port, more) {
  const child = spawn('dotnet', [EDGE, 'demo', '--port', port, '--folder', folder, '--no-broker', ...more], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said = [];
  let errors = '';
  child.stderr.on('data', (chunk) => { errors += chunk; });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const { origin, code } = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The service did not start in time: ${said.join('\n')} ${errors}`)), START_MS);
    child.on('exit', (status) => reject(new Error(`The service ended with ${status}: ${said.join('\n')} ${errors}`)));
    const found = {};
    lines.on('line', (line) => {
      said.push(line);
      found.origin ??= /^Pages:\s+(http:\/\/\S+?)\/?$/.exec(line)?.[1];
      const signIn = /^Sign in:\s+(?:one-time code (\S+))?/.exec(line);
      if (signIn !== null) found.code = signIn[1] ?? null; // null: an account was made before
      if (found.origin === undefined || found.code === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
  });
  return {
    origin, code, said,
    type: (line) => child.stdin.write(`${line}\n`),
    /** Ends it as a power cut does: nothing is said to the pages. */
    kill: () => { child.kill('SIGKILL'); return ended; },
    /** Starts it anew on the same data and the same port; the one that was killed is not to be stopped any more. */
    again: () => start(folder, new URL(origin).port, more),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
        await ended;
        clearTimeout(late);
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
