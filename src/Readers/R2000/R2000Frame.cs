namespace Readers.R2000;

/// <summary>One frame, either direction. Its payload lives in the decoder's input: copy what is to outlast it.</summary>
/// <param name="address">0 to 254 a reader, 255 every reader.</param>
public readonly ref struct R2000Frame(byte address, R2000Code code, ReadOnlySpan<byte> payload)
{
    public byte Address { get; } = address;
    public R2000Code Code { get; } = code;
    public ReadOnlySpan<byte> Payload { get; } = payload;
}
