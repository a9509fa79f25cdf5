using System.Text;
using Inventory;
using Inventory.Presence;

namespace Edge.RawReads;

/// <summary>
/// Packs what was heard into one block of bytes that is read on its own: instants as differences, each tag, antenna and
/// cabinet spelled out once. Nothing is allocated per read. docs/protocols/raw-reads.md gives the layout.
/// </summary>
internal sealed class BlockWriter(HeardNames names)
{
    /// <summary>A longer record does not exist: a name of 255 bytes, a tag of 32, five numbers of ten.</summary>
    private const int LongestRecord = 400, Capacity = 64 * 1024;

    private readonly byte[] _bytes = new byte[Capacity];
    private readonly Dictionary<TagUii, int> _tags = new(4096);
    private readonly int[] _antennas = new int[names.Antennas.Count]; // number in this block + 1; 0: not spelled out yet
    private readonly int[] _cabinets = new int[names.Cabinets.Count];
    private int _length, _antennasSpelled, _cabinetsSpelled;
    private long _lastTicks;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);
    public bool IsEmpty => _length == 0;
    public bool IsFull => _length > Capacity - LongestRecord;

    /// <summary>Instant of the first record; 0 while empty.</summary>
    public long FirstTicks { get; private set; }

    public void Clear()
    {
        (_length, _antennasSpelled, _cabinetsSpelled, _lastTicks, FirstTicks) = (0, 0, 0, 0, 0);
        _tags.Clear();
        Array.Clear(_antennas);
        Array.Clear(_cabinets);
    }

    public void Add(in Heard heard)
    {
        if (IsEmpty) FirstTicks = heard.AtTicks;
        switch (heard.Kind)
        {
            case HeardKind.Read:
                Head(heard, _antennas, heard.Read.Antenna, ref _antennasSpelled);
                Tag(heard.Read.Tag);
                Number(Rssi.Pack(heard.Read.RssiDbm));
                break;
            case HeardKind.Listened:
                Head(heard, _antennas, heard.Period.Antenna, ref _antennasSpelled);
                Number(heard.Period.ToTicks - heard.Period.FromTicks);
                break;
            case HeardKind.Tuned:
                Head(heard, _antennas, heard.Index, ref _antennasSpelled);
                Number(heard.MoreDb);
                break;
            default:
                Head(heard, _cabinets, heard.Index, ref _cabinetsSpelled);
                break;
        }
    }

    private void Head(in Heard heard, int[] numbers, int index, ref int spelled)
    {
        bool isNew = numbers[index] == 0;
        if (isNew) numbers[index] = ++spelled;
        Natural(((ulong)(numbers[index] - 1) << 3) | (uint)heard.Kind);
        if (isNew && numbers == _antennas)
        {
            AntennaSite antenna = names.Antennas[index];
            Text(antenna.Reader);
            _bytes[_length++] = antenna.Port;
        }
        else if (isNew) Text(names.Cabinets[index].ToString());
        Number(heard.AtTicks - _lastTicks);
        _lastTicks = heard.AtTicks;
    }

    private void Tag(TagUii tag)
    {
        if (_tags.TryGetValue(tag, out int number))
        {
            Natural((ulong)number);
            return;
        }
        _tags.Add(tag, _tags.Count + 1);
        Natural(0);
        _bytes[_length++] = (byte)tag.LengthBytes;
        Span<byte> padded = stackalloc byte[TagUii.MaxBytes];
        tag.WriteTo(padded).CopyTo(_bytes.AsSpan(_length));
        _length += tag.LengthBytes;
    }

    private void Text(string text)
    {
        int written = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length + 1, byte.MaxValue));
        _bytes[_length] = (byte)written;
        _length += 1 + written;
    }

    /// <summary>Small numbers of either sign in few bytes.</summary>
    private void Number(long value) => Natural((ulong)(value << 1) ^ (ulong)(value >> 63));

    private void Natural(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes[_length++] = (byte)(value | 0x80);
        _bytes[_length++] = (byte)value;
    }
}
