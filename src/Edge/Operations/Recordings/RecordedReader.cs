namespace Edge.Operations.Recordings;

/// <summary>The reader of the configuration that recordings come from.</summary>
internal static class RecordedReader
{
    /// <param name="id">Null for the first one.</param>
    /// <exception cref="ReplayException">There is no such reader.</exception>
    public static ReaderSection Of(SiteSettings site, string? id) =>
        (id is null ? site.Readers.FirstOrDefault() : site.Readers.Find(reader => reader.Id == id))
        ?? throw new ReplayException(id is null ? "The configuration has no reader." : $"The configuration has no reader '{id}'.");

    public static byte[] Ports(ReaderSection reader) => [.. reader.Antennas.Select(static antenna => (byte)antenna.Port)];
}
