using System.Text;
using System.Threading.Channels;
using Readers.Transports;
using Readers.Writing;

namespace Readers.M100;

/// <summary>A single-antenna module of the M100 class, over a serial line: desk readers and small cabinets.</summary>
/// <remarks>
/// The module polls until it is stopped and marks no end of a round. A turn is: start polling (27), listen, stop (28); the answer to the
/// stop is the end of the listening period. In S1 to S3 a turn polls target A and then target B, so that a tag that has answered once
/// is heard again.
/// </remarks>
public sealed class M100Reader(IByteTransport transport, M100Options options, TimeProvider time) : ITagReader, ITagWriter
{
    private const byte OnlyPort = 1;

    private readonly M100Line _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private readonly InventoryDuty _duty = new();
    private FaultLog _faults = null!;
    private int _reads;
    private bool _damaged;
    private ReaderCapabilities? _told;

    public string? Identity { get; private set; }

    public ReaderCapabilities? Capabilities => _duty.Capabilities;

    public InventoryFit? Fit => _duty.Fit;

    public ReaderStatistics Statistics => _line.Statistics;

    public void Change(InventoryProfile profile) => _duty.Ask(profile);

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        _duty.Ask(profile);
        _line.Events = events;
        _faults = new FaultLog(events, options.FaultInterval, time);
        InventoryFit fit = await _duty.SettleAsync(Describe("M100 module", null), _faults, ct);
        while (!await SetUpAsync(fit.Antennas[0].PowerDbm, ct)) await _line.ListenAsync(options.RetrySetup, ct);
        _duty.Learn(_told!);
        bool first = true;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (_desk.HasWork || _duty.IsNews)
            {
                await _desk.DoAllAsync(order => new M100Access(_line, order.PowerDbm, options.Q), ct);
                if (_duty.IsNews) fit = await _duty.SettleAsync(_told!, _faults, ct);
                while (!await SetUpAsync(fit.Antennas[0].PowerDbm, ct)) await _line.ListenAsync(options.RetrySetup, ct);
                first = true;
            }
            await _faults.ReportNoiseAsync(Statistics, ct);
            if (await TakeTurnAsync(fit.Session, setQuery: first, events, ct))
            {
                first = false;
                continue;
            }
            await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The module did not answer in time; it was asked again.", null, ct);
            await _line.ResynchronizeAsync(ct);
            while (!await SetUpAsync(fit.Antennas[0].PowerDbm, ct)) await _line.ListenAsync(options.RetrySetup, ct); // it may have slept, and forgotten
            first = true;
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    /// <returns>False when the module refused what reading needs, which has been reported.</returns>
    private async ValueTask<bool> SetUpAsync(int powerDbm, CancellationToken ct)
    {
        _line.Hearing = null; // what an earlier program's polling still brings is not of this session
        await _line.ExchangeAsync(M100Code.StopMultiPoll, default, ct);
        await _line.ResynchronizeAsync(ct);
        M100Answer hardware = await _line.ExchangeAsync(M100Code.GetModuleInfo, new byte[] { 0 }, ct);
        M100Answer software = await _line.ExchangeAsync(M100Code.GetModuleInfo, new byte[] { 1 }, ct);
        _told = Describe(Text(hardware, "M100 module"), Text(software, "unknown"));
        Identity = $"{_told.Model}, firmware {_told.Firmware}";
        bool set = await SetAsync("region", M100Code.SetRegion, [options.Region], ct);
        if (!set) return false;
        int centi = powerDbm * 100;
        await SetAsync("power", M100Code.SetPower, [(byte)(centi >> 8), (byte)centi], ct);
        await SetAsync("hopping", M100Code.SetAutoHopping, [0xFF], ct);
        await _line.ExchangeAsync(M100Code.SetSelectMode, new byte[] { 1 }, ct, also: M100Code.SetSelect); // never: an old mask would hide tags
        _line.Hearing = Hear;
        return true;
    }

    /// <returns>False when the module did not answer.</returns>
    private async ValueTask<bool> TakeTurnAsync(Session session, bool setQuery, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        bool both = session != Session.S0;
        (_reads, _damaged) = (0, false);
        long bad = Statistics.BadChecksums;
        DateTimeOffset startedAt = time.GetUtcNow();
        TimeSpan listen = both ? options.TurnDuration / 2 : options.TurnDuration;
        byte? error = null;
        bool polled = true;
        for (int target = 0; target < (both ? 2 : 1); target++)
        {
            if (both || setQuery)
            {
                ushort word = new M100Query(session, target == 1, options.Q).Word;
                M100Answer query = await _line.ExchangeAsync(M100Code.SetQuery, new[] { (byte)(word >> 8), (byte)word }, ct);
                if (query.Parameter is null) return false;
            }
            int answers = _line.PollAnswers;
            await _line.SendAsync(M100Code.MultiPoll, [0x22, 0xFF, 0xFF], ct);
            error = await _line.ListenAsync(listen, ct) ?? error;
            if ((await _line.ExchangeAsync(M100Code.StopMultiPoll, default, ct)).Parameter is null) return false;
            polled &= _line.PollAnswers > answers; // even an empty field is told, round by round
        }
        if (error is { } code) await _faults.ReportAsync(M100Error.TroubleOf(code), $"{code:X2}", M100Error.Describe(code), OnlyPort, ct);
        if (error is not null || !polled || _damaged || Statistics.BadChecksums != bad) return true; // a tag may have been heard and lost
        _faults.Clear(OnlyPort);
        DateTimeOffset endedAt = _line.ReceivedAt < startedAt ? startedAt : _line.ReceivedAt;
        await events.WriteAsync(ReaderEvent.Of(new ListeningPeriod(OnlyPort, startedAt, endedAt, _reads)), ct);
        return true;
    }

    private ReaderEvent? Hear(scoped in M100Frame frame)
    {
        if (!M100Notice.TryParse(frame.Parameter, out M100Notice notice) || !notice.IsSound)
        {
            Statistics.CountBadChecksum();
            _damaged = true;
            return null;
        }
        if (!Epc.TryCreate(notice.Epc, out Epc epc)) return null;
        Statistics.CountRead();
        _reads++;
        return ReaderEvent.Of(new TagRead
        {
            Epc = epc,
            ProtocolControl = notice.ProtocolControl,
            AntennaPort = OnlyPort,
            RssiDbm = notice.RssiDbm,
            ObservedAt = _line.ReceivedAt,
            Count = 1,
        });
    }

    private async ValueTask<bool> SetAsync(string what, M100Code code, byte[] parameter, CancellationToken ct)
    {
        M100Answer answer = await _line.ExchangeAsync(code, parameter, ct);
        if (answer.IsOk) return true;
        if (answer.Parameter is null) await _line.ResynchronizeAsync(ct);
        string why = answer.Error is { } error ? M100Error.Describe(error) : "It did not answer in time.";
        await _faults.ReportAsync(what == "region" ? ReaderTrouble.Region : ReaderTrouble.SettingRefused, $"{what}-refused", $"The module did not take its {what}. {why}", null, ct);
        return false;
    }

    /// <summary>The module tells its name and firmware; the rest is what the protocol fixes. Its limits of power it does not tell.</summary>
    private ReaderCapabilities Describe(string model, string? firmware) => new()
    {
        Model = model, Firmware = firmware, AntennaPorts = OnlyPort, Region = M100Channels.NameOf(options.Region),
        ChannelsKhz = [.. Enumerable.Range(0, 64).Select(channel => M100Channels.FrequencyKhz(options.Region, channel)).OfType<int>()],
        ChoosesTarget = true,
    };

    private static string Text(M100Answer answer, string other) =>
        answer.IsOk && answer.Parameter!.Length > 1 ? Encoding.ASCII.GetString(answer.Parameter, 1, answer.Parameter.Length - 1).Trim('\0', ' ') : other;
}
