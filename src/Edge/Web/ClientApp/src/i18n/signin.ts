import type { Entry } from './entry';

export const signin = {
  'sign.title': ['登录', 'Sign in'],
  'sign.how': ['请刷卡，或输入工号，再输入数字密码或密码', 'Scan your badge or type your staff number, then your PIN or password'],
  'sign.account': ['工号', 'staff number'],
  'sign.secret': ['数字密码或密码', 'PIN or password'],
  'sign.badge': ['胸卡', 'badge'],
  'sign.badgeRead': ['已读胸卡，请输入数字密码或密码', 'Badge read. Type your PIN or password'],
  'sign.badgeAway': ['不用胸卡', 'Without the badge'],
  'sign.pinLocked': ['数字密码已锁定；用密码登录一次即恢复', 'The PIN is locked; sign in with the password once to open it again'],
  'sign.badgeRefused': ['胸卡不被接受，请加输数字密码，或用工号登录', 'The badge is not accepted: add the PIN, or use the staff number'],
  'sign.mustChange': ['此人须先登录并更改初始密码', 'This person must sign in and change the start password first'],
  'sign.show': ['显示密码', 'show password'],
  'sign.hide': ['隐藏密码', 'hide password'],
  'sign.do': ['登录', 'Sign in'],
  'sign.doing': ['登录中', 'Signing in'],
  'sign.wrong': ['工号或密码不正确', 'Number or password wrong'],
  'sign.triesLeft': [
    '工号或密码不正确，还可尝试{n}次',
    'Number or password wrong, {n, plural, one {# try} other {# tries}} left',
  ],
  'sign.locked': ['已锁定，{time}后可再试；管理员可提前解锁', 'Locked until {time}; an administrator can unlock it sooner'],
  'sign.testSound': ['测试声音', 'test sound'],
  'sign.pad': ['数字键盘', 'number pad'],
  'sign.padErase': ['删除一位', 'erase one'],

  'first.title': ['首次启动', 'First start'],
  'first.how': [
    '请输入服务启动时显示的一次性代码，并建立第一位管理员',
    'Type the one-time code that the service showed when it started, and make the first administrator',
  ],
  'first.code': ['一次性代码', 'one-time code'],
  'first.account': ['您的工号', 'your staff number'],
  'first.name': ['您的姓名', 'your name'],
  'first.password': ['新密码', 'new password'],
  'first.passwordRule': ['至少{n}个字符，可粘贴', 'at least {n} characters; pasting is fine'],
  'first.do': ['建立管理员', 'Make the administrator'],
} satisfies Record<string, Entry>;
