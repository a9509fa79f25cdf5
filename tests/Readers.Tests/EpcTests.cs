namespace Readers.Tests;

public sealed class EpcTests
{
    [Fact]
    public void TryCreate_EveryLength_KeepsItsBytes()
    {
        for (int length = 0; length <= Epc.MaxBytes; length++)
        {
            byte[] bytes = [.. Enumerable.Range(1, length).Select(static i => (byte)i)];

            Assert.True(Epc.TryCreate(bytes, out Epc epc));
            Assert.Equal(Convert.ToHexString(bytes), epc.ToString());
            Assert.Equal(length, epc.LengthBytes);
        }
    }

    [Fact]
    public void TryCreate_TooLong_IsRefused() => Assert.False(Epc.TryCreate(new byte[Epc.MaxBytes + 1], out _));
}
