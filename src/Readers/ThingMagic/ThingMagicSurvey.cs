using System.Buffers.Binary;
using System.Globalization;

namespace Readers.ThingMagic;

/// <summary>Asks a module that runs its application what it can. What it does not answer stays unknown.</summary>
internal sealed class ThingMagicSurvey(ThingMagicLine line)
{
    private const byte DetectAntennas = 5, WithLimits = 1, PinsWithDirections = 1;

    /// <param name="version">Data of the answer to command 03.</param>
    public async ValueTask<ReaderCapabilities> RunAsync(ReadOnlyMemory<byte> version, CancellationToken ct)
    {
        (string model, string? firmware) = Describe(version.Span);
        byte? ports = Ports(await AskAsync(ThingMagicOpcode.GetAntenna, [DetectAntennas], ct));
        PowerRange? power = Power(await AskAsync(ThingMagicOpcode.GetReadPower, [WithLimits], ct));
        string? region = await AskAsync(ThingMagicOpcode.GetRegion, [], ct) is [var code] ? ThingMagicFields.Region(code) : null;
        (byte inputs, byte outputs) = Pins(await AskAsync(ThingMagicOpcode.GetGpio, [PinsWithDirections], ct));
        return new ReaderCapabilities
        {
            Model = model,
            Firmware = firmware,
            AntennaPorts = ports,
            Power = power,
            Region = region,
            ChoosesTarget = true,
            CountsInSteps = true,
            Inputs = inputs,
            Outputs = outputs,
            Tid = TidReading.Along,
        };
    }

    private static (string Model, string? Firmware) Describe(ReadOnlySpan<byte> version) => version.Length < 16
        ? ("ThingMagic", null)
        : (string.Create(CultureInfo.InvariantCulture, $"ThingMagic hardware {version[4]:X2}.{version[5]:X2}"),
            string.Create(CultureInfo.InvariantCulture, $"{version[12]:X2}.{version[13]:X2}.{version[14]:X2}.{version[15]:X2}"));

    /// <summary>05, then port and whether an antenna is there, for each port.</summary>
    private static byte? Ports(byte[] detected)
    {
        byte ports = 0;
        for (int at = 1; at + 1 < detected.Length; at += 2) ports = Math.Max(ports, detected[at]);
        return detected is [DetectAntennas, ..] && ports > 0 ? ports : null;
    }

    /// <summary>01, power now, strongest and weakest in hundredths of a dBm.</summary>
    private static PowerRange? Power(byte[] limits) => limits.Length < 7
        ? null
        : new PowerRange(BinaryPrimitives.ReadInt16BigEndian(limits.AsSpan(5)) / 100.0, BinaryPrimitives.ReadInt16BigEndian(limits.AsSpan(3)) / 100.0);

    private static (byte Inputs, byte Outputs) Pins(byte[] triples)
    {
        (byte inputs, byte outputs) = (0, 0);
        for (int at = 1; at + 2 < triples.Length; at += 3)
        {
            if (triples[at + 1] == 1) outputs++;
            else inputs++;
        }
        return (inputs, outputs);
    }

    private async ValueTask<byte[]> AskAsync(ThingMagicOpcode opcode, byte[] data, CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(opcode, data, ct);
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        return answer.IsOk ? answer.Data.ToArray() : [];
    }
}
