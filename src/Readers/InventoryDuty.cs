using System.Threading.Channels;

namespace Readers;

/// <summary>What a driver is to do now: the profile that was asked for last, what the reader can, and what that becomes.</summary>
/// <remarks>Asked from any thread, fitted by the driver's own loop between two turns.</remarks>
internal sealed class InventoryDuty
{
    private volatile InventoryProfile? _asked;
    private volatile ReaderCapabilities? _capabilities;
    private volatile InventoryFit? _fit;
    private InventoryProfile? _fitted;

    public ReaderCapabilities? Capabilities => _capabilities;

    public InventoryFit? Fit => _fit;

    /// <summary>Another profile was asked for than the one in use.</summary>
    public bool IsNews => !ReferenceEquals(_asked, _fitted);

    public void Ask(InventoryProfile profile)
    {
        ArgumentOutOfRangeException.ThrowIfZero(profile.Antennas.Count);
        if (profile.Count is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfZero(count.PowerStepsDb.Count);
            ArgumentOutOfRangeException.ThrowIfEqual(count.Session, Session.S0);
        }
        _asked = profile;
    }

    /// <summary>The device has told more of itself, which changes nothing of the fit.</summary>
    public void Learn(ReaderCapabilities capabilities) => _capabilities = capabilities;

    /// <summary>Makes of the profile what this reader can, and tells what it became and what is lacking.</summary>
    /// <remarks>Call it when everything that was read before is told: what follows is read with the new powers.</remarks>
    public async ValueTask<InventoryFit> SettleAsync(
        ReaderCapabilities capabilities, ChannelWriter<ReaderEvent> events, FaultLog faults, CancellationToken ct)
    {
        InventoryProfile profile = _asked!;
        InventoryFit fit = InventoryFit.Of(profile, capabilities);
        (_capabilities, _fitted, _fit) = (capabilities, profile, fit);
        await events.WriteAsync(ReaderEvent.Of(fit), ct);
        foreach (Shortfall lacking in fit.Shortfalls)
            await faults.ReportAsync(ReaderTrouble.Unsupported, lacking.Code, lacking.Words, lacking.Port, ct);
        return fit;
    }
}
