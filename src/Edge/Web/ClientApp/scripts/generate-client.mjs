// Writes src/api/generated.ts from the service's OpenAPI document: the types, and one function for each operation.
// `--check` writes nothing and exits with 1 when the file is not what the document says.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const DOCUMENT = new URL('../../openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated.ts', import.meta.url);
const PREFIX = '/api/v1/';
const LIST = 'ItemListOf';
const WIDTH = 120;

/** The text of the client for a document. Only what lies under /api/v1 and answers JSON has a function. */
export function clientOf(document) {
  const schemas = Object.entries(document.components.schemas);
  return [
    '// Generated from openapi.json by scripts/generate-client.mjs. Not to be edited: run `npm run api` instead.',
    '',
    "import { type Read, type Write, pathOf, queryOf } from './call';",
    '',
    'export interface ItemList<T> {\n  items: T[];\n  next: string | null;\n  asOf: string;\n  seq: number;\n}',
    ...schemas.filter(([name]) => !name.startsWith(LIST) && name !== 'JsonElement').map(([name, schema]) => declaration(name, schema)),
    '\nexport const api = {',
    ...Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).filter(([, operation]) => isCall(path, operation)).map(([method, operation]) => call(path, method, operation))),
    '};',
    '',
  ].join('\n');
}

function declaration(name, schema) {
  const comment = schema.description ? `/** ${plain(schema.description)} */\n` : '';
  if (schema.enum) return `\n${comment}${wrapped(`export type ${name} =`, schema.enum.map((value) => `'${value}'`))}`;
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties ?? {}).map(([member, type]) => {
    const words = type.description ?? type.oneOf?.find((each) => each.description)?.description;
    return `${words ? `  /** ${plain(words)} */\n` : ''}  ${member}${required.has(member) ? '' : '?'}: ${typeOf(type)};`;
  });
  return `\n${comment}export interface ${name} {\n${members.join('\n')}\n}`;
}

function wrapped(head, values) {
  const flat = `${head} ${values.join(' | ')};`;
  return flat.length <= WIDTH ? flat : `${head}\n${values.map((value) => `  | ${value}`).join('\n')};`;
}

function typeOf(schema) {
  if (schema.$ref) return reference(schema.$ref);
  if (schema.oneOf) return [...schema.oneOf].sort((a) => (a.type === 'null' ? 1 : -1)).map(typeOf).join(' | ');
  const types = [schema.type].flat();
  const names = types.filter((type) => type !== 'null').map((type) => {
    switch (type) {
      case 'integer': case 'number': return 'number';
      case 'boolean': return 'boolean';
      case 'string': return 'string';
      case 'array': return arrayOf(typeOf(schema.items));
      default: return 'unknown';
    }
  });
  return [...names, ...(types.includes('null') ? ['null'] : [])].join(' | ');
}

const arrayOf = (item) => (item.includes(' ') ? `(${item})[]` : `${item}[]`);

function reference(ref) {
  const name = ref.split('/').at(-1);
  if (name === 'JsonElement') return 'Record<string, unknown>';
  return name.startsWith(LIST) ? `ItemList<${name.slice(LIST.length)}>` : name;
}

function isCall(path, operation) {
  return path.startsWith(PREFIX) && !Object.values(operation.responses).some((answer) => answer.content?.['text/event-stream']);
}

function call(path, method, operation) {
  const answer = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const type = answer?.[1].content?.['application/json'] ? typeOf(answer[1].content['application/json'].schema) : 'void';
  const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
  const inQuery = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const parameters = inPath.map((parameter) => `${parameter.name}: ${typeOf(parameter.schema)}`);
  if (inQuery.length > 0) parameters.push(`query: { ${inQuery.map((parameter) => `${parameter.name}?: ${typeOf({ ...parameter.schema, type: withoutNull(parameter.schema.type) })}`).join('; ')} } = {}`);
  if (body) parameters.push(`body: ${typeOf(body)}`);
  const template = path.slice(PREFIX.length).replace(/\{(\w+)\}/g, '${pathOf($1)}');
  const address = template.includes('${') ? `\`${template}\`` : `'${template}'`;
  const full = inQuery.length > 0 ? `${address} + queryOf(query)` : address;
  const value = method === 'get'
    ? `{ path: ${full} }`
    : `{ method: '${method.toUpperCase()}', path: ${full}${body ? ', body' : ''} }`;
  return `  ${operation.operationId}: (${parameters.join(', ')}): ${method === 'get' ? 'Read' : 'Write'}<${type}> => (${value}),`;
}

const withoutNull = (type) => (Array.isArray(type) ? type.filter((each) => each !== 'null') : type);
const plain = (text) => text.replaceAll('&amp;', '&').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('*/', '* /');

if (argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = clientOf(JSON.parse(await readFile(DOCUMENT, 'utf8')));
  if (!argv.includes('--check')) await writeFile(TARGET, wanted);
  else if (await readFile(TARGET, 'utf8').catch(() => '') !== wanted) {
    console.error('src/api/generated.ts is not what openapi.json says: run `npm run api`.');
    process.exitCode = 1;
  }
}
