namespace Readers.R2000.Commands;

/// <summary>74: the antenna that the following rounds use.</summary>
/// <param name="Port">From 1.</param>
public readonly record struct SetWorkAntenna(byte Port) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetWorkAntenna;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = (byte)(Port - 1);
        return 1;
    }
}

/// <summary>75: the antenna in use, from 1.</summary>
public readonly record struct GetWorkAntenna : IR2000Command<byte>
{
    public R2000Code Code => R2000Code.GetWorkAntenna;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte reply)
    {
        reply = payload.Length == 1 ? (byte)(payload[0] + 1) : (byte)0;
        return payload.Length == 1;
    }
}

/// <summary>66: power of all ports in dBm until the next restart; unlike 76 it does not wear the reader's flash memory.</summary>
public readonly record struct SetTemporaryPower(byte PowerDbm) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetTemporaryPower;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = PowerDbm;
        return 1;
    }
}

/// <summary>77: power in dBm, one value when all ports are equal, else one per port.</summary>
public readonly record struct GetPower : IR2000Command<byte[]>
{
    public R2000Code Code => R2000Code.GetPower;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte[]? reply)
    {
        reply = payload.Length is >= 1 and <= 8 ? payload.ToArray() : null;
        return reply is not null;
    }
}

/// <summary>76: power in dBm, one value for all ports or one a port, kept over a restart. Wears the flash memory: for installation only.</summary>
public readonly record struct SetPower(IReadOnlyList<byte> PowerDbm) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetPower;

    public int WritePayload(Span<byte> destination)
    {
        for (int i = 0; i < PowerDbm.Count; i++) destination[i] = PowerDbm[i];
        return PowerDbm.Count;
    }
}

/// <summary>78: frequency region, a legal setting that is made at installation.</summary>
public readonly record struct SetRegion(R2000Region Region) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetRegion;

    public int WritePayload(Span<byte> destination) => Region.Write(destination);
}

/// <summary>69: link profile. D0 FM0 40 kHz, D1 Miller 4 250 kHz (the usual one), D2 Miller 4 300 kHz, D3 FM0 400 kHz.</summary>
public readonly record struct SetLinkProfile(byte Profile) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetLinkProfile;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Profile;
        return 1;
    }
}

/// <summary>62: warns of a port whose return loss is below this many dB; 0 switches the detector off.</summary>
public readonly record struct SetAntennaDetector(byte ReturnLossDb) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetAntennaDetector;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = ReturnLossDb;
        return 1;
    }
}

/// <summary>63: the threshold of the antenna detector in dB; 0: it is off.</summary>
public readonly record struct GetAntennaDetector : IR2000Command<byte>
{
    public R2000Code Code => R2000Code.GetAntennaDetector;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte reply)
    {
        reply = payload.Length == 1 ? payload[0] : (byte)0;
        return payload.Length == 1;
    }
}

/// <summary>7E: return loss of the work antenna in dB at a frequency index; the more the better, below 10 is poor.</summary>
public readonly record struct GetReturnLoss(byte FrequencyIndex) : IR2000Command<byte>
{
    public R2000Code Code => R2000Code.GetReturnLoss;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = FrequencyIndex;
        return 1;
    }

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte reply)
    {
        bool measured = payload is [not (byte)R2000Result.ReturnLossFailed];
        reply = measured ? payload[0] : (byte)0;
        return measured;
    }
}
