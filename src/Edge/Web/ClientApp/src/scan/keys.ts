// A US keyboard: what scanners are set to. `code` names the key, whatever the input method makes of it.
const PLAIN: Record<string, string> = {
  Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"',
  Comma: ',<', Period: '.>', Slash: '/?', Backquote: '`~', Space: '  ', NumpadAdd: '++', NumpadSubtract: '--',
  NumpadMultiply: '**', NumpadDivide: '//', NumpadDecimal: '..',
};
const DIGITS = ')!@#$%^&*(';

/** The character of a key on a US keyboard; null for keys that have none. Case is kept: product codes need it. */
export function characterOf(code: string, shift: boolean, capsLock: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift !== capsLock ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? DIGITS.charAt(Number(digit)) : digit;
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return pad;
  return PLAIN[code]?.charAt(shift ? 1 : 0) ?? null;
}
