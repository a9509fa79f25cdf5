using System.Threading.Channels;

namespace Readers.Llrp;

/// <summary>A count: each step is a run of our ROSpec on one antenna, with one power and one target, and is stopped when nobody new answers.</summary>
internal sealed class LlrpCount(
    LlrpLines lines, LlrpInbox inbox, LlrpOwnSpecs specs, InventoryFit fit, ChannelWriter<ReaderEvent> events, LlrpOptions options, TimeProvider time)
{
    /// <summary>How often it is asked whether anybody new has answered.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly CountProgress _count = new(fit, time);
    private bool _knowsTargetB;

    /// <returns>False when the reader does not take a ROSpec for tags in B, though it took those for A.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken ct)
    {
        bool? targetB = fit.Targets switch
        {
            TargetHandling.OneASweep => _count.TargetB,
            TargetHandling.ReadersOwn => false, // what has answered keeps quiet as long as its session lasts
            _ => null,
        };
        LlrpPlan step = LlrpPlan.Step(fit, _count.Antenna, targetB);
        LlrpReply placed = await specs.PlaceAsync(step, ct);
        if (targetB == true && !_knowsTargetB && placed is { IsOk: false, Status: not null }) return false;
        if (!placed.IsOk) await specs.InsistAsync(step, ct);
        _knowsTargetB |= targetB == true;
        bool listened = await ListenAsync(ct);
        if (_count.EndStep(listened) is { } sweep) await events.WriteAsync(ReaderEvent.Of(sweep), ct);
        return true;
    }

    /// <returns>False when it is not certain that the antenna has listened to the end of the step.</returns>
    private async ValueTask<bool> ListenAsync(CancellationToken ct)
    {
        byte port = _count.Antenna.Port;
        inbox.BeginStep(_count);
        bool begun = false, cutShort;
        do
        {
            inbox.HasEnded = false;
            if (!await specs.StartAsync(ct))
            {
                await lines.ListenAsync(options.TurnDuration, ct); // a refusal must not become a flood of requests
                return false;
            }
            if (!begun) _count.ListeningBegins();
            begun = true;
            while (!_count.StepIsOver && !inbox.HasEnded)
            {
                ct.ThrowIfCancellationRequested();
                await lines.ListenAsync(s_look, ct);
            }
            cutShort = inbox.HasEnded; // by another program, or by the reader itself
            await specs.StopAsync(ct);
        }
        while (!_count.StepIsOver && !cutShort); // somebody new was told of while it was being stopped: nobody was quiet
        return await inbox.EndStepAsync(port, ct) && !cutShort;
    }
}
