import type { Entry } from './entry';

/** What was known of a fridge at an instant. */
export const known = {
  'known.title': ['当时所知', 'As known then'],
  'known.why': ['回看某一时刻：哪层有哪些血袋、门是否开着、用的哪版标定', 'look back at any minute: bags on each shelf, the door, the map in use'],
  'known.cabinet': ['冰箱', 'fridge'],
  'known.at': ['时刻', 'instant'],
  'known.show': ['查看', 'Show'],
  'known.unread': ['时间无法识别', 'This is no time'],
  'known.print': ['打印', 'Print'],
  'known.step': ['前后移动', 'step'],
  'known.earlier': ['早{time}', '\u2212{time}'],
  'known.later': ['晚{time}', '+{time}'],
  'known.then': ['{place}，{time}时所知', '{place} as it was known at {time}'],
  'known.sum': ['柜内{n}袋，取出未归{out}袋', '{n, plural, one {# bag} other {# bags}} inside, {out} out'],
  'known.doorOpen': ['门开着，自{time}', 'door open since {time}'],
  'known.doorShut': ['门未记录为开', 'no open door was recorded'],
  'known.shelf': ['{place}，{n}袋', '{place}, {n, plural, one {# bag} other {# bags}}'],
  'known.noBags': ['当时没有血袋', 'no bag then'],
  'known.out': ['当时已取出、别处也没有', 'out of it then, and nowhere else'],
  'known.since': ['{chance}，{time}得出', '{chance}, concluded {time}'],
  'known.map': ['当时的标定：第{n}版，{name}于{time}启用', 'map in use: version {n}, chosen by {name} {time}'],
  'known.noMap': ['当时没有启用走层标定', 'no walked map was in use'],
  'known.mapGone': ['该版标定的报告已不保留', 'the report of that version is kept no more'],
  'known.report': ['标定{n}的报告', 'Report of walk {n}'],
  'known.point': ['{side}：{finding}', '{side}: {finding}'],
  'known.only': ['只含当时已记录的内容，不含之后的记录和更正；层架名称和限值为现在的', 'What was recorded by then, without anything recorded or corrected later. Names of shelves and limits are today’s'],
} satisfies Record<string, Entry>;
