using Readers.Contacts;
using Testing;

namespace Readers.Tests.Contacts;

/// <summary>Lines in a folder like <c>/sys/class/gpio</c>.</summary>
public sealed class GpioFolderTests : IDisposable
{
    private static readonly TimeSpan s_debounce = TimeSpan.FromMilliseconds(100);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", false, true)]
    [InlineData("0", false, false)]
    [InlineData("1", true, false)]
    [InlineData("0", true, true)]
    public async Task NextAsync_FirstCall_IsTheLevelAtOnce(string file, bool activeLow, bool high)
    {
        Put(17, file);
        await using IContactInput input = Open(17, activeLow);

        ContactState state = await input.NextAsync(Ct);

        Assert.Equal((high, _time.GetUtcNow()), (state.High, state.ObservedAt));
        Assert.Equal(_time.GetUtcNow(), input.HeardAt);
        Assert.Equal("in", File.ReadAllText(_folder.File("gpio17/direction")));
    }

    [Fact]
    public async Task NextAsync_LevelThatLasts_IsToldWithTheInstantOfItsBeginningAndAFlickerIsNot()
    {
        Put(17, "0");
        await using IContactInput input = Open(17);
        await input.NextAsync(Ct);
        Task<ContactState> next = input.NextAsync(Ct).AsTask();

        await StepAsync(next, "1");
        await StepAsync(next, "0"); // shorter than the debounce time
        DateTimeOffset? began = null;
        for (int look = 0; look < 4 && !next.IsCompleted; look++)
        {
            await StepAsync(next, "1");
            began ??= _time.GetUtcNow();
        }

        ContactState state = await next.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.Equal((true, began!.Value), (state.High, state.ObservedAt));
    }

    [Fact]
    public async Task NextAsync_LineThatIsGone_Throws()
    {
        Put(17, "0");
        await using IContactInput input = Open(17);
        await input.NextAsync(Ct);
        Directory.Delete(_folder.File("gpio17"), recursive: true);

        Task<ContactState> next = input.NextAsync(Ct).AsTask();
        await Assert.ThrowsAnyAsync<IOException>(() => next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    [Fact]
    public async Task NextAsync_FileThatHoldsNoLevel_Throws()
    {
        Put(17, "perhaps");
        await using IContactInput input = Open(17);

        await Assert.ThrowsAnyAsync<IOException>(async () => await input.NextAsync(Ct));
    }

    [Fact]
    public void OpenInput_NoSuchLine_Throws() => Assert.ThrowsAny<IOException>(() => Open(3));

    [Fact]
    public void OpenInput_LineNotYetThere_IsAskedForThroughExport()
    {
        File.WriteAllText(_folder.File("export"), "");

        Assert.ThrowsAny<IOException>(() => Open(3)); // this folder's kernel makes none
        Assert.Equal("3", File.ReadAllText(_folder.File("export")));
    }

    [Theory]
    [InlineData(false, "low", "0", "1")]
    [InlineData(true, "high", "1", "0")]
    public void OpenOutput_RelayFallenOffFirst_ThenAsItIsDriven(bool activeLow, string direction, string off, string on)
    {
        Put(5, activeLow ? "0" : "1");
        using IOutputLine output = GpioLine.OpenOutput(_folder.Path, 5, activeLow);

        Assert.Equal((direction, off), (File.ReadAllText(_folder.File("gpio5/direction")), File.ReadAllText(_folder.File("gpio5/value"))));
        output.Energize(true);
        Assert.Equal(on, File.ReadAllText(_folder.File("gpio5/value")));
        output.Energize(false);
        Assert.Equal(off, File.ReadAllText(_folder.File("gpio5/value")));
    }

    private IContactInput Open(int line, bool activeLow = false) => GpioLine.OpenInput(_folder.Path, line, activeLow, ContactPull.Up, s_debounce, _time);

    private void Put(int line, string value)
    {
        string folder = Directory.CreateDirectory(_folder.File($"gpio{line}")).FullName;
        File.WriteAllText(Path.Combine(folder, "direction"), "in");
        File.WriteAllText(Path.Combine(folder, "value"), value + "\n");
    }

    /// <summary>The level of the next look.</summary>
    private async Task StepAsync(Task next, string value)
    {
        while (_time.Waiting == 0 && !next.IsCompleted) await Task.Yield(); // it has looked and waits
        Put(17, value);
        _time.Advance(TimeSpan.FromMilliseconds(50));
    }
}
