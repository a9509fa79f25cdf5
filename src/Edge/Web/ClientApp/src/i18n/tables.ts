import type { Entry } from './entry';

/** The site's tables and the check of a file. */
export const tables = {
  'tables.title': ['目录表', 'Tables'],
  'tables.why': ['产品、储存条件、库存警戒；导入前检查', 'products, storage limits, stock levels; check a file before it is used'],
  'tables.inUse': ['现用', 'in use'],
  'tables.version': ['版本{version}', 'version {version}'],
  'tables.none': ['未设置', 'none'],
  'tables.rows': ['{n}行', '{n, plural, one {# line} other {# lines}}'],
  'tables.name.products': ['产品', 'Products'],
  'tables.name.storageClasses': ['储存条件', 'Storage classes'],
  'tables.name.stockLevels': ['库存警戒', 'Stock levels'],
  'tables.which': ['哪张表', 'which table'],
  'tables.file': ['选择文件', 'Choose a file'],
  'tables.text': ['或粘贴内容', 'or paste its text'],
  'tables.check': ['检查', 'Check'],
  'tables.good': ['{n}行可用，没有错误', '{n, plural, one {# line} other {# lines}} read, nothing is wrong'],
  'tables.bad': ['{bad}行有误，{n}行可用', '{bad, plural, one {# bad line} other {# bad lines}}, {n} good'],
  'tables.line': ['第{n}行', 'line {n}'],
  'tables.how': ['检查不改变现用的表；无误时可启用，启用后立即生效', 'Checking changes nothing. A table without a bad line can be used; it holds at once'],
} satisfies Record<string, Entry>;
