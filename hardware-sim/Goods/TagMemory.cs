using System.Buffers.Binary;
using Readers;

namespace HardwareSim.Goods;

/// <summary>The error codes with which a Gen2 tag answers an access (air interface, annex I).</summary>
public enum TagError : byte { Other = 0x0, Overrun = 0x3, Locked = 0x4, TooLittlePower = 0xB, NonSpecific = 0xF }

/// <summary>What a chip remembers: four banks of 16-bit words.</summary>
/// <remarks>
/// Bank 0 passwords (words 0 to 3), bank 1 CRC, PC and 128 bits of EPC, bank 2 an identity of 96 bits that cannot be written, bank 3 four
/// words for users. The EPC that a tag tells is as long as its PC says.
/// </remarks>
public sealed class TagMemory
{
    private const int EpcWords = 8;
    private readonly ushort[][] _banks;

    internal TagMemory(int index, Epc uii, ushort protocolControl)
    {
        ushort[] epc = new ushort[2 + Math.Max(EpcWords, uii.LengthBytes / 2)];
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        uii.CopyTo(bytes);
        epc[1] = protocolControl;
        for (int i = 0; i < uii.LengthBytes / 2; i++) epc[2 + i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        // E2: Gen2 by the EPCglobal scheme, a maker, a model, then a number of its own.
        uint serial = (uint)index * 0x9E3779B1;
        _banks = [new ushort[4], epc, [0xE280, 0x6894, 0x2000, 0x4000, (ushort)(serial >> 16), (ushort)serial], new ushort[4]];
    }

    /// <summary>Words 2 and 3 of bank 0; 0 lets everybody in.</summary>
    public uint AccessPassword
    {
        get => ((uint)_banks[0][2] << 16) | _banks[0][3];
        set => (_banks[0][2], _banks[0][3]) = ((ushort)(value >> 16), (ushort)value);
    }

    /// <summary>Whether the EPC bank can be written without the password.</summary>
    public bool EpcLocked { get; set; }

    public ushort ProtocolControl => _banks[1][1];

    /// <summary>The EPC as the tag tells it.</summary>
    public Epc Uii
    {
        get
        {
            int words = Math.Min(ProtocolControl >> 11, _banks[1].Length - 2);
            Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
            Write(_banks[1].AsSpan(2, words), bytes);
            return Epc.TryCreate(bytes[..(words * 2)], out Epc uii) ? uii : default;
        }
    }

    public byte[] Tid
    {
        get
        {
            byte[] bytes = new byte[_banks[2].Length * 2];
            Write(_banks[2], bytes);
            return bytes;
        }
    }

    /// <summary>A bank as bytes, for comparing with a mask.</summary>
    public byte[] Bank(int bank)
    {
        byte[] bytes = new byte[_banks[bank].Length * 2];
        Write(_banks[bank], bytes);
        return bytes;
    }

    /// <param name="count">Words; 0 for the rest of the bank.</param>
    /// <returns>Null when it was read.</returns>
    public TagError? Read(int bank, int word, int count, out byte[] data)
    {
        data = [];
        ushort[] words = _banks[bank & 3];
        if (count == 0) count = words.Length - word;
        if (word < 0 || count < 0 || word + count > words.Length) return TagError.Overrun;
        data = new byte[count * 2];
        Write(words.AsSpan(word, count), data);
        return null;
    }

    public TagError? WriteWord(int bank, int word, ushort value)
    {
        ushort[] words = _banks[bank & 3];
        if ((bank & 3) == 2) return TagError.Locked; // the maker's
        if (word < 0 || word >= words.Length) return TagError.Overrun;
        if (bank == 1 && EpcLocked) return TagError.Locked;
        words[word] = value;
        return null;
    }

    private static void Write(ReadOnlySpan<ushort> words, Span<byte> bytes)
    {
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * i)..], words[i]);
    }
}
