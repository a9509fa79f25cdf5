import type { Entry } from './entry';

export const secrets = {
  'password.title': ['更改密码', 'Change password'],
  'password.must': [
    '此密码由他人设定，请先换成自己的密码',
    'Somebody else set this password: choose your own before anything else',
  ],
  'password.current': ['现在的密码', 'present password'],
  'password.new': ['新密码', 'new password'],
  'password.do': ['更改密码', 'Change password'],
  'password.done': ['密码已更改', 'The password is changed'],
  'pin.title': ['数字密码', 'PIN'],
  'pin.why': ['供共用屏幕登录和签名；仅本人可设', 'for signing in and signing at a shared screen; nobody else can set it'],
  'pin.has': ['已设数字密码', 'You have a PIN'],
  'pin.none': ['尚无数字密码', 'You have no PIN yet'],
  'pin.new': ['新数字密码', 'new PIN'],
  'pin.rule': ['6至10位数字，不能是连号', '6 to 10 digits, no row like 123456'],
  'pin.set': ['设定数字密码', 'Set the PIN'],
  'pin.remove': ['取消数字密码', 'Take the PIN away'],
  'pin.done': ['数字密码已设定', 'The PIN is set'],
  'pin.removed': ['数字密码已取消', 'The PIN is taken away'],
} satisfies Record<string, Entry>;
