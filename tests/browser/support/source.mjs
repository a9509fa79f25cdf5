import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const APP = fileURLToPath(new URL('../../../src/Edge/Web/ClientApp/', import.meta.url));

/** Loads a module of the pages' TypeScript as it is, by the same compiler that builds the pages. */
export async function source(path) {
  const vite = createRequire(`${APP}package.json`).resolve('vite');
  const { runnerImport } = await import(pathToFileURL(vite).href);
  const { module } = await runnerImport(`${APP}src/${path}`, { root: APP, configFile: false, logLevel: 'error' });
  return module;
}
