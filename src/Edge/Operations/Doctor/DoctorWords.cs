namespace Edge.Operations.Doctor;

/// <summary>Everything the doctor can say, each with what to do about it.</summary>
internal static class DoctorWords
{
    public static readonly Words Answers = new("{0} 应答，{1} 波特：{2}", "{0} answers at {1} bit/s: {2}");
    public static readonly Words AnswersOnNetwork = new("{0} 应答：{1}", "{0} answers: {1}");
    public static readonly Words NobodyAnswers = new(
        "没有任何已知读写器应答。检查电源、接线以及收发线是否接反",
        "no known reader answers at any speed. Check power and cable, and that send and receive are not swapped");
    public static readonly Words NoPermission = new(
        "本账户无权打开该端口。将账户加入 dialout 组后重新登录（Windows 下检查是否被占用）",
        "this account may not open the port. Add it to the group dialout and sign in again (Windows: see who holds it)");
    public static readonly Words CannotOpen = new(
        "打不开：{0}。若服务正在运行，请先停止服务", "cannot be opened: {0} If the service is running, stop it first");
    public static readonly Words Busy = new(
        "忙：已有另一个客户端连着该读写器，而 LLRP 只容一个。若服务正在运行，请先停止服务",
        "busy: another client is connected, and LLRP allows one. If the service is running, stop it first");
    public static readonly Words TurnedAway = new(
        "读写器在，但拒绝一切连接：{0} 打开它自己的网页查看，并重启", "the reader is there and takes no client: {0} Look at its own page and restart it");
    public static readonly Words OtherFamily = new(
        "设置写的是 {0}，应答的却是 {1}。请改正 Family", "the settings say {0}, but {1} answers. Correct Family");
    public static readonly Words OtherSpeed = new(
        "设置写的是 {0} 波特，设备用的是 {1}。请改正 BaudRate", "the settings say {0} bit/s, but the device uses {1}. Correct BaudRate");
    public static readonly Words OtherMarks = new(
        "设置写的 Marks 是 {0}，模块用的却是 {1}。请改正 Marks", "the settings say {0} for Marks, but the module's frames are {1}. Correct Marks");
    public static readonly Words Can = new(
        "{0}，固件 {1}：{2} 个天线口，功率 {3} dBm，输入 {4} 路，输出 {5} 路",
        "{0}, firmware {1}: {2} antenna ports, power {3} dBm, {4} inputs, {5} outputs");
    public static readonly Words Lost = new("试读时失去联系：{0}", "was lost during the trial: {0}");
    public static readonly Words TrialNothing = new(
        "{0} 秒内没有一根天线完成读取，读写器不工作。检查区域设置和天线", "in {0} s no antenna finished listening: the reader does not work. Check its region and antennas");
    public static readonly Words AntennaHears = new("天线{0}：听了 {1:0.0} 秒，读到 {2} 次，{3} 个标签", "antenna {0} listened {1:0.0} s: {2} reads of {3} tags");
    public static readonly Words AntennaDeaf = new(
        "天线{0}听了 {1:0.0} 秒，什么也没读到。若附近有血袋，检查天线线缆和功率",
        "antenna {0} listened {1:0.0} s and heard nothing. If bags lie there, check its cable and power");
    public static readonly Words AntennaNotListening = new(
        "天线{0}根本没有读取。检查端口号", "antenna {0} did not listen at all. Check its port number");
    public static readonly Words ReadsOnce = new(
        "天线{0}开头读到 {1} 次，之后一次也没有：标签被读一次后就不再应答（单目标搜索或会话保持）。把 Session 设为 S0 或 S1，双目标搜索",
        "antenna {0} gave {1} reads at first and then none: tags keep quiet once they were read (single-target search, session persistence). "
        + "Set Session to S0 or S1 and search both targets");
    public static readonly Words ForeignRoSpec = new(
        "另一个程序的 ROSpec 占用读写器：{0} 停掉那个程序，或在读写器网页上删除它",
        "another program's ROSpec uses the reader: {0} Stop that program, or delete it on the reader's own page");
    public static readonly Words SecondClient = new(
        "另一个程序也想连接该读写器，而 LLRP 只容一个。停掉其中一个", "another program wants the reader too, and LLRP allows one. Stop one of them");
    public static readonly Words NoReports = new(
        "天线在听却没有报告。标签是否在场？报告触发条件是否被别的程序改为“停止时才报告”？",
        "antennas listen and nothing is reported. Are there tags? Did another program set the report trigger to \"only at the end\"?");
    public static readonly Words RegionDiffers = new(
        "频率 {0}–{1} MHz 不在设置的区域 {2} 内。不要发射，先改正区域", "frequencies {0}–{1} MHz lie outside the region {2} of the settings. Do not transmit; correct the region first");
    public static readonly Words Frequencies = new("使用频率 {0}–{1} MHz", "uses {0}–{1} MHz");
    public static readonly Words ClockSkew = new(
        "读写器时钟差 {0:0} 秒。请设置读写器的 NTP；本服务用自己的时钟", "its clock is off by {0:0} s. Give the reader an NTP server; this service uses its own clock");
    public static readonly Words ReaderSays = new("读写器报告故障 {0}：{1}", "the reader says {0}: {1}");

    public static readonly Words InputLevels = new("输入端电平（1 为高）：{0}", "levels of its inputs (1 is high): {0}");
    public static readonly Words Inside = new("机内 {0} °C", "it is {0} °C inside");
    public static readonly Words ReturnLosses = new("各天线回波损耗（dB，10 以上为好）：{0}", "return loss of its antennas (dB, 10 and more is sound): {0}");

    public static readonly Words ReceiverFix = new(
        "定位接收机 {0}，{1} 波特，位置 {2}，{3} 颗卫星，水平精度因子 {4:0.0}", "position receiver {0} at {1} bit/s: {2} from {3} satellites, HDOP {4:0.0}");
    public static readonly Words ReceiverNoFix = new(
        "定位接收机 {0}，{1} 波特，没有位置（{2}）。把天线放到能看见天空处，等几分钟",
        "position receiver {0} at {1} bit/s has no position ({2}). Put its aerial under open sky and wait some minutes");
    public static readonly Words ReceiverNoPosition = new(
        "定位接收机 {0}，{1} 波特，不发送 GGA 和 RMC 语句。请设置接收机", "position receiver {0} at {1} bit/s sends neither GGA nor RMC. Set it to send them");
    public static readonly Words ReceiverSilent = new(
        "没有任何数据。检查电源，以及接收机的 TX 是否接到本端口的 RX", "nothing comes. Check its power, and that its TX goes to this port's RX");
    public static readonly Words ReceiverNonsense = new(
        "有数据，但在任何常用波特率下都不是 NMEA 0183。检查接线，或把接收机设为输出 NMEA",
        "bytes come, but no NMEA 0183 at any usual speed. Check the wiring, or set the receiver to NMEA");
    public static readonly Words SatelliteTime = new(
        "本机时钟与卫星时间相差 {0:0} 秒。请设置时间服务器", "satellite time is {0:0} s off this machine's clock. Give the machine a time server");

    public static readonly Words ProbeReads = new("{0:0.00} °C", "{0:0.00} °C");
    public static readonly Words ProbeFails = new("没有温度（{0}）{1}", "gives no temperature ({0}) {1}");
    public static readonly Words ContactReads = new("门磁电平 {0}", "door contact is {0}");
    public static readonly Words SignalThere = new("声光报警的 GPIO 芯片在，未试动作", "the GPIO chip of the signal is there; the relay was not moved");
    public static readonly Words ChipMissing = new("没有 {0}。检查内核驱动和设置", "there is no {0}. Check the kernel driver and the settings");

    public static readonly Words BrokerAnswers = new("平台端口可达（未登录，以免挤掉正在运行的服务）", "the broker's port answers (not signed in, so as not to push out the running service)");
    public static readonly Words BrokerSilent = new("平台不可达：{0}", "the broker cannot be reached: {0}");
    public static readonly Words NoBroker = new("未设置区域平台", "no hub is set up");
    public static readonly Words DiskRoom = new("可用 {0:0.0} GB", "{0:0.0} GB free");
    public static readonly Words DiskShort = new("只剩 {0:0.0} GB。清理磁盘，满盘后无法记录", "only {0:0.0} GB left. Make room: on a full disk nothing can be recorded");
    public static readonly Words DiskRefuses = new("不能写入：{0}", "cannot be written: {0}");
    public static readonly Words ClockSound = new("{0}", "{0}");
    public static readonly Words ClockBehind = new(
        "时钟比台账最后一次记录（{0}）还早，被回拨了。先校准时钟，否则不会记录",
        "the clock stands before the ledger's last record ({0}): it was set back. Set it right; until then nothing is recorded");
    public static readonly Words ClockUnsynchronized = new("时钟未与时间服务器同步", "the clock is not synchronized with a time server");
}
