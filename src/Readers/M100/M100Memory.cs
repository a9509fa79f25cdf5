using System.Buffers.Binary;
using Readers.Writing;

namespace Readers.M100;

/// <summary>Memory of one tag at a time: a mask chooses it, then its words are read or written.</summary>
/// <remarks>Accesses use the query that is set. A tag that has just been counted in S2 would keep quiet: S0 is the session for accesses.</remarks>
internal sealed class M100Memory(M100Line line)
{
    public const byte EpcBank = 1, TidBank = 2;
    private const byte MaskForAccess = 2, EpcStartsAtBit = 32, MemoryOverrun = 0xA3;

    /// <summary>Words of the chip identity: with a serial number where the chip has one, else what every chip has.</summary>
    private static readonly byte[] s_tidWords = [6, 4, 2];

    /// <summary>Password, bank, first word and number of words, as commands 39 and 49 begin.</summary>
    public static byte[] Address(uint password, byte bank, int word, int words)
    {
        byte[] bytes = [0, 0, 0, 0, bank, 0, (byte)word, 0, (byte)words];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, password);
        return bytes;
    }

    /// <summary>From now on accesses, and only these, go to the tags that show these bits.</summary>
    public async ValueTask<bool> SelectAsync(byte bank, byte bit, Epc bits, CancellationToken ct)
    {
        byte[] mask = [bank, 0, 0, 0, bit, (byte)(bits.LengthBytes * 8), 0, .. new byte[bits.LengthBytes]];
        bits.CopyTo(mask.AsSpan(7));
        return (await line.ExchangeAsync(M100Code.SetSelect, mask, ct)).IsOk
            && (await line.ExchangeAsync(M100Code.SetSelectMode, new[] { MaskForAccess }, ct, also: M100Code.SetSelect)).IsOk;
    }

    /// <summary>The tag's PC and chip identity.</summary>
    /// <param name="attempts">How often a tag that does not answer is asked.</param>
    /// <returns>Null when it does not tell.</returns>
    public async ValueTask<ReachedTag?> ReadTidAsync(Epc epc, int attempts, CancellationToken ct)
    {
        if (!await SelectAsync(EpcBank, EpcStartsAtBit, epc, ct)) return null;
        foreach (byte words in s_tidWords)
        {
            M100Answer answer = default;
            for (int attempt = 0; attempt < attempts && answer is not ({ IsOk: true } or { Error: MemoryOverrun }); attempt++)
            {
                answer = await line.ExchangeAsync(M100Code.ReadMemory, Address(0, TidBank, 0, words), ct);
                if (answer.Parameter is null) await line.ResynchronizeAsync(ct); // a late answer must not be taken for the next tag's
            }
            if (answer.Error == MemoryOverrun) continue; // a short identity
            return answer.IsOk ? Parse(answer.Parameter, epc) : null;
        }
        return null;
    }

    /// <summary>Length of PC and EPC, these two, then the data; an answer of another tag is none.</summary>
    private static ReachedTag? Parse(ReadOnlySpan<byte> parameter, Epc wanted)
    {
        if (parameter is not [>= 2 and var used, ..] || parameter.Length <= 1 + used) return null;
        return Epc.TryCreate(parameter[3..(1 + used)], out Epc epc) && epc == wanted && Epc.TryCreate(parameter[(1 + used)..], out Epc tid)
            ? new ReachedTag(epc, BinaryPrimitives.ReadUInt16BigEndian(parameter[1..]), tid)
            : null;
    }
}
