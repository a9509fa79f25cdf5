namespace Edge.Web.Guard;

/// <summary>A kind of error that a call can end with: what happened and what to do now, in both languages.</summary>
/// <param name="Code">Last part of the problem's type.</param>
public sealed record ProblemKind(string Code, int Status, string TitleZh, string TitleEn, string DoZh, string DoEn)
{
    public static readonly ProblemKind BadRequest = new(
        "bad-request", 400, "请求内容有误", "The request cannot be read", "请核对输入后重试", "Check what was entered and try again");

    public static readonly ProblemKind IdempotencyKeyMissing = new(
        "idempotency-key-missing", 400, "请求缺少幂等键", "The request has no idempotency key",
        "请刷新页面后重试", "Reload the page and try again");

    public static readonly ProblemKind WrongHost = new(
        "wrong-host", 421, "访问地址不被接受", "This address is not accepted",
        "请使用本机名或IP地址访问，或将该名称加入设置", "Use the machine's name or IP address, or add the name to the settings");

    public static readonly ProblemKind SignInRequired = new(
        "sign-in-required", 401, "请先登录", "Sign in first", "登录后重试", "Sign in and try again");

    public static readonly ProblemKind WrongPassword = new(
        "wrong-password", 401, "工号或密码不正确", "Number or password wrong", "请重新输入", "Type them again");

    public static readonly ProblemKind Locked = new(
        "account-locked", 401, "账户已锁定", "The account is locked",
        "请等待解锁，或请管理员重设密码", "Wait until it opens again, or ask an administrator to set a new password");

    public static readonly ProblemKind PinLocked = new(
        "pin-locked", 401, "数字密码已锁定", "The PIN is locked", "请用密码登录一次，数字密码即恢复", "Sign in with the password once: that opens the PIN again");

    public static readonly ProblemKind BadgeRefused = new(
        "badge-refused", 401, "胸卡不被接受", "The badge is not accepted", "请加输数字密码，或用工号和密码登录", "Add the PIN, or sign in with staff number and password");

    public static readonly ProblemKind SignatureRefused = new(
        "signature-refused", 403, "签名已失效", "The signature is no longer good", "请重新签名", "Sign again");

    public static readonly ProblemKind WrongCode = new(
        "wrong-code", 401, "一次性代码不正确", "The one-time code is wrong",
        "请输入服务启动时显示的代码", "Type the code that the service printed when it started");

    public static readonly ProblemKind FirstStartOver = new(
        "first-start-over", 409, "已有管理员账户", "There is an administrator already", "请直接登录", "Sign in instead");

    public static readonly ProblemKind KeyRefused = new(
        "key-refused", 401, "接口密钥无效", "The key is not accepted", "请向管理员索取新密钥", "Ask an administrator for a new key");

    public static readonly ProblemKind NotAllowed = new(
        "not-allowed", 403, "没有权限", "This needs another role", "请有权限的人员操作", "Ask somebody who may do it");

    public static readonly ProblemKind PersonRequired = new(
        "person-required", 403, "须由人员本人登录办理", "A person has to do this", "请登录后办理，接口密钥不能代替", "Sign in and do it there; a key cannot stand in for a person");

    public static readonly ProblemKind MoreThanBadge = new(
        "more-than-badge", 403, "只刷胸卡不能签名", "A badge alone does not sign", "请加输数字密码或密码", "Add the PIN or the password");

    public static readonly ProblemKind MustChangePassword = new(
        "password-change-required", 403, "请先修改初始密码", "Change the start password first",
        "修改密码后继续", "Choose your own password, then go on");

    public static readonly ProblemKind ForgedRequest = new(
        "csrf", 403, "请求未通过来源校验", "The request did not come from this page",
        "请刷新页面后重试", "Reload the page and try again");

    public static readonly ProblemKind NotFound = new(
        "not-found", 404, "未找到", "There is no such thing here", "请核对编号或重新扫码", "Check the number, or scan again");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method-not-allowed", 405, "不支持该操作方式", "This address does not take that method",
        "请核对接口说明", "Look at the interface description");

    public static readonly ProblemKind Refused = new(
        "refused", 409, "操作未被接受", "The act was refused", "请查看原因", "Read the reason");

    public static readonly ProblemKind SettingFaulty = new(
        "setting-faulty", 400, "有的值不被接受", "Some values do not fit", "请按各处的说明修改", "Change them as it says beside each");

    public static readonly ProblemKind ChangedMeanwhile = new(
        "changed-meanwhile", 412, "设置已被他人更改", "Somebody else has changed the settings meanwhile",
        "请核对两者后重新保存", "Compare both, then save again");

    public static readonly ProblemKind MatchMissing = new(
        "match-missing", 428, "请求未说明依据的版本", "The request does not say which version it changes",
        "请在If-Match中给出读到的ETag", "Give the ETag that was read in If-Match");

    public static readonly ProblemKind Busy = new(
        "busy", 409, "正在导出，一次只能一份", "An export is being made, one at a time", "请稍后重试", "Try again when it is done");

    public static readonly ProblemKind AccountExists = new(
        "account-exists", 409, "该工号已存在", "There is such an account already", "请使用其他工号", "Choose another staff number");

    public static readonly ProblemKind KeyExists = new(
        "key-exists", 409, "该名称的密钥已存在", "There is such a key already", "请使用其他名称", "Choose another name");

    public static readonly ProblemKind LastAdministrator = new(
        "last-administrator", 409, "这是最后一个管理员账户", "This is the last administrator",
        "请先添加另一位管理员", "Add another administrator first");

    public static readonly ProblemKind BadgeTaken = new(
        "badge-taken", 409, "此胸卡已属于他人", "This badge is somebody else's", "请换一张胸卡，或先吊销原来的", "Take another badge, or revoke that one first");

    public static readonly ProblemKind NothingWaits = new(
        "nothing-waits", 409, "没有待复核的此项更改", "Nothing of that kind waits", "请刷新后重看", "Look again");

    public static readonly ProblemKind OwnRequest = new(
        "own-request", 409, "须由另一人复核", "Another person has to confirm it", "请另一位主管或管理员复核", "Ask another supervisor or administrator");

    public static readonly ProblemKind TooLarge = new(
        "too-large", 413, "请求内容过大", "The request is too large", "请分批提交", "Send it in smaller parts");

    public static readonly ProblemKind WrongContentType = new(
        "wrong-content-type", 415, "请求内容类型不支持", "The request is not JSON", "请使用 application/json", "Send application/json");

    public static readonly ProblemKind TooMany = new(
        "too-many-requests", 429, "尝试过于频繁", "Too many tries", "请一分钟后重试", "Try again in a minute");

    public static readonly ProblemKind Internal = new(
        "internal", 500, "服务内部出错", "The service made an error",
        "请重试；若再次出现，请将报修编号告知维护人员", "Try again; if it comes back, give the number to support");

    public static readonly ProblemKind CannotRecord = new(
        "cannot-record", 503, "无法记录，操作未生效", "Cannot record: nothing was done",
        "请检查磁盘空间和系统时间", "Look at the disk and the clock of the service");

    public static readonly ProblemKind SlowToAnswer = new(
        "timed-out", 504, "服务响应超时", "The service took too long", "请重试", "Try again");

    public static readonly ProblemKind NoPages = new(
        "no-pages", 503, "页面文件缺失", "The pages are not installed", "请重新安装或构建页面", "Install again, or build the pages");

    /// <summary>The nearest kind for a bare status code.</summary>
    public static ProblemKind Of(int status) => status switch
    {
        400 => BadRequest,
        401 => SignInRequired,
        403 => NotAllowed,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => WrongContentType,
        429 => TooMany,
        503 => CannotRecord,
        504 => SlowToAnswer,
        < 500 => BadRequest with { Status = status },
        _ => Internal with { Status = status },
    };
}
