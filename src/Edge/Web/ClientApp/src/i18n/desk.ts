import type { Entry } from './entry';

/** The tray of a desk, and giving a bag its tag. */
export const desk = {
  'tray.empty': ['请将血袋放到读写台', 'Lay bags on the tray'],
  'tray.on': ['读写台上{n}袋', 'On the tray: {n, plural, one {# bag} other {# bags}}'],
  'tray.away': ['读写台没有应答：请扫条码继续', 'The tray does not answer: go on with bar codes'],
  'tray.unknown': ['{n}个标签没有绑定血袋', '{n, plural, one {# tag is} other {# tags are}} no bag’s'],
  'tray.twice': ['{bag} 有两个标签，按一袋计', '{bag} wears two tags and counts once'],
  'tray.beside': ['{tag} 不在台上？', '{tag}: not on the tray?'],

  'labels.title': ['标签绑定', 'Label bags'],
  'labels.why': ['扫标签、放上读写台、绑定或写入并核对', 'scan the label, lay the bag down, bind or write its tag'],
  'labels.noDesk': ['本站点没有读写台', 'This site has no desk with a reader'],
  'labels.scan': ['扫描血袋标签', 'Scan the bag’s label'],
  'labels.lay': ['将血袋放到读写台', 'Lay the bag on the tray'],
  'labels.bind': ['绑定标签', 'Bind the tag'],
  'labels.write': ['写入并绑定', 'Write and bind'],
  'labels.one': ['只留一个', 'one tag only'],
  'labels.both': ['两个都留', 'it shall wear both'],
  'labels.free': ['空闲标签', 'a free tag'],
  'labels.other': ['换一袋', 'Another bag'],
  'labels.worn': ['已有标签：{list}', 'wears already: {list}'],
  'labels.wornNone': ['还没有标签', 'wears no tag yet'],
  'labels.itsOwn': ['已是这袋血的标签', 'this bag’s already'],
  'labels.of': ['属于另一袋{bag}：请核对印刷标签，在那袋血上解除前不能使用', 'of another bag, {bag}: compare the printed labels; it cannot be used before it is taken off that bag'],
  'labels.formerOf': ['曾用于{bag}', 'was on bag {bag}'],
  'labels.done': ['{bag} 已绑定标签 {tag}，回读核对一致', '{bag} wears tag {tag}, read back and right'],
  'labels.note.wasIts': ['本来就是这袋血的标签', 'It was this bag’s tag already'],
  'labels.note.usedBefore': ['标签重复使用：此前用于{bag}，那条绑定已结束', 'A tag used again: it was on {bag}, which has ended'],
  'labels.note.secondTag': ['这袋血现有两个标签：只有两个都离开才算取出', 'The bag wears two tags now: it is out only when both are gone'],
} satisfies Record<string, Entry>;
