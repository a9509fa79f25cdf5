using Edge.Operations;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>A lamp at a shelf that burns for a while when somebody looks for a bag there.</summary>
internal sealed class LightWorker(
    LightSection settings, Func<IOutputLine> open, ShelfLights lights, LiveSite live, TimeProvider time, ILogger<LightWorker> log)
    : OutputWorker(settings, "light", open, live, time, log)
{
    protected override (bool On, Func<CancellationToken, Task> News) Look()
    {
        Task changed = lights.Changed; // before the look: a change between the two completes it
        return (lights.UntilOf(settings.Place) is not null, changed.WaitAsync);
    }
}
