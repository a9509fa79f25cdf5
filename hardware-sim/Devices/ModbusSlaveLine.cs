using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>What goes wrong with one unit's answers, until it is changed.</summary>
public enum ModbusUnitFault
{
    None,

    /// <summary>Without power.</summary>
    Silent,

    /// <summary>A wrong check at the end.</summary>
    WrongCheck,

    /// <summary>The answer breaks off after three bytes.</summary>
    Cut,

    /// <summary>A burst of chance bytes before the answer.</summary>
    NoiseBefore,

    /// <summary>The unit says that it is busy.</summary>
    Busy,

    /// <summary>The unit says that it has failed.</summary>
    Failed,
}

/// <summary>One transmitter on the line.</summary>
/// <param name="address">1 to 247.</param>
public sealed class ModbusUnit(byte address)
{
    public byte Address => address;

    /// <summary>Contents of the registers at the moment of asking, by function (3 holding, 4 input) and address.</summary>
    public Dictionary<(int Function, int Register), Func<ushort>> Registers { get; } = [];

    public ModbusUnitFault Fault { get; set; }

    /// <summary>From the end of the request to the start of the answer.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(5);
}

/// <summary>Several Modbus RTU units on one RS-485 line, at the line's speed.</summary>
/// <remarks>Written from the protocol's text, apart from the service's master, so that both cannot share one mistake.</remarks>
public sealed class ModbusSlaveLine(IReadOnlyList<ModbusUnit> units, int baudRate, TimeProvider time)
{
    private const int BitsPerByte = 11, RequestLength = 8;
    private const byte IllegalFunction = 1, IllegalAddress = 2, Failed = 4, Busy = 6;
    private readonly List<byte> _heard = [];

    /// <summary>An adapter that hears its own sending: each request comes back before the answer.</summary>
    public bool Echo { get; init; }

    /// <summary>Requests that came while the answer to an earlier one was still due: on a real line both would be destroyed.</summary>
    public int Collisions { get; private set; }

    /// <summary>Sound requests, to whomever.</summary>
    public int Requests { get; private set; }

    /// <summary>Serves until the line is gone or <paramref name="ct"/> is cancelled.</summary>
    public async Task RunAsync(IByteTransport line, CancellationToken ct)
    {
        byte[] chunk = new byte[256];
        Task<int> hearing = line.ReadAsync(chunk, ct).AsTask();
        while (true)
        {
            int count = await hearing;
            if (count == 0) return;
            _heard.AddRange(chunk.AsSpan(0, count));
            hearing = line.ReadAsync(chunk, ct).AsTask();
            if (_heard.Count < RequestLength) continue;
            byte[] request = [.. _heard];
            _heard.Clear();
            if (request.Length != RequestLength || !IsSound(request)) continue; // a unit waits in silence for the next frame
            Requests++;
            if (Echo) await line.WriteAsync(request, ct);
            if (units.FirstOrDefault(unit => unit.Address == request[0]) is not { Fault: not ModbusUnitFault.Silent } unit) continue;
            byte[] answer = Answer(unit, request);
            await Task.Delay(unit.Delay + TimeSpan.FromSeconds((double)answer.Length * BitsPerByte / baudRate), time, ct);
            if (hearing.IsCompleted) Collisions++;
            await line.WriteAsync(answer, ct);
        }
    }

    private static byte[] Answer(ModbusUnit unit, byte[] request)
    {
        int function = request[1], first = (request[2] << 8) | request[3], count = (request[4] << 8) | request[5];
        List<byte> answer = [unit.Address];
        if (unit.Fault == ModbusUnitFault.Busy) answer.AddRange([(byte)(function | 0x80), Busy]);
        else if (unit.Fault == ModbusUnitFault.Failed) answer.AddRange([(byte)(function | 0x80), Failed]);
        else if (function is not (3 or 4)) answer.AddRange([(byte)(function | 0x80), IllegalFunction]);
        else if (Enumerable.Range(first, count).Any(register => !unit.Registers.ContainsKey((function, register))))
            answer.AddRange([(byte)(function | 0x80), IllegalAddress]);
        else
        {
            answer.AddRange([(byte)function, (byte)(2 * count)]);
            for (int register = first; register < first + count; register++)
            {
                ushort content = unit.Registers[(function, register)]();
                answer.AddRange([(byte)(content >> 8), (byte)content]);
            }
        }
        int check = Check(answer);
        answer.AddRange([(byte)check, (byte)(check >> 8)]);
        return unit.Fault switch
        {
            ModbusUnitFault.WrongCheck => [.. answer[..^1], (byte)(answer[^1] ^ 0x20)],
            ModbusUnitFault.Cut => [.. answer[..3]],
            ModbusUnitFault.NoiseBefore => [0x00, 0xFF, unit.Address, (byte)function, 0x7E, .. answer],
            _ => [.. answer],
        };
    }

    private static bool IsSound(byte[] frame) => Check([.. frame[..^2]]) == (frame[^2] | (frame[^1] << 8));

    /// <summary>CRC-16/MODBUS bit by bit.</summary>
    private static int Check(List<byte> bytes)
    {
        int register = 0xFFFF;
        foreach (byte b in bytes)
        {
            register ^= b;
            for (int shift = 0; shift < 8; shift++)
            {
                bool carry = (register & 1) == 1;
                register >>= 1;
                if (carry) register ^= 0xA001;
            }
        }
        return register;
    }
}
