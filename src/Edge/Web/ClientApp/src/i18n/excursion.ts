import type { Entry } from './entry';

export const excursion = {
  'excursion.title': ['温度超限 {n}', 'Excursion {n}'],
  'excursion.tooWarm': ['{fridge}温度过高', '{fridge} too warm'],
  'excursion.tooCold': ['{fridge}温度过低', '{fridge} too cold'],
  'excursion.open': ['持续{time}', 'open {time}'],
  'excursion.ended': ['结束', 'ended'],
  'excursion.began': ['开始', 'began'],
  'excursion.highest': ['最高', 'highest'],
  'excursion.lowest': ['最低', 'lowest'],
  'excursion.notEnded': ['未结束', 'not yet'],
  'excursion.above': ['高于{limit}', 'above {limit}'],
  'excursion.below': ['低于{limit}', 'below {limit}'],
  'excursion.unknown': ['无数据', 'no data'],
  'excursion.notSummed': ['结束后合计', 'summed up at its end'],
  'excursion.probe': ['探头', 'probe'],
  'excursion.inside': ['柜内血袋{n}袋', '{n, plural, one {# bag was inside} other {# bags were inside}}'],
  'excursion.nobagsInside': ['当时柜内没有血袋', 'No bag was inside'],
} satisfies Record<string, Entry>;
