import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { clientOf } from '../../src/Edge/Web/ClientApp/scripts/generate-client.mjs';

const read = (path) => readFile(new URL(`../../src/Edge/Web/${path}`, import.meta.url), 'utf8');

test('generatedClient_OpenApiDocument_IsWhatItSays', async () => {
  assert.equal(clientOf(JSON.parse(await read('openapi.json'))), await read('ClientApp/src/api/generated.ts'), 'run `npm run api` in ClientApp');
});

test('clientOf_ChangedDocument_IsNoticed', async () => {
  const document = JSON.parse(await read('openapi.json'));
  document.components.schemas.StockView.properties.more = { type: ['null', 'string'] };
  assert.notEqual(clientOf(document), await read('ClientApp/src/api/generated.ts'));
});
