using Edge.Hub.Mqtt;
using Edge.Operations;

namespace Edge.Tests.Hub.Mqtt;

public sealed class DecoderTests
{
    [Fact]
    public void ConnAck_WithProperties_GivesTheBrokersLimits()
    {
        Assert.Equal(MqttReason.Success, ConnAck.TryDecode(Packets.ConnAck.AsSpan(2), MqttVersion.V5, out ConnAck? ack));

        Assert.NotNull(ack);
        Assert.True(ack.SessionPresent);
        Assert.Equal(20, ack.ReceiveMaximum);
        Assert.Equal(2048u, ack.MaximumPacketBytes);
        Assert.Equal(TimeSpan.FromSeconds(45), ack.KeepAlive);
    }

    [Fact]
    public void ConnAck_WithoutProperties_HasTheDefaultsOfTheStandard()
    {
        Assert.Equal(MqttReason.Success, ConnAck.TryDecode([0, 0, 0], MqttVersion.V5, out ConnAck? ack));

        Assert.Equal(new ConnAck { Reason = MqttReason.Success }, ack);
        Assert.Equal(65_535, ack!.ReceiveMaximum);
        Assert.True(ack.RetainAvailable);
        Assert.Equal(2, ack.MaximumQos);
    }

    [Theory]
    [InlineData("", MqttReason.MalformedPacket)]
    [InlineData("00", MqttReason.MalformedPacket)]
    [InlineData("0000", MqttReason.MalformedPacket)] // no property length
    [InlineData("020000", MqttReason.MalformedPacket)] // reserved flag
    [InlineData("018700", MqttReason.ProtocolError)] // refused, yet a session
    [InlineData("001000", MqttReason.ProtocolError)] // 0x10 is no answer to CONNECT
    [InlineData("000003210000", MqttReason.ProtocolError)] // Receive Maximum 0
    [InlineData("0000052700000000", MqttReason.ProtocolError)] // Maximum Packet Size 0
    [InlineData("0000022402", MqttReason.ProtocolError)] // Maximum QoS 2 is not sent
    [InlineData("0000022505", MqttReason.ProtocolError)] // Retain Available 5
    [InlineData("000006210001210001", MqttReason.ProtocolError)] // twice
    [InlineData("00000323000A", MqttReason.ProtocolError)] // a topic alias does not belong here
    [InlineData("0000027F00", MqttReason.MalformedPacket)] // no such property
    [InlineData("00000321", MqttReason.MalformedPacket)] // shorter than it says
    [InlineData("0000022100", MqttReason.MalformedPacket)] // value cut off
    [InlineData("00000000", MqttReason.MalformedPacket)] // something behind the properties
    [InlineData("0000041F0001FF", MqttReason.MalformedPacket)] // not UTF-8
    [InlineData("0000041F000100", MqttReason.MalformedPacket)] // U+0000
    public void ConnAck_NotAsTheStandardSays_IsAnError(string body, MqttReason expected)
    {
        Assert.Equal(expected, ConnAck.TryDecode(Convert.FromHexString(body), MqttVersion.V5, out ConnAck? ack));
        Assert.Null(ack);
    }

    [Theory]
    [InlineData("0000", MqttReason.Success)]
    [InlineData("0001", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("0002", MqttReason.ClientIdNotValid)]
    [InlineData("0003", MqttReason.ServerUnavailable)]
    [InlineData("0004", MqttReason.BadUserNameOrPassword)]
    [InlineData("0005", MqttReason.NotAuthorized)]
    public void ConnAck_ReturnCodesOf311_SpeakTheWordsOf5(string body, MqttReason expected)
    {
        Assert.Equal(MqttReason.Success, ConnAck.TryDecode(Convert.FromHexString(body), MqttVersion.V311, out ConnAck? ack));
        Assert.Equal(expected, ack!.Reason);
    }

    [Theory]
    [InlineData("0006")]
    [InlineData("000000")]
    public void ConnAck_311NotAsTheStandardSays_IsMalformed(string body) => Assert.Equal(
        MqttReason.MalformedPacket, ConnAck.TryDecode(Convert.FromHexString(body), MqttVersion.V311, out _));

    [Theory]
    [InlineData("0007", MqttVersion.V311, MqttReason.Success, MqttReason.Success)]
    [InlineData("0007", MqttVersion.V5, MqttReason.Success, MqttReason.Success)]
    [InlineData("000710", MqttVersion.V5, MqttReason.Success, MqttReason.NoMatchingSubscribers)]
    [InlineData("00078700", MqttVersion.V5, MqttReason.Success, MqttReason.NotAuthorized)]
    [InlineData("00071005" + "1F00026F6B", MqttVersion.V5, MqttReason.Success, MqttReason.NoMatchingSubscribers)]
    [InlineData("00", MqttVersion.V5, MqttReason.MalformedPacket, MqttReason.Success)]
    [InlineData("0000", MqttVersion.V5, MqttReason.ProtocolError, MqttReason.Success)] // identifier 0
    [InlineData("000710", MqttVersion.V311, MqttReason.MalformedPacket, MqttReason.Success)] // 3.1.1 has no reason
    [InlineData("000701", MqttVersion.V5, MqttReason.ProtocolError, (MqttReason)1)] // no reason of PUBACK
    [InlineData("0007870011", MqttVersion.V5, MqttReason.MalformedPacket, MqttReason.NotAuthorized)]
    public void PubAck_EachForm_GivesIdentifierAndReason(string body, MqttVersion version, MqttReason error, MqttReason reason)
    {
        Assert.Equal(error, PubAck.TryDecode(Convert.FromHexString(body), version, out ushort packetId, out MqttReason read));
        Assert.Equal(reason, read);
        if (error == MqttReason.Success) Assert.Equal(7, packetId);
    }

    [Theory]
    [InlineData("FFFF0001", MqttVersion.V5, MqttReason.Success, MqttReason.GrantedQos1)]
    [InlineData("FFFF0087", MqttVersion.V5, MqttReason.Success, MqttReason.NotAuthorized)]
    [InlineData("FFFF01", MqttVersion.V311, MqttReason.Success, MqttReason.GrantedQos1)]
    [InlineData("FFFF80", MqttVersion.V311, MqttReason.Success, MqttReason.UnspecifiedError)]
    [InlineData("FFFF87", MqttVersion.V311, MqttReason.ProtocolError, MqttReason.NotAuthorized)]
    [InlineData("FFFF0003", MqttVersion.V5, MqttReason.ProtocolError, (MqttReason)3)]
    [InlineData("FFFF00", MqttVersion.V5, MqttReason.MalformedPacket, MqttReason.UnspecifiedError)]
    public void SubAck_EachForm_GivesTheGrant(string body, MqttVersion version, MqttReason error, MqttReason reason)
    {
        Assert.Equal(error, SubAck.TryDecode(Convert.FromHexString(body), version, out _, out MqttReason read));
        Assert.Equal(reason, read);
    }

    [Fact]
    public void Disconnect_FromTheBroker_CarriesReasonAndWords()
    {
        Assert.Equal(MqttReason.Success, ServerDisconnect.TryDecode(Packets.Disconnect.AsSpan(2), MqttVersion.V5, out ServerDisconnect? read));
        Assert.Equal(new ServerDisconnect(MqttReason.SessionTakenOver, "bye", null), read);

        Assert.Equal(MqttReason.Success, ServerDisconnect.TryDecode([], MqttVersion.V5, out read));
        Assert.Equal(MqttReason.Success, read!.Reason);

        Assert.Equal(MqttReason.ProtocolError, ServerDisconnect.TryDecode([], MqttVersion.V311, out _));
        byte[] withSessionExpiry = Convert.FromHexString("8B05" + "1100000001"); // only a client may send that
        Assert.Equal(MqttReason.ProtocolError, ServerDisconnect.TryDecode(withSessionExpiry, MqttVersion.V5, out _));
    }

    [Theory]
    [InlineData("3005" + "0002612F" + "00", MqttReason.Success)]
    [InlineData("3805" + "0002612F" + "00", MqttReason.MalformedPacket)] // DUP at QoS 0
    [InlineData("3005" + "00022B2F" + "00", MqttReason.TopicNameInvalid)] // a wildcard
    [InlineData("3003" + "0000" + "00", MqttReason.ProtocolError)] // no topic, no alias
    [InlineData("3008" + "0002612F" + "03" + "230001", MqttReason.TopicAliasInvalid)]
    [InlineData("3207" + "0002612F" + "0000" + "00", MqttReason.ProtocolError)] // identifier 0
    [InlineData("3204" + "0002612F", MqttReason.MalformedPacket)] // no identifier
    [InlineData("3006" + "0003EDA080" + "00", MqttReason.MalformedPacket)] // a lone surrogate in UTF-8
    [InlineData("3009" + "0002612F" + "04" + "21000100", MqttReason.ProtocolError)] // Receive Maximum belongs into CONNACK
    public void Publish_EachForm_IsReadOrRefused(string packet, MqttReason expected) =>
        Assert.Equal(expected, Packets.DecodePublish(Convert.FromHexString(packet), MqttVersion.V5, out _));

    // MQTT 5, 1.5.4.3 and figure 1-1: LATIN CAPITAL LETTER A, CJK IDEOGRAPH EXTENSION B U+2A6D4
    [Fact]
    public void String_ExampleOfTheStandard_IsRead()
    {
        Assert.Equal(MqttReason.Success, Packets.DecodePublish(Convert.FromHexString("3008" + "000541F0AA9B94" + "00"), MqttVersion.V5, out string topic));
        Assert.Equal("A\U0002A6D4", topic);
    }
}
