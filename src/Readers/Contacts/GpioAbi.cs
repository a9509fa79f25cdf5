using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Readers.Contacts;

/// <summary>The kernel's interface of GPIO lines, version 2, as <c>linux/gpio.h</c> lays it out (Linux 5.10 and later, x64 and arm64).</summary>
internal static class GpioAbi
{
    public const nuint GetLine = 0xC250B407, GetValues = 0xC010B40E, SetValues = 0xC010B40F;
    public const ulong ActiveLow = 1 << 1, Input = 1 << 2, Output = 1 << 3, EdgeRising = 1 << 4, EdgeFalling = 1 << 5,
        PullUp = 1 << 8, PullDown = 1 << 9;
    public const uint OutputValues = 2, Debounce = 3;
    public const int EventBytes = 48;
    private const uint Rising = 1;

    /// <summary>struct gpio_v2_line_values: one bit a line, in the order of the request.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineValues
    {
        public ulong Bits, Mask;
    }

    /// <summary>struct gpio_v2_line_config_attribute; the value is a union, of which a number of 32 bits uses the low half.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ConfigAttribute
    {
        public uint Id, Padding;
        public ulong Value;
        public ulong Mask;
    }

    [InlineArray(10)]
    public struct ConfigAttributes
    {
        private ConfigAttribute _first;
    }

    [InlineArray(5)]
    public struct Padding5
    {
        private uint _first;
    }

    /// <summary>struct gpio_v2_line_config.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public Padding5 Padding;
        public ConfigAttributes Attributes;
    }

    [InlineArray(64)]
    public struct Offsets
    {
        private uint _first;
    }

    [InlineArray(32)]
    public struct Consumer
    {
        private byte _first;
    }

    /// <summary>struct gpio_v2_line_request.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineRequest
    {
        public Offsets Lines;
        public Consumer Name;
        public LineConfig Config;
        public uint LineCount, EventBufferSize;
        public Padding5 Padding;
        public int Descriptor;
    }

    /// <summary>struct gpio_v2_line_event: time in ns (8), id (4), offset (4), two sequence numbers, padding.</summary>
    public static (ulong MonotonicNs, bool High) ReadEvent(ReadOnlySpan<byte> bytes) => (
        BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Rising);

    /// <param name="flags">Direction, edges, pull, active-low.</param>
    /// <param name="debounceUs">0: none.</param>
    /// <param name="initial">Level of an output from its first moment on; null for an input.</param>
    public static LineRequest Request(uint offset, ulong flags, uint debounceUs, bool? initial)
    {
        LineRequest request = default;
        request.Lines[0] = offset;
        "edge"u8.CopyTo(request.Name);
        request.LineCount = 1;
        request.Config.Flags = flags;
        if (debounceUs > 0) Add(ref request.Config, Debounce, debounceUs);
        if (initial is { } on) Add(ref request.Config, OutputValues, on ? 1u : 0u);
        return request;
    }

    private static void Add(ref LineConfig config, uint id, ulong value) =>
        config.Attributes[(int)config.AttributeCount++] = new ConfigAttribute { Id = id, Value = value, Mask = 1 };
}
