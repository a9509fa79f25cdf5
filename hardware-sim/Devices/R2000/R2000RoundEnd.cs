using System.Buffers.Binary;

namespace HardwareSim.Devices;

/// <summary>What a reader says when an inventory is over; the firmware decides how much.</summary>
internal static class R2000RoundEnd
{
    /// <summary>89 and 8B: antenna, tags a second, reads in all; older firmware leaves the speed out.</summary>
    public static byte[] RealTime(InventoryJob job, R2000Firmware firmware, long at)
    {
        byte antenna = (byte)(job.Current.Port - 1);
        return firmware == R2000Firmware.V22 ? [antenna, .. Bytes(job.Reads)] : [antenna, .. Speed(job, at), .. Bytes(job.Reads)];
    }

    /// <summary>80: antenna, tags in the buffer, tags a second, reads in all.</summary>
    public static byte[] ToBuffer(InventoryJob job, ushort tags, long at) =>
        [(byte)(job.Current.Port - 1), (byte)(tags >> 8), (byte)tags, .. Speed(job, at), .. Bytes(job.Reads)];

    /// <summary>8A: reads in all in three bytes or four, milliseconds in four.</summary>
    public static byte[] FastSwitch(InventoryJob job, R2000Firmware firmware, long at)
    {
        byte[] reads = Bytes(job.Reads);
        return [.. firmware == R2000Firmware.V22 ? reads : reads[1..], .. Bytes((at - job.StartedAt) / TimeSpan.TicksPerMillisecond)];
    }

    private static byte[] Speed(InventoryJob job, long at)
    {
        double seconds = Math.Max(1e-3, (at - job.VisitStartedAt) / (double)TimeSpan.TicksPerSecond);
        return Bytes((long)Math.Min(ushort.MaxValue, job.VisitReads / seconds))[2..];
    }

    private static byte[] Bytes(long value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }
}
