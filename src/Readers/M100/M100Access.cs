using Readers.Writing;

namespace Readers.M100;

/// <summary>Reads and writes the memory of the tags before the module's antenna.</summary>
/// <remarks>
/// A poll in S1 hears each tag once: a number that comes twice in one poll is worn by two tags. Changes query and mask: the driver sets
/// the module up again afterwards.
/// </remarks>
internal sealed class M100Access(M100Line line, int powerDbm, byte q) : ITagAccess
{
    private const int Polls = 4, Attempts = 3;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);
    private readonly M100Memory _memory = new(line);

    public bool SelectsByTid => true;

    public async ValueTask<IReadOnlyList<ReachedTag>?> LookAsync(CancellationToken ct)
    {
        int centi = powerDbm * 100;
        if (!(await line.ExchangeAsync(M100Code.SetPower, new[] { (byte)(centi >> 8), (byte)centi }, ct)).IsOk) return null;
        Dictionary<Epc, (ushort Control, int AtOnce)> heard = [];
        for (int poll = 0; poll < Polls; poll++)
            if (!await PollAsync(targetB: poll % 2 == 1, heard, ct)) return null;
        List<ReachedTag> tags = [];
        foreach ((Epc epc, (ushort control, int atOnce)) in heard)
        {
            Epc? tid = (await _memory.ReadTidAsync(epc, Attempts, ct))?.Tid;
            for (int i = 0; i < atOnce; i++) tags.Add(new ReachedTag(epc, control, atOnce == 1 ? tid : null));
        }
        return tags;
    }

    public async ValueTask<AccessAnswer> WriteAsync(ReachedTag tag, byte word, ReadOnlyMemory<byte> data, uint password, CancellationToken ct)
    {
        if (!await _memory.SelectAsync(M100Memory.TidBank, 0, tag.Tid!.Value, ct)) return new(AccessStatus.NoAnswer);
        byte[] command = [.. M100Memory.Address(password, M100Memory.EpcBank, word, data.Length / 2), .. data.Span];
        M100Answer answer = await line.ExchangeAsync(M100Code.WriteMemory, command, ct);
        if (answer.Parameter is null) await line.ResynchronizeAsync(ct);
        return answer switch
        {
            { Parameter: null } => new(AccessStatus.NoAnswer),
            { Error: null } => new(AccessStatus.Done),
            { Error: 0x10 } => new(AccessStatus.NoTag, "10", "No tag answered."),
            { Error: { } error } => new(AccessStatus.Refused, $"{error:X2}", M100Error.Describe(error)),
        };
    }

    private async ValueTask<bool> PollAsync(bool targetB, Dictionary<Epc, (ushort Control, int AtOnce)> heard, CancellationToken ct)
    {
        ushort word = new M100Query(Session.S1, targetB, q).Word;
        if (!(await line.ExchangeAsync(M100Code.SetQuery, new[] { (byte)(word >> 8), (byte)word }, ct)).IsOk) return false;
        Dictionary<Epc, int> now = [];
        M100Hearing? before = line.Hearing;
        line.Hearing = Hear;
        try
        {
            await line.SendAsync(M100Code.SinglePoll, [], ct);
            await line.ListenAsync(s_poll, ct);
        }
        finally
        {
            line.Hearing = before;
        }
        foreach ((Epc epc, int times) in now) heard[epc] = heard[epc] with { AtOnce = Math.Max(heard[epc].AtOnce, times) };
        return true;

        ReaderEvent? Hear(scoped in M100Frame frame)
        {
            if (!M100Notice.TryParse(frame.Parameter, out M100Notice notice) || !notice.IsSound || !Epc.TryCreate(notice.Epc, out Epc epc)) return null;
            now[epc] = now.GetValueOrDefault(epc) + 1;
            heard.TryAdd(epc, (notice.ProtocolControl, 0));
            return null;
        }
    }
}
