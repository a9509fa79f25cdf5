using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Inventory.Presence;

/// <summary>Asks the processor for memory before it is needed. A hint: on other processors nothing happens.</summary>
internal static unsafe class Memory
{
    private const int LineBytes = 64;

    // A hint for an address that the collector has just moved away is useless but harmless, so nothing is pinned.
    public static void Fetch<T>(ref T start, int bytes = 1) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        byte* at = (byte*)Unsafe.AsPointer(ref start);
        for (int offset = 0; offset < bytes + LineBytes - 1; offset += LineBytes) Sse.Prefetch0(at + Math.Min(offset, bytes - 1));
    }
}
