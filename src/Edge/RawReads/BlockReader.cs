using System.Text;
using Inventory;
using Inventory.Presence;

namespace Edge.RawReads;

/// <summary>Unpacks one block of <see cref="BlockWriter"/> for a site whose names may have changed since.</summary>
internal sealed class BlockReader
{
    private readonly byte[] _bytes;
    private readonly Func<string, byte, int> _antenna;
    private readonly Func<string, int> _cabinet;
    private readonly List<TagUii> _tags = [];
    private readonly List<int> _antennas = [], _cabinets = [];
    private int _at;
    private long _lastTicks;

    /// <param name="antenna">Index of a reader's port in the layout that asks, below 0 where it has none.</param>
    /// <param name="cabinet">Index of a cabinet, below 0 where there is none.</param>
    public BlockReader(byte[] bytes, Func<string, byte, int> antenna, Func<string, int> cabinet) =>
        (_bytes, _antenna, _cabinet) = (bytes, antenna, cabinet);

    /// <returns>False at the end. What belongs to an antenna or cabinet that is not there any more is passed over.</returns>
    /// <exception cref="InvalidDataException">The block is not one.</exception>
    public bool TryNext(out Heard heard)
    {
        try
        {
            while (_at < _bytes.Length)
                if (Read(out heard)) return true;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("A block of raw reads does not hold together.", e);
        }
        heard = default;
        return false;
    }

    private bool Read(out Heard heard)
    {
        ulong head = Natural();
        HeardKind kind = (HeardKind)(head & 7);
        bool isDoor = kind is HeardKind.DoorOpened or HeardKind.DoorClosed or HeardKind.DoorUnknown;
        List<int> known = isDoor ? _cabinets : _antennas;
        int number = checked((int)(head >> 3));
        if (number == known.Count) known.Add(isDoor ? _cabinet(Text()) : _antenna(Text(), _bytes[_at++]));
        int index = known[number];
        long at = _lastTicks += Number();
        heard = kind switch
        {
            HeardKind.Read => Heard.Of(new TagObservation(Tag(), index, Rssi.Unpack(Number()), at)),
            HeardKind.Listened => Heard.Of(new AntennaListened(index, at - Number(), at)),
            HeardKind.Tuned => Heard.Tuned(index, checked((int)Number()), at),
            HeardKind.DoorOpened or HeardKind.DoorClosed => Heard.Door(index, kind == HeardKind.DoorOpened, at),
            HeardKind.DoorUnknown => Heard.Door(index, open: null, at),
            _ => throw new ArgumentException($"There is no record of kind {kind}."),
        };
        return index >= 0;
    }

    private TagUii Tag()
    {
        int number = checked((int)Natural());
        if (number > 0) return _tags[number - 1];
        int length = _bytes[_at++];
        TagUii tag = new(_bytes.AsSpan(_at, length));
        _at += length;
        _tags.Add(tag);
        return tag;
    }

    private string Text()
    {
        int length = _bytes[_at++];
        string text = Encoding.UTF8.GetString(_bytes, _at, length);
        _at += length;
        return text;
    }

    private long Number()
    {
        ulong packed = Natural();
        return (long)(packed >> 1) ^ -(long)(packed & 1);
    }

    private ulong Natural()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
