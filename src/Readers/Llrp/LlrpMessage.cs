namespace Readers.Llrp;

/// <summary>One message. Its body lives in the decoder's input: copy what is to outlast it.</summary>
/// <param name="version">1 for LLRP 1.0.1, 2 for LLRP 1.1.</param>
/// <param name="id">A reply repeats the number of its request.</param>
/// <param name="body">Everything after the header of ten bytes.</param>
public readonly ref struct LlrpMessage(byte version, LlrpMessageType type, uint id, ReadOnlySpan<byte> body)
{
    public byte Version { get; } = version;
    public LlrpMessageType Type { get; } = type;
    public uint Id { get; } = id;
    public ReadOnlySpan<byte> Body { get; } = body;
}
