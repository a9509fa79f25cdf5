using System.Collections;

namespace Readers.Decoding;

/// <summary>Named values in order; absent ones are left out.</summary>
internal sealed class FieldList : IReadOnlyList<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _fields = [];

    public int Count => _fields.Count;

    public KeyValuePair<string, object> this[int index] => _fields[index];

    public void Add(string name, object? value)
    {
        if (value is not null) _fields.Add(new KeyValuePair<string, object>(name, value));
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
