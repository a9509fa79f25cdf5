using System.Buffers.Binary;
using System.Text;
using Readers.Decoding;

namespace Readers.Llrp;

/// <summary>Reads bytes by a layout of <see cref="LlrpSchema"/> into named values, with sub-parameters as a tree.</summary>
internal static class LlrpFields
{
    /// <summary>Deeper nesting than any real message has is taken for a broken one.</summary>
    private const int MaxDepth = 12;

    /// <returns>False when the bytes do not fit the layout; what could be read is there.</returns>
    public static bool TryAdd(string layout, ReadOnlySpan<byte> bytes, FieldList fields, int depth = 0)
    {
        foreach (Range part in layout.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> field = layout.AsSpan(part);
            if (field.IsEmpty) continue;
            if (field is "*") return TryAddParameters(bytes, fields, depth);
            int colon = field.IndexOf(':');
            if (!TryTake(field[(colon + 1)..], field[..colon].ToString(), ref bytes, fields)) return Broken(bytes, fields);
        }
        return bytes.IsEmpty || Broken(bytes, fields);
    }

    private static bool TryAddParameters(ReadOnlySpan<byte> bytes, FieldList fields, int depth)
    {
        if (bytes.IsEmpty) return true;
        List<IReadOnlyList<KeyValuePair<string, object>>> list = [];
        if (depth >= MaxDepth) return Broken(bytes, fields);
        LlrpParameters parameters = new(bytes);
        // One that does not fit its layout (newer firmware, a maker's own idea) shows its own bytes; those beside it are not lost.
        while (parameters.MoveNext()) AddParameter(parameters.Type, parameters.Value, list, depth);
        if (list.Count > 0) fields.Add("parameters", list);
        return !parameters.IsMalformed || Broken(parameters.Rest, fields);
    }

    private static void AddParameter(
        LlrpParameterType type, ReadOnlySpan<byte> value, List<IReadOnlyList<KeyValuePair<string, object>>> list, int depth)
    {
        FieldList fields = new() { { "type", (int)type } };
        list.Add(fields);
        (string Name, string Layout)? known = LlrpSchema.Find(type);
        if (type == LlrpParameterType.Custom && LlrpCustom.TryParse(value, out LlrpCustom custom)
            && LlrpSchema.FindCustom(custom.Vendor, custom.Subtype) is { } understood)
        {
            fields.Add("name", understood.Name);
            fields.Add("vendor", (long)custom.Vendor);
            fields.Add("subtype", (long)custom.Subtype);
            TryAdd(understood.Layout, custom.Data, fields, depth + 1);
            return;
        }
        fields.Add("name", known?.Name);
        TryAdd(known?.Layout ?? "data:hex", value, fields, depth + 1);
    }

    private static bool TryTake(ReadOnlySpan<char> kind, string name, ref ReadOnlySpan<byte> bytes, FieldList fields)
    {
        int size = kind switch
        {
            "u8" or "s8" or "flags8" or "top2" => 1,
            "u16" or "s16" or "flags16" or "text" or "bits" or "u8s" or "u16s" or "u32s" => 2,
            "u32" or "s32" => 4,
            "u64" => 8,
            _ => 0,
        };
        if (bytes.Length < size) return false;
        ReadOnlySpan<byte> head = bytes[..size];
        bytes = bytes[size..];
        switch (kind)
        {
            case "u8": fields.Add(name, (int)head[0]); return true;
            case "s8": fields.Add(name, (int)(sbyte)head[0]); return true;
            case "u16": fields.Add(name, (int)BinaryPrimitives.ReadUInt16BigEndian(head)); return true;
            case "s16": fields.Add(name, (int)BinaryPrimitives.ReadInt16BigEndian(head)); return true;
            case "u32": fields.Add(name, (long)BinaryPrimitives.ReadUInt32BigEndian(head)); return true;
            case "s32": fields.Add(name, BinaryPrimitives.ReadInt32BigEndian(head)); return true;
            case "u64": fields.Add(name, BinaryPrimitives.ReadUInt64BigEndian(head)); return true;
            case "top2": fields.Add(name, head[0] >> 6); return true;
            case "flags8": AddFlags(name, head[0] << 8, fields); return true;
            case "flags16": AddFlags(name, BinaryPrimitives.ReadUInt16BigEndian(head), fields); return true;
            case "hex":
                fields.Add(name, Convert.ToHexString(bytes));
                bytes = default;
                return true;
            default: return TryTakeMany(kind, name, BinaryPrimitives.ReadUInt16BigEndian(head), ref bytes, fields);
        }
    }

    private static bool TryTakeMany(ReadOnlySpan<char> kind, string name, int count, ref ReadOnlySpan<byte> bytes, FieldList fields)
    {
        int length = kind switch { "u16s" => count * 2, "u32s" => count * 4, "bits" => (count + 7) / 8, _ => count };
        if (bytes.Length < length) return false;
        ReadOnlySpan<byte> many = bytes[..length];
        bytes = bytes[length..];
        List<int> numbers = [];
        switch (kind)
        {
            case "text":
                fields.Add(name, Encoding.UTF8.GetString(many));
                return true;
            case "bits":
                fields.Add(name, Convert.ToHexString(many));
                return true;
            case "u16s":
                for (; !many.IsEmpty; many = many[2..]) numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(many));
                break;
            case "u32s":
                for (; !many.IsEmpty; many = many[4..]) numbers.Add(BinaryPrimitives.ReadInt32BigEndian(many));
                break;
            default:
                foreach (byte one in many) numbers.Add(one);
                break;
        }
        fields.Add(name, numbers);
        return true;
    }

    private static void AddFlags(string names, int bits, FieldList fields)
    {
        int bit = 15;
        foreach (string name in names.Split('/')) fields.Add(name, (bits >> bit-- & 1) != 0);
    }

    private static bool Broken(ReadOnlySpan<byte> rest, FieldList fields)
    {
        fields.Add("unreadable", Convert.ToHexString(rest));
        return false;
    }
}
