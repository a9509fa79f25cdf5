namespace Readers.Sensors;

/// <summary>Finds a chip among the kernel's device folders by its name, since their numbers change from start to start.</summary>
internal static class KernelChips
{
    /// <param name="root"><c>/sys/class/hwmon</c> or <c>/sys/bus/iio/devices</c>.</param>
    /// <param name="chip">Content of the folder's file <c>name</c>: <c>lm75</c>, <c>max31865</c>.</param>
    /// <param name="address">Bus address where several chips have one name (<c>1-0048</c>, <c>spi0.0</c>); null where the name is enough.</param>
    /// <exception cref="KernelAttributeException">None, or more than one: a temperature of the wrong chip would be worse than none.</exception>
    public static async ValueTask<string> FindAsync(string root, string chip, string? address, CancellationToken ct)
    {
        List<string> found = [];
        foreach (string folder in Folders(root))
            if (await KernelAttribute.FindAsync(Path.Combine(folder, "name"), ct) == chip && (address is null || AddressOf(folder) == address))
                found.Add(folder);
        string wanted = address is null ? chip : $"{chip} at {address}";
        return found.Count switch
        {
            1 => found[0],
            0 => throw new KernelAttributeException(ReadingFault.NoDevice, $"{root} has no chip {wanted}; is its driver loaded?"),
            _ => throw new KernelAttributeException(
                ReadingFault.NoDevice, $"{root} has {found.Count} chips {wanted}: name one of the addresses {string.Join(", ", found.Select(AddressOf))}."),
        };
    }

    /// <summary>hwmon links to its device; IIO folders are links into it, so that the folder above bears the address.</summary>
    private static string? AddressOf(string folder)
    {
        DirectoryInfo device = new(Path.Combine(folder, "device"));
        if (device.LinkTarget is { } link) return Path.GetFileName(Path.TrimEndingDirectorySeparator(link));
        return new DirectoryInfo(folder).LinkTarget is { } target ? Path.GetFileName(Path.GetDirectoryName(target)) : null;
    }

    private static string[] Folders(string root)
    {
        try
        {
            string[] folders = Directory.GetDirectories(root);
            Array.Sort(folders, StringComparer.Ordinal);
            return folders;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new KernelAttributeException(ReadingFault.NoDevice, gone.Message, gone);
        }
    }
}
