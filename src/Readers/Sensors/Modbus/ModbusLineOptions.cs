namespace Readers.Sensors.Modbus;

/// <summary>How one RS-485 line is run.</summary>
/// <param name="BaudRate">Bits a second; the silence between frames follows from it.</param>
/// <param name="ReplyTimeout">From the end of the request to the end of the reply.</param>
public sealed record ModbusLineOptions(int BaudRate, TimeSpan ReplyTimeout)
{
    private const int BitsPerCharacter = 11;
    private const int FixedGapAbove = 19_200;
    private const double GapCharacters = 3.5;

    /// <summary>Silence that ends a frame: 3.5 characters, and 1.75 ms above 19,200 bits a second (Modbus over serial line 2.5.1.1).</summary>
    public TimeSpan Gap => BaudRate > FixedGapAbove ? TimeSpan.FromMilliseconds(1.75) : Time(GapCharacters);

    /// <summary>After a time-out the line must be quiet this long: the answer that is late must not meet the next request.</summary>
    public TimeSpan LateLimit => 2 * ReplyTimeout;

    /// <summary>How long so many characters take on the line.</summary>
    public TimeSpan Time(double characters) => TimeSpan.FromSeconds(characters * BitsPerCharacter / BaudRate);
}
