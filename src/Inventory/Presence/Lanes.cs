using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inventory.Presence;

/// <summary>A number for each entry, slot or link of a tag: a logarithm or a power of all of them takes as long as one of a single number.</summary>
[InlineArray(Count)]
internal struct Lanes
{
    public const int Count = 8;

    private float _first;

    public static implicit operator Vector256<float>(in Lanes lanes) => Unsafe.BitCast<Lanes, Vector256<float>>(lanes);

    public static implicit operator Lanes(Vector256<float> vector) => Unsafe.BitCast<Vector256<float>, Lanes>(vector);
}
