import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as canned from './canned.mjs';

const ROOT = fileURLToPath(new URL('../../../src/Edge/wwwroot/', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** The policy that the service sends; a page that needs more than this fails here already. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * Serves the built pages with canned answers, for looking at the layout in states that the real service is seldom in.
 * `state` may be changed while it runs: signedIn, firstStart, empty, failing (every read is refused), silent (no beats), siblings (bags
 * besides the canned ones). What was asked is kept in it: lightAsked, receiptAsked, auditAsked, placeAsked; `taken` is a bag of a set that has left.
 */
export async function startFakeService(state = {}) {
  const streams = new Map(); // with the topics that each one asked for
  const offset = canned.NOW - Date.now();
  const now = () => new Date(Date.now() + offset).toISOString();
  const beat = setInterval(() => {
    if (!state.silent) for (const stream of streams.keys()) stream.write(`event: clock\ndata: {"now":"${now()}"}\n\n`);
  }, 1000);

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/api/v1/live') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      streams.set(response, new Set(url.searchParams.get('topics')?.split(',')));
      if (!state.silent) response.write(`event: clock\ndata: {"now":"${now()}"}\n\n`);
      response.on('close', () => streams.delete(response));
    } else if (request.method === 'POST' && url.pathname === '/api/v1/lights') void setLight(request, response, state, now());
    else if (request.method === 'POST' && url.pathname.endsWith('/receipts')) void receive(request, response, state);
    else if (request.method === 'POST' && url.pathname.endsWith('/place')) void putAt(request, response, url, state);
    else if (request.method === 'POST' && url.pathname.startsWith('/api/v1/searches')) void search(request, response, url);
    else if (url.pathname.startsWith('/api/v1/')) answer(response, url, state, now());
    else file(response, url.pathname);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    state,
    /** As the service does: a page hears of the topics that it asked for, and no others. */
    send: (event, data) => { for (const [stream, topics] of streams) if (event === 'reset' || topics.has(event)) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`); },
    stop: () => {
      clearInterval(beat);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response, url, state, now) {
  const path = url.pathname.slice('/api/v1/'.length);
  const json = (status, body) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  };
  if (path === 'session') {
    const signedIn = state.signedIn ?? true;
    return json(200, { ...canned.session, now, signedIn, firstStart: state.firstStart ?? false, person: signedIn ? { ...canned.session.person, ...state.person } : null });
  }
  if (state.failing) {
    return json(503, { status: 503, title: 'Cannot read', titleZh: '无法读取台账', titleEn: 'The ledger cannot be read', doZh: '请联系技术员检查磁盘', doEn: 'Call a technician to check the disk', number: 'E-2207' });
  }
  const found = reply(path, url.searchParams, state);
  return found === undefined ? json(404, { status: 404, title: 'Not found', titleZh: '未找到', titleEn: 'Not found' }) : json(200, found);
}

async function receive(request, response, state) {
  let body = '';
  for await (const part of request) body += part;
  state.receiptAsked = JSON.parse(body);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ results: state.receiptAsked.units.map((unit) => ({ unit, accepted: true, refusal: null, seq: 1 })) }));
}

async function search(request, response, url) {
  let body = '';
  for await (const part of request) body += part;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(url.pathname.endsWith('/end') ? { number: 1 } : canned.search(JSON.parse(body).unit)));
}

async function putAt(request, response, url, state) {
  let body = '';
  for await (const part of request) body += part;
  state.placeAsked = { unit: url.pathname.split('/').at(-2), ...JSON.parse(body) };
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ seq: 1, repeated: false }));
}

async function setLight(request, response, state, now) {
  let body = '';
  for await (const part of request) body += part;
  state.lightAsked = JSON.parse(body);
  const { place, on } = state.lightAsked;
  state.lit = on ? { place, until: new Date(Date.parse(now) + 60_000).toISOString() } : undefined;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(state.lit ?? { place, until: null }));
}

function reply(path, query, state) {
  const [first, second, third] = path.split('/').map(decodeURIComponent);
  const listOf = (items) => canned.list(state.empty ? [] : items);
  switch (first) {
    case 'stock': return state.empty ? canned.emptyStock : canned.stock;
    case 'units': return unitsReply(second, third, query, state);
    case 'massive-transfusion': return state.massive ? canned.massive : canned.calm;
    case 'transfers': return listOf(canned.transfers);
    case 'commissionings':
      if (second === undefined) return state.empty ? { ...canned.commissionings, cabinets: [] } : canned.commissionings;
      return canned.commissioning(Number(second));
    case 'stocktakes':
      if (second === undefined) return state.empty ? { ...canned.stocktakes, open: [], closed: [], fridges: [] } : canned.stocktakes;
      return second === 'proposal' ? canned.countProposal(query.get('cabinets') ?? '') : canned.stocktake(Number(second));
    case 'notices':
      return second === undefined ? listOf([canned.notice]) : { notice: canned.notice, units: [...canned.units, ...(state.siblings ?? [])].filter((unit) => unit.notice !== null) };
    case 'quality': return canned.quality;
    case 'desks': return second === undefined ? listOf([canned.desk]) : canned.tray(state.onTray, canned.units[0], state);
    case 'tags': return listOf(canned.tags);
    case 'places': return listOf(canned.units.filter((unit) => unit.where.place?.startsWith(second)));
    case 'fridges':
      if (second === undefined) return listOf(canned.fridges);
      if (third === 'known') return canned.knownFridge(second, query.get('at'));
      return third === 'samples' ? canned.samples(query.get('from'), query.get('to'), Number(query.get('step') ?? 300)) : canned.fridgeDetail(second);
    case 'openings': return listOf(canned.openings);
    case 'alarms': return listOf(canned.alarms[query.get('state') ?? 'open']);
    case 'excursions': return canned.excursion;
    case 'lights': return listOf(canned.lights.map((light) => (light.place === state.lit?.place ? state.lit : light)));
    case 'searches':
      if (second === 'readers') return listOf(canned.handHelds);
      return second === undefined ? listOf([]) : canned.search(second === '2' ? 'G123426654322E0304V00' : 'G123426654321E0304V00');
    case 'devices': return listOf(canned.devices);
    case 'hub': return canned.hub;
    case 'slips': return canned.slip;
    case 'picks': return listOf(canned.units.filter((unit) => unit.status === 'available').slice(0, Number(query.get('count'))));
    case 'ledger':
      if (second === 'gaps') return listOf(state.gaps ?? []);
      return state.broken ? canned.broken : canned.chain;
    case 'tables': return second === 'check' ? canned.tableReport : canned.tablesInUse;
    case 'audit':
      if (second === 'newer') return { count: state.newer ?? 0, more: false };
      state.auditAsked = Object.fromEntries(query);
      return canned.list(canned.events.map((event) => ({ ...event, data: { unit: canned.units[0].key, ...event.data } })), state.auditMore ?? null);
    case 'users': return listOf(canned.users);
    case 'settings': return second === 'rules' ? canned.rules : canned.settings;
    case 'keys': return listOf(canned.keys);
    default: return undefined;
  }
}

function unitsReply(key, sub, query, state) {
  if (key === 'locate') {
    const taken = (unit) => (unit.key === state.taken ? { ...unit, where: { ...unit.where, state: 'removed', place: null, lastPlace: unit.where.place } } : unit);
    return { items: canned.units.slice(0, 6).map(taken), notFound: ['G123426000000'] };
  }
  if (sub === 'events') return canned.list(canned.events);
  if (key !== undefined) {
    const unit = canned.units.find((each) => each.key === key) ?? canned.units[0];
    return { ...unit, tags: [{ uii: '01E2806894000050036A1C2B40', where: unit.where }], sameDonation: [canned.units[4]], asked: canned.asked[unit.key] ?? null };
  }
  if (state.empty) return canned.list([]);
  const q = query.get('q');
  if (q === null) return canned.list(canned.units, 'more');
  return canned.list([...canned.units, ...(state.siblings ?? [])].filter((unit) => unit.din.includes(q.toUpperCase())));
}

function file(response, path) {
  const name = normalize(join(ROOT, path === '/' ? 'index.html' : path));
  if (!name.startsWith(ROOT) || !existsSync(name)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' });
  createReadStream(name).pipe(response);
}
