import type { Entry } from './entry';

export const signing = {
  'sign.other': ['其他人签名', 'Someone else signs'],
  'sign.here': ['请刷签名人的胸卡，或输入其工号', 'Scan the badge of whoever signs, or type their staff number'],
} satisfies Record<string, Entry>;
