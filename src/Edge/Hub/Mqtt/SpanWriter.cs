using System.Buffers.Binary;
using System.Text;

namespace Edge.Hub.Mqtt;

/// <summary>Writes MQTT's data types (1.5). The destination must be large enough: sizes are computed before.</summary>
internal ref struct SpanWriter(Span<byte> destination)
{
    private readonly Span<byte> _all = destination;

    public int Written { get; private set; }

    public static int SizeOf(string text) => 2 + Encoding.UTF8.GetByteCount(text);

    public void Byte(byte value) => _all[Written++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_all[Written..], value);
        Written += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_all[Written..], value);
        Written += 4;
    }

    public void Variable(int value) => Written += VariableByteInteger.Write(_all[Written..], value);

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_all[Written..]);
        Written += bytes.Length;
    }

    /// <exception cref="OverflowException">More than 65,535 bytes.</exception>
    public void Binary(ReadOnlySpan<byte> bytes)
    {
        UInt16(checked((ushort)bytes.Length));
        Raw(bytes);
    }

    /// <exception cref="OverflowException">More than 65,535 bytes of UTF-8.</exception>
    public void String(string text)
    {
        int bytes = Encoding.UTF8.GetBytes(text, _all[(Written + 2)..]);
        UInt16(checked((ushort)bytes));
        Written += bytes;
    }

    public void Property(MqttProperty id, byte value)
    {
        Byte((byte)id);
        Byte(value);
    }

    public void Property(MqttProperty id, ushort value)
    {
        Byte((byte)id);
        UInt16(value);
    }

    public void Property(MqttProperty id, uint value)
    {
        Byte((byte)id);
        UInt32(value);
    }

    public void Property(MqttProperty id, string value)
    {
        Byte((byte)id);
        String(value);
    }
}
