using System.Threading.Channels;
using Readers;

namespace HardwareSim;

/// <summary>A reader of a stepped site as those see it who change what it does; what it tells comes from the site.</summary>
public sealed class SteppedReader(string id, SteppedSite site) : ITagReader
{
    public string? Identity => null;
    public ReaderCapabilities? Capabilities => null;
    public InventoryFit? Fit => null;
    public ReaderStatistics Statistics { get; } = new();

    public void Change(InventoryProfile profile) => site.Change(id, profile);

    public Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
