namespace Readers;

/// <summary>A reader is not to be had any more over this line: open a new one.</summary>
/// <param name="code">"silent", "noise" or "unplugged", for the device's health.</param>
public sealed class ReaderLostException(string code, string message, Exception? inner = null) : IOException(message, inner)
{
    public string Code { get; } = code;
}
