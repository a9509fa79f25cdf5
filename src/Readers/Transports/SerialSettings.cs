namespace Readers.Transports;

public enum SerialParity : byte { None, Even, Odd }

/// <summary>How a serial line is run: 8 data bits, no flow control, and what stands here.</summary>
/// <param name="BaudRate">Bits a second, 1200 to 4,000,000.</param>
/// <param name="StopBits">1 or 2.</param>
/// <param name="ModemLines">Level of DTR and RTS. Off suits most readers; some adapters power the device from them.</param>
public sealed record SerialSettings(
    int BaudRate = 115_200, SerialParity Parity = SerialParity.None, int StopBits = 1, bool ModemLines = false)
{
    public override string ToString() => $"{BaudRate} 8{Parity.ToString()[0]}{StopBits}";
}
