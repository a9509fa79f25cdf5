using System.Globalization;

namespace Readers.M100;

/// <summary>What the module's radio has been set to, so that it is told only what changes; what it makes of a power is read back.</summary>
internal sealed class M100Radio(M100Line line, FaultLog faults)
{
    private int? _powerDbm;
    private M100Query? _query;

    /// <summary>The module may have forgotten, or somebody else has set it.</summary>
    public void Forget() => (_powerDbm, _query) = (null, null);

    /// <summary>Modules clamp a power they cannot give to their limits and answer "done" all the same.</summary>
    /// <returns>False when the module did not answer.</returns>
    public async ValueTask<bool> SetPowerAsync(int dBm, CancellationToken ct)
    {
        if (_powerDbm == dBm) return true;
        int centi = dBm * 100;
        M100Answer set = await line.ExchangeAsync(M100Code.SetPower, new[] { (byte)(centi >> 8), (byte)centi }, ct);
        if (set.Parameter is null) return false;
        _powerDbm = dBm;
        if (set.Error is { } error)
        {
            await faults.ReportAsync(ReaderTrouble.SettingRefused, "power-refused", $"The module did not take its power. {M100Error.Describe(error)}", null, ct);
            return true;
        }
        M100Answer told = await line.ExchangeAsync(M100Code.GetPower, default, ct);
        if (told is { IsOk: true, Parameter: [var high, var low] } && (high << 8 | low) is var given && given != centi)
            await faults.ReportAsync(ReaderTrouble.Unsupported, "unsupported-power", string.Create(CultureInfo.InvariantCulture,
                $"The module was set to {dBm} dBm and gives {given / 100.0:0.##} dBm; choose a power that it has."), null, ct);
        return told.Parameter is not null;
    }

    /// <returns>False when the module did not answer.</returns>
    public async ValueTask<bool> SetQueryAsync(M100Query query, CancellationToken ct)
    {
        if (_query == query) return true;
        _query = null;
        M100Answer set = await line.ExchangeAsync(M100Code.SetQuery, new[] { (byte)(query.Word >> 8), (byte)query.Word }, ct);
        if (set.IsOk) _query = query;
        else if (set.Error is { } error)
            await faults.ReportAsync(ReaderTrouble.SettingRefused, "query-refused", $"The module did not take session and target. {M100Error.Describe(error)}", null, ct);
        return set.Parameter is not null;
    }
}
