import type { Entry } from './entry';

/** What is looked at when bags come. */
export const receipt = {
  'tick.title': ['入库核对，逐项确认', 'receiving check, point by point'],
  'tick.supplier': ['供方名称和许可证', 'supplier and its licence'],
  'tick.label': ['献血码、血型、品种与单据相符', 'number, group and product as on the papers'],
  'tick.dates': ['采集和失效时间', 'collection and expiry'],
  'tick.transport': ['送血箱和运输温度', 'box and temperature on the way'],
  'tick.bags': ['血袋无渗漏、凝块、溶血', 'no leak, clot or haemolysis'],
  'tick.open': ['入库核对（{n}项未确认）', 'the receiving check ({n, plural, one {# point} other {# points}} open)'],
  'tick.all': ['入库核对齐全', 'receiving check complete'],
  'tick.some': ['入库核对未完：{list}', 'receiving check open: {list}'],
  'receipt.willHold': ['入库后隔离：{reason}', 'will be held: {reason}'],
  'receipt.pad': ['屏幕数字键', 'keys on the screen'],
  'receipt.sign': ['正负号', 'sign'],
  'receipt.point': ['小数点', 'decimal point'],
} satisfies Record<string, Entry>;
