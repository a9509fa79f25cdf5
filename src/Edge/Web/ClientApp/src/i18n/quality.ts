import type { Entry } from './entry';

/** Counts for quality reports. */
export const quality = {
  'quality.title': ['质量统计', 'Quality counts'],
  'quality.why': ['发血、退血、报废、过期，按原因与计量单位', 'issued, returned, discarded, expired, by reason and unit'],
  'quality.period': ['期间', 'period'],
  'quality.days': ['近{n}天', 'last {n, plural, one {# day} other {# days}}'],
  'quality.issued': ['发血', 'Issued'],
  'quality.returned': ['退血', 'Returned'],
  'quality.discarded': ['报废', 'Discarded'],
  'quality.expired': ['过期', 'Expired'],
  'quality.none': ['期间内没有', 'None in this period'],
  'quality.routine': ['常规', 'routine'],
  'quality.approval': ['审批量{n} ml', '{n} ml for approval'],
} satisfies Record<string, Entry>;
