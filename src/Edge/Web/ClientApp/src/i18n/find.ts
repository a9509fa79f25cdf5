import type { Entry } from './entry';

export const find = {
  'find.title': ['查找', 'Find'],
  'find.how': ['扫描血袋，或输入献血码的末几位', 'Scan the bag, or type the last digits of its number'],
  'find.field': ['献血码或其末几位', 'donation number, or its last digits'],
  'find.pad': ['显示数字键盘', 'show number pad'],
  'find.none': ['未找到，请核对或扫码', 'No such bag here. Check 3 and 8, or scan'],
  'find.badCheck': ['校验码{given}不符，请核对数字', 'Check character {given} does not fit: check the digits'],
  'find.many': ['{n}袋相符，请选一袋', '{n, plural, one {# bag fits} other {# bags fit}}, choose one'],
  'find.moreThan': ['超过{n}袋相符，先列出{n}袋，请再输入几位', 'More than {n, plural, one {# bag} other {# bags}} fit, these are the first. Type more digits'],
  'find.nearer': ['靠近查找', 'Get nearer'],
  'find.searched': ['{name}正在用这里的天线查找一袋血，其间不读取库存', '{name} searches for a bag with the antennas here: the stock is not watched meanwhile'],
  'find.history': ['追溯', 'History'],
  'find.fridge': ['查看冰箱', 'Show the fridge'],
  'find.light': ['点亮货架', 'Light shelf'],
  'find.lightOff': ['熄灭货架灯', 'Put the lamp out'],
  'find.issue': ['发血', 'Issue'],
  'find.sameDonation': ['同一献血码', 'same donation'],
  'find.notHere': ['不在库：{status}', 'Not in stock: {status}'],
  'where.absent': ['确已不在{chance}', 'absent {chance}'],
  'where.notSureShelves': ['不确定：{cabinet}{shelf}或{other}', 'not sure: {cabinet}, {shelf} or {other}'],

  'unit.expires': ['失效时间', 'expires'],
  'unit.service': ['本站服务', 'the service'],
} satisfies Record<string, Entry>;
