using System.Globalization;

namespace Readers.Sensors;

/// <summary>One small text file of a kernel driver (sysfs): a number, a name, or the reason why there is none.</summary>
/// <remarks>Reading such a file talks to the chip: it may take as long as a conversion, and it fails with the driver's own error.</remarks>
internal static class KernelAttribute
{
    // Linux errno values, the same on x64 and arm64. The file system gives them as the exception's HResult where it has no name for them.
    private const int EIO = 5, EAGAIN = 11, EINVAL = 22, ENODATA = 61, ETIMEDOUT = 110, EREMOTEIO = 121;

    /// <summary>Text without its line end.</summary>
    /// <exception cref="KernelAttributeException">Absent, not to be read, or the driver reports an error.</exception>
    public static async ValueTask<string> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return (await File.ReadAllTextAsync(path, ct).WaitAsync(ct)).Trim();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new KernelAttributeException(ReadingFault.NoDevice, $"{path}: this account may not read it.", denied);
        }
        catch (IOException failed)
        {
            throw new KernelAttributeException(FaultOf(failed), $"{path}: {failed.Message}", failed);
        }
    }

    /// <returns>Null where there is no such file: many attributes are optional.</returns>
    /// <exception cref="KernelAttributeException">It is there and cannot be read.</exception>
    public static async ValueTask<string?> FindAsync(string path, CancellationToken ct) =>
        File.Exists(path) ? await ReadAsync(path, ct) : null;

    /// <exception cref="KernelAttributeException">It cannot be read or is no number.</exception>
    public static async ValueTask<double> NumberAsync(string path, CancellationToken ct) => Number(path, await ReadAsync(path, ct));

    /// <returns><paramref name="absent"/> where there is no such file.</returns>
    /// <exception cref="KernelAttributeException">It is there and cannot be read, or is no number.</exception>
    public static async ValueTask<double> NumberAsync(string path, double absent, CancellationToken ct) =>
        await FindAsync(path, ct) is { } text ? Number(path, text) : absent;

    /// <param name="error">errno, or an exception's own code.</param>
    internal static ReadingFault FaultOf(int error) => error switch
    {
        EIO or EAGAIN or ENODATA or ETIMEDOUT or EREMOTEIO => ReadingFault.NoAnswer,
        EINVAL => ReadingFault.Malformed,
        _ => ReadingFault.NoDevice,
    };

    private static ReadingFault FaultOf(IOException failed) => failed is FileNotFoundException or DirectoryNotFoundException
        ? ReadingFault.NoDevice
        : FaultOf(failed.HResult);

    private static double Number(string path, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new KernelAttributeException(ReadingFault.Malformed, $"{path} holds \"{text}\", which is no number.");
}

/// <summary>A driver's file gave no value. Never leaves the sensors: they turn it into a reading.</summary>
internal sealed class KernelAttributeException(ReadingFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    public ReadingFault Fault { get; } = fault;
}
