using Readers.Sensors.Modbus;
using Readers.Tests.Decoding;

namespace Readers.Tests.Sensors.Modbus;

/// <summary>Mutated answers by the million: no exception, and no answer that the line did not bring whole.</summary>
/// <remarks>Length and seed as those of the decoders' campaign: READERS_CAMPAIGN_BYTES, READERS_CAMPAIGN_SEED.</remarks>
public sealed class ModbusCampaignTests
{
    private static readonly ModbusRequest[] s_requests =
    [
        new(1, ModbusFunction.HoldingRegisters, 0, 1), new(1, ModbusFunction.InputRegisters, 0, 2), new(17, ModbusFunction.HoldingRegisters, 107, 3),
        new(247, ModbusFunction.InputRegisters, 0xFFFF, 125),
    ];

    [Fact]
    public void TryFindReply_MutatedAnswers_AreTakenWholeOrNotAtAll()
    {
        long total = Campaign.Bytes, fed = 0;
        int seed = Campaign.Seed;
        Random random = new(seed);
        byte[][] captures = [.. s_requests.Select(Answer), .. s_requests.Select(static request => Exception(request, 2)), .. s_requests.Select(ModbusFrames.Encode)];
        long answers = 0, exceptions = 0;

        for (List<byte> heard = []; fed < total; heard.Clear())
        {
            for (int pieces = random.Next(1, 4); pieces > 0; pieces--) heard.AddRange(Mutation.Of(captures[random.Next(captures.Length)], random));
            ModbusRequest request = s_requests[random.Next(s_requests.Length)];
            byte[] bytes = [.. heard];

            if (ModbusFrames.TryFindReply(bytes, request, out ReadOnlySpan<byte> data, out byte exception))
            {
                byte[] whole = exception == 0
                    ? [request.Unit, (byte)request.Function, (byte)data.Length, .. data] : [request.Unit, (byte)((byte)request.Function | 0x80), exception];
                Assert.True(exception != 0 || data.Length == 2 * request.Count, $"Seed {seed}, after {fed} bytes: {data.Length} bytes for {request}.");
                Assert.True(bytes.AsSpan().IndexOf(Checked(whole)) >= 0, $"Seed {seed}, after {fed} bytes: an answer that was not there.");
                if (exception == 0) answers++;
                else exceptions++;
            }
            fed += bytes.Length;
        }

        Assert.True(answers > 0 && exceptions > 0, $"Nothing was understood, seed {seed}.");
    }

    private static byte[] Answer(ModbusRequest request)
    {
        byte[] data = new byte[2 * request.Count];
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i * 37);
        return Checked([request.Unit, (byte)request.Function, (byte)data.Length, .. data]);
    }

    private static byte[] Exception(ModbusRequest request, byte code) => Checked([request.Unit, (byte)((byte)request.Function | 0x80), code]);

    /// <summary>The check bit by bit, as the standard describes it: not the table that is tested.</summary>
    private static byte[] Checked(byte[] body)
    {
        int crc = 0xFFFF;
        foreach (byte one in body)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return [.. body, (byte)crc, (byte)(crc >> 8)];
    }
}
