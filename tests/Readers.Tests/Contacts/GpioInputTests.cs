using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Readers.Contacts;
using Testing;

namespace Readers.Tests.Contacts;

/// <summary>The input's logic on a real descriptor: a pipe into which the kernel's event structures are written.</summary>
public sealed class GpioInputTests : IAsyncDisposable
{
    private const uint Rising = 1, Falling = 2;
    private readonly AnonymousPipeServerStream _kernel = new(PipeDirection.Out);
    private readonly ManualTime _time = new();
    private readonly GpioInput _input;
    private bool _level;

    public GpioInputTests() => _input = new GpioInput(
        new SafeFileHandle(Duplicate(_kernel), ownsHandle: true), () => _level, "/dev/gpiochip0/17", _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync();
        await _kernel.DisposeAsync();
    }

    [Fact]
    public async Task NextAsync_FirstCall_IsTheLevelNow()
    {
        _level = true;

        Assert.Equal(new ContactState(1, true, _time.GetUtcNow()), await _input.NextAsync(Ct));
    }

    [Fact]
    public async Task NextAsync_Edges_AreToldWithTheKernelsInstant()
    {
        await _input.NextAsync(Ct);
        long now = Stopwatch.GetTimestamp();

        Tell(now - Stopwatch.Frequency / 2, Rising);
        ContactState opened = await _input.NextAsync(Ct);
        Tell(now, Falling);
        ContactState shut = await _input.NextAsync(Ct);

        Assert.Equal((true, false), (opened.High, shut.High));
        Assert.InRange(_time.GetUtcNow() - opened.ObservedAt, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
        Assert.True(shut.ObservedAt > opened.ObservedAt);
    }

    [Fact]
    public async Task NextAsync_SameLevelAgain_IsNoChange()
    {
        await _input.NextAsync(Ct);
        Tell(Stopwatch.GetTimestamp(), Falling);
        Tell(Stopwatch.GetTimestamp(), Rising);

        Assert.True((await _input.NextAsync(Ct)).High);
    }

    [Fact]
    public async Task NextAsync_EventThatTheKernelDropped_IsNoticedByAskingForTheLevel()
    {
        await _input.NextAsync(Ct);
        Task<ContactState> next = _input.NextAsync(Ct).AsTask();
        _level = true;
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True((await next).High);
    }

    [Fact]
    public async Task NextAsync_LineGone_IsAnIOException()
    {
        await _input.NextAsync(Ct);
        Task<ContactState> next = _input.NextAsync(Ct).AsTask();

        await _kernel.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => next);
    }

    [Fact]
    public void Open_ChipThatIsNotThere_SaysSo() => Assert.Contains("cannot be opened", Assert.Throws<IOException>(
        () => GpioLine.OpenOutput("/dev/gpiochip-absent", 1, activeLow: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_SomethingThatIsNoChip_IsRefused() => Assert.Contains("line 1 is refused", Assert.Throws<IOException>(
        () => GpioLine.OpenOutput("/dev/null", 1, activeLow: false)).Message, StringComparison.Ordinal);

    /// <summary>As the kernel would: time in nanoseconds, edge, offset of the line, two sequence numbers.</summary>
    private void Tell(long stopwatch, uint edge)
    {
        byte[] told = new byte[48];
        BinaryPrimitives.WriteUInt64LittleEndian(told, (ulong)(stopwatch * (1e9 / Stopwatch.Frequency)));
        BinaryPrimitives.WriteUInt32LittleEndian(told.AsSpan(8), edge);
        BinaryPrimitives.WriteUInt32LittleEndian(told.AsSpan(12), 17);
        _kernel.Write(told);
    }

    /// <summary>The pipe's reading end, which the input will own and close.</summary>
    private static nint Duplicate(AnonymousPipeServerStream pipe)
    {
        nint end = pipe.ClientSafePipeHandle.DangerousGetHandle();
        pipe.ClientSafePipeHandle.SetHandleAsInvalid();
        return end;
    }
}
