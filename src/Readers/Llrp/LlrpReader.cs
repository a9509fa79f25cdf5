using System.Threading.Channels;
using Readers.Contacts;
using Readers.Transports;
using Readers.Writing;

namespace Readers.Llrp;

/// <summary>A reader that speaks LLRP 1.0.1 or 1.1 over TCP.</summary>
/// <remarks>
/// One ROSpec of our own lets each antenna listen for a while in its turn (an AISpec that ends by duration) and then ends; the driver
/// starts it again. The reader's AISpec events are the listening periods. Counting, each step has a ROSpec of its own. Everything else on the
/// reader is left as it was found.
/// </remarks>
public sealed class LlrpReader : ITagReader, ITagWriter, IReaderOutputs
{
    private readonly LlrpOptions _options;
    private readonly TimeProvider _time;
    private readonly LlrpConnection _connection;
    private readonly WriteDesk _desk = new();
    private readonly InventoryDuty _duty = new();
    private LlrpInbox? _inbox;
    private readonly OutputDuty _outputs;
    private LlrpOwnSpecs? _specs;
    private LlrpLines? _lines;
    private long? _lookedForOthersAt;

    public LlrpReader(IByteTransport transport, LlrpOptions options, TimeProvider time)
    {
        (_options, _time, _outputs) = (options, time, new OutputDuty(time));
        _connection = new LlrpConnection(transport, options, Statistics, time,
            (type, id, body, ct) => _inbox?.TakeAsync(type, id, body, ct) ?? ValueTask.CompletedTask);
    }

    public string? Identity { get; private set; }

    public ReaderCapabilities? Capabilities => _duty.Capabilities;

    public InventoryFit? Fit => _duty.Fit;

    public ReaderStatistics Statistics { get; } = new();

    public void Change(InventoryProfile profile) => _duty.Ask(profile);

    public void Drive(byte line, bool high) => _outputs.Drive(line, high);

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        _duty.Ask(profile);
        FaultLog faults = new(events, _options.FaultInterval, _time);
        _inbox = new LlrpInbox(_connection, events, faults, _options.RoSpecId, Statistics, _time);
        await WaitForConnectionAsync(ct);
        try
        {
            LlrpDevice device = await SetUpAsync(profile.PollInputs, faults, ct);
            LlrpOwnSpecs specs = _specs = new(_connection, _lines!, _options, device, faults, _time);
            await specs.RemoveAccessAsync(ct);
            await LookForOthersAsync(faults, ct);
            _inbox.Report = new LlrpReport(device.ChannelsKhz, _options.RoSpecId);
            ReaderCapabilities capabilities = device.Capabilities;
            while (true)
            {
                InventoryFit fit = await _duty.SettleAsync(capabilities, events, faults, ct);
                await specs.ReadTidAsync(fit.ReadTid, ct);
                if (fit.Count is null) await WatchAsync(fit, device, specs, faults, ct);
                else if (!await CountAsync(fit, device, specs, events, ct)) capabilities = capabilities with { ChoosesTarget = false };
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await LeaveQuietAsync();
            throw;
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _connection.DisposeAsync();
    }

    /// <summary>A client stays silent until the reader has said whether it is accepted.</summary>
    private async ValueTask WaitForConnectionAsync(CancellationToken ct)
    {
        long start = _time.GetTimestamp();
        while (_inbox!.Connected is null)
        {
            if (!await _connection.ListenAsync(_options.ConnectionEventTimeout - _time.GetElapsedTime(start), ct))
                throw new ReaderLostException("silent", $"{_connection.Name} accepts connections but does not greet as an LLRP reader does.");
        }
        if (LlrpGreeting.Refusal(_connection.Name, _inbox.Connected.Value) is { } refusal) throw refusal;
    }

    private async ValueTask<LlrpDevice> SetUpAsync(bool inputs, FaultLog faults, CancellationToken ct)
    {
        LlrpWriter writer = _connection.Writer;
        if (_options.Version > 1) await NegotiateAsync(faults, ct);
        LlrpReply capabilities = await _connection.RequestAsync(writer.Begin(LlrpMessageType.GetReaderCapabilities).U8(0), ct);
        if (!capabilities.IsOk) await faults.ReportAsync(ReaderTrouble.StrangeAnswer, "capabilities", $"The reader does not tell what it can do: {capabilities}", null, ct);
        LlrpDevice device = LlrpDevice.Parse(capabilities.Body);
        Identity = device.Identity;
        if (device.IsImpinj) // before that it refuses every parameter of its own
            await _connection.RequestAsync(writer.Begin(LlrpMessageType.CustomMessage).U32(LlrpDevice.Impinj).U8(21).U32(0), ct);
        int lines = inputs ? device.Inputs : 0;
        LlrpReply configured = await _connection.RequestAsync(LlrpRequests.Configure(writer, _options, lines, events: true), ct);
        if (!configured.IsOk)
        {
            await faults.ReportAsync(ReaderTrouble.SettingRefused, "configuration", $"The reader refuses its event settings: {configured}", null, ct);
            await _connection.RequestAsync(LlrpRequests.Configure(writer, _options, lines, events: false), ct);
        }
        _lines = new LlrpLines(_connection, _inbox!, lines, _outputs, _time);
        await _lines.TendAsync(ct);
        return device;
    }

    /// <summary>Says so, each time, while another program's ROSpec runs on the reader. Nothing of it is touched.</summary>
    private async ValueTask LookForOthersAsync(FaultLog faults, CancellationToken ct)
    {
        if (_lookedForOthersAt is { } looked && _time.GetElapsedTime(looked) < _options.FaultInterval) return;
        LlrpReply present = await _connection.RequestAsync(_connection.Writer.Begin(LlrpMessageType.GetRospecs), ct);
        foreach (uint foreign in LlrpInbox.ActiveRoSpecs(present.Body).Where(id => id != _options.RoSpecId))
            await faults.ReportAsync(ReaderTrouble.OtherProgram, "foreign-rospec", $"Another program's ROSpec {foreign} runs on the reader and takes its antennas' time.", null, ct);
        _lookedForOthersAt = _time.GetTimestamp(); // after the report: the next one is due then, and not a moment too early to be told
    }

    /// <summary>Asks for LLRP 1.1 in its own messages; a reader that refuses them, or does not know them and keeps quiet, is driven with 1.0.1.</summary>
    private async ValueTask NegotiateAsync(FaultLog faults, CancellationToken ct)
    {
        _connection.Version = 2;
        LlrpReply reply = await _connection.RequestAsync(_connection.Writer.Begin(LlrpMessageType.GetSupportedVersion), ct);
        if (reply.IsOk && reply.Body is [_, >= 2, ..])
        {
            reply = await _connection.RequestAsync(_connection.Writer.Begin(LlrpMessageType.SetProtocolVersion).U8(2), ct);
            if (reply.IsOk) return;
        }
        _connection.Version = 1;
        string why = reply.IsOk ? "it has only 1.0.1" : $"{reply}";
        await faults.ReportAsync(ReaderTrouble.Unsupported, "unsupported-version", $"The reader does not take LLRP 1.1 ({why}); it is driven with 1.0.1.", null, ct);
    }

    /// <summary>Every antenna in turn, run after run; returns when another profile is asked for.</summary>
    private async ValueTask WatchAsync(InventoryFit fit, LlrpDevice device, LlrpOwnSpecs specs, FaultLog faults, CancellationToken ct)
    {
        LlrpPlan plan = LlrpPlan.Make(fit, device);
        foreach (Shortfall lacking in plan.Shortfalls)
            await faults.ReportAsync(ReaderTrouble.Unsupported, lacking.Code, lacking.Words, lacking.Port, ct);
        _inbox!.Expect(plan);
        TimeSpan longest = _options.TurnDuration * plan.Specs.Sum(static spec => spec.Antennas.Count) + _options.RestartAfter;
        for (bool placed = false; !_duty.IsNews;)
        {
            await LookForOthersAsync(faults, ct);
            if (_desk.HasWork)
            {
                await WriteTagsAsync(device, ct);
                placed = false;
            }
            if (!placed) await specs.InsistAsync(plan, ct);
            placed = true;
            _inbox.HasEnded = false;
            await specs.StartAsync(ct);
            long start = _time.GetTimestamp();
            // A refused start must not become a flood of requests; its end is waited for as one that was accepted.
            while (!_inbox.HasEnded && _time.GetElapsedTime(start) < longest)
            {
                ct.ThrowIfCancellationRequested();
                await _lines!.ListenAsync(longest - _time.GetElapsedTime(start), ct);
            }
        }
    }

    /// <returns>True when another profile is asked for; false when the reader does not let its target be chosen.</returns>
    private async ValueTask<bool> CountAsync(
        InventoryFit fit, LlrpDevice device, LlrpOwnSpecs specs, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        LlrpCount count = new(_lines!, _inbox!, specs, fit, events, _options, _time);
        while (!_duty.IsNews)
        {
            if (_desk.HasWork) await WriteTagsAsync(device, ct);
            if (!await count.StepAsync(ct)) return false;
        }
        return true;
    }

    private ValueTask WriteTagsAsync(LlrpDevice device, CancellationToken ct) => _desk.DoAllAsync(
        order => new LlrpAccess(_connection, _inbox!, _options, device, new AntennaSettings(order.AntennaPort, order.PowerDbm), _time), ct);

    /// <summary>Removes what is ours and takes leave; a reader that does not answer is left within a second.</summary>
    private async ValueTask LeaveQuietAsync()
    {
        if (_lines is not null) await _lines.LeaveAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(1), _time);
        try
        {
            if (_specs is not null) await _specs.RemoveAsync(limit.Token);
            await _connection.RequestAsync(_connection.Writer.Begin(LlrpMessageType.CloseConnection), limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It is gone or slow: the next session deletes our ROSpec before it adds it.
        }
    }
}
