import assert from 'node:assert/strict';
import { test } from 'node:test';
import { source } from './support/source.mjs';

const { SseParser } = await source('api/sse.ts');
const STREAM = ': hello\n\nid: 41\nevent: stock\ndata: {"seq":41}\n\nevent: clock\r\ndata: {"now":"2026-11-22T06:32:07Z"}\r\n\r\ndata: a\ndata:b\n\n';
const EVENTS = [
  { event: 'stock', data: '{"seq":41}', id: '41' },
  { event: 'clock', data: '{"now":"2026-11-22T06:32:07Z"}', id: null },
  { event: 'message', data: 'a\nb', id: null },
];

test('push_CutAnywhere_GivesTheSameEvents', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const parser = new SseParser();
    assert.deepEqual([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))], EVENTS, `cut at ${cut}`);
  }
});

test('push_CharacterByCharacter_GivesTheSameEvents', () => {
  const parser = new SseParser();
  assert.deepEqual([...STREAM].flatMap((character) => parser.push(character)), EVENTS);
});

test('push_EventWithoutItsEnd_IsNotGiven', () => assert.deepEqual(new SseParser().push('event: stock\ndata: 1\n'), []));
