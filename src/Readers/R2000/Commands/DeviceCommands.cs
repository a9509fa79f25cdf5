namespace Readers.R2000.Commands;

/// <summary>72: firmware.</summary>
public readonly record struct GetFirmware : IR2000Command<Version>
{
    public R2000Code Code => R2000Code.GetFirmware;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out Version? reply)
    {
        reply = payload.Length == 2 ? new Version(payload[0], payload[1]) : null;
        return reply is not null;
    }
}

/// <summary>79: frequency region.</summary>
public readonly record struct GetRegion : IR2000Command<R2000Region>
{
    public R2000Code Code => R2000Code.GetRegion;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out R2000Region reply) => R2000Region.TryParse(payload, out reply);
}

/// <summary>7B: temperature of the reader in °C.</summary>
/// <remarks>Sheet V2.2 says 00 is plus; captures and every implementation say 01 is plus, and so it is taken here.</remarks>
public readonly record struct GetTemperature : IR2000Command<int>
{
    public R2000Code Code => R2000Code.GetTemperature;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out int reply)
    {
        reply = payload.Length == 2 ? (payload[0] == 1 ? payload[1] : -payload[1]) : 0;
        return payload.Length == 2;
    }
}

/// <summary>7A: 0 quiet, 1 a beep per round, 2 a beep per tag (which slows reading).</summary>
public readonly record struct SetBeeper(byte Mode) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetBeeper;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Mode;
        return 1;
    }
}

/// <summary>60: levels of the two inputs.</summary>
public readonly record struct ReadGpio : IR2000Command<GpioLevels>
{
    public R2000Code Code => R2000Code.ReadGpio;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out GpioLevels reply)
    {
        reply = payload.Length == 2 ? new GpioLevels(payload[0] != 0, payload[1] != 0) : default;
        return payload.Length == 2;
    }
}

public readonly record struct GpioLevels(bool First, bool Second);

/// <summary>61: level of output 3 or 4.</summary>
public readonly record struct WriteGpio(byte Pin, bool High) : IR2000Setting
{
    /// <summary>Pins 1 and 2 are the inputs.</summary>
    public const byte FirstPin = 3;

    public R2000Code Code => R2000Code.WriteGpio;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Pin;
        destination[1] = High ? (byte)1 : (byte)0;
        return 2;
    }
}
