namespace Readers.Tests.Decoding;

/// <summary>What happens to bytes on the way: nothing, flipped bits, lost and doubled stretches, wrong lengths, noise.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] capture, Random random)
    {
        byte[] bytes = [.. capture];
        int at = random.Next(bytes.Length), length = random.Next(1, bytes.Length - at + 1);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 3:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 4:
                bytes[Math.Min(random.Next(1, 6), bytes.Length - 1)] = (byte)random.Next(256); // where lengths stand
                return bytes;
            case 5:
                byte[] noise = new byte[random.Next(40)];
                random.NextBytes(noise);
                return [.. noise, .. bytes];
            default:
                return bytes;
        }
    }
}
