using Readers.R2000;
using Readers.Transports;
using Testing;

namespace Readers.Tests.R2000;

/// <summary>7B and 7E against bytes written by hand; region FCC, whose indices are 7 to 59.</summary>
public sealed class R2000SelfQuestionsTests
{
    private static readonly R2000Region s_fcc = new(1, 902_000, 928_000, 500);
    private static readonly AntennaSettings[] s_antennas = [new(1, 27), new(2, 27)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_OfACapture_AreDegreesAndTheWorstOfThreeCarriers()
    {
        await using Rig rig = new();
        rig.Answer(port: 0, 18, 12, 15);
        rig.Answer(port: 1, 20, 21, 22);

        Assert.Equal(23, await rig.Questions.TemperatureAsync(Ct));
        IReadOnlyList<(byte, int)> losses = await rig.Questions.ReturnLossesAsync(s_antennas, Ct);

        Assert.Equal([((byte)1, 12), ((byte)2, 20)], losses);
        Assert.Equal(["07", "21", "3B"], rig.Device.Received.Where(static sent => sent.Contains(" 7E ", StringComparison.Ordinal)).Take(3).Select(static sent => sent.Split(' ')[4]));
    }

    [Theory]
    [InlineData(0x11)] // failed: or 17 dB, but not at three carriers alike
    [InlineData(0x41)]
    [InlineData(0xEE)]
    public async Task ReturnLossesAsync_Refused_TellsNothing(byte code)
    {
        await using Rig rig = new();
        rig.Answer(port: 0, code, code, code);
        rig.Answer(port: 1, 17, 17, 16);

        Assert.Equal([((byte)2, 16)], await rig.Questions.ReturnLossesAsync(s_antennas, Ct));
    }

    [Fact]
    public async Task ReturnLossesAsync_MissingAntenna_IsLeftOut()
    {
        await using Rig rig = new();
        rig.Answer(port: 0, 3, 3, 3);
        rig.Device.Answers["A0 04 01 74 01 E6"] = ["A0 04 01 74 22 C5"];

        Assert.Equal([((byte)1, 3)], await rig.Questions.ReturnLossesAsync(s_antennas, Ct));
    }

    [Fact]
    public async Task TemperatureAsync_FirmwareThatDoesNotAnswer_IsAskedOnce()
    {
        await using Rig rig = new();
        rig.Device.Answers.TryRemove("A0 03 01 7B E1", out _);

        Assert.Null(await rig.Questions.TemperatureAsync(Ct));
        Assert.Null(await rig.Questions.TemperatureAsync(Ct));
        Assert.Empty(await rig.Questions.ReturnLossesAsync(s_antennas, Ct));

        Assert.Equal(1, rig.Device.Received.Count(static sent => sent == "A0 03 01 7B E1"));
        Assert.DoesNotContain(rig.Device.Received, static sent => sent.Contains(" 7E ", StringComparison.Ordinal));
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly R2000Line _line;
        private readonly Task _serving;
        private int _port;

        public Rig()
        {
            TransportPair pair = TransportPair.Create();
            Device = new ScriptedR2000(pair.Device);
            _line = new R2000Line(pair.Host, new R2000Options { Address = 1, ReplyTimeout = TimeSpan.FromMilliseconds(200) }, new ReaderStatistics(), PacedTime.Machine);
            Questions = new R2000SelfQuestions(_line, s_fcc);
            _serving = ServeAsync();
        }

        public ScriptedR2000 Device { get; }
        public R2000SelfQuestions Questions { get; }

        private Dictionary<(int Port, string Channel), byte> Losses { get; } = [];

        public void Answer(int port, byte first, byte middle, byte last) =>
            (Losses[(port, "07")], Losses[(port, "21")], Losses[(port, "3B")]) = (first, middle, last);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _line.DisposeAsync();
            await _serving;
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    string command = await Device.ReceiveAsync(_stop.Token);
                    string[] bytes = command.Split(' ');
                    if (bytes[3] == "74") _port = Convert.ToInt32(bytes[4], 16);
                    if (bytes[3] != "7E") await Device.AnswerAsync(command, _stop.Token);
                    else await Device.SendAsync(Reply(Losses[(_port, bytes[4])]), _stop.Token);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The test is over.
            }
        }

        private static string Reply(byte value) => $"A0 04 01 7E {value:X2} {(byte)-(0xA0 + 4 + 1 + 0x7E + value):X2}";
    }
}
