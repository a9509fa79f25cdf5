using System.Text;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Operations;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Hub.Mqtt;

public sealed class EncoderTests
{
    private static readonly HubConnectOptions Site = new()
    {
        Host = "h", Port = 1, ClientId = "edge-1", User = "u", Password = "pw"u8.ToArray(), KeepAlive = TimeSpan.FromSeconds(10),
        SessionExpiry = TimeSpan.FromSeconds(10),
        Will = new HubWill("s", "x"u8.ToArray(), Retain: true, TimeSpan.FromSeconds(30), "t"),
    };

    [Fact]
    public void Connect_Mqtt5_IsWrittenFieldByField() => Assert.Equal(
        "1039" + "00044D515454" + "05" + "EC" + "000A" // will retained at QoS 1, user, password, session kept
        + "0D" + "110000000A" + "2700010000" + "210010"
        + "0006656467652D31"
        + "0B" + "180000001E" + "0101" + "03000174" + "000173" + "000178"
        + "000175" + "00027077",
        Convert.ToHexString(ConnectEncoder.Encode(Site, 65_536, 16)));

    [Fact]
    public void Connect_311_HasNoProperties() => Assert.Equal(
        "101F" + "00044D515454" + "04" + "EE" + "000A" + "0006656467652D31" + "000173" + "000178" + "000175" + "00027077",
        Convert.ToHexString(ConnectEncoder.Encode(Site with { Version = MqttVersion.V311, CleanStart = true }, 65_536, 16)));

    [Fact]
    public void Connect_NothingOptional_IsSmall() => Assert.Equal(
        "1012" + "00044D515454" + "04" + "00" + "001E" + "0006656467652D31",
        Convert.ToHexString(ConnectEncoder.Encode(
            new HubConnectOptions { Host = "h", Port = 1, ClientId = "edge-1", Version = MqttVersion.V311 }, 65_536, 16)));

    [Fact]
    public void Connect_PasswordWithoutUser_IsSentOverMqtt5Only()
    {
        HubConnectOptions options = new() { Host = "h", Port = 1, ClientId = "edge-1", Password = "pw"u8.ToArray() };

        Assert.EndsWith("00027077", Convert.ToHexString(ConnectEncoder.Encode(options, 65_536, 16)), StringComparison.Ordinal);
        Assert.Equal(
            "1012" + "00044D515454" + "04" + "00" + "001E" + "0006656467652D31",
            Convert.ToHexString(ConnectEncoder.Encode(options with { Version = MqttVersion.V311 }, 65_536, 16)));
    }

    [Fact]
    public void SmallPackets_EachVersion_AreAsTheStandardSays()
    {
        Assert.Equal("C000", Convert.ToHexString(SmallPackets.PingRequest));
        Assert.Equal("40021234", Convert.ToHexString(SmallPackets.PubAck(0x1234)));
        Assert.Equal("E000", Convert.ToHexString(SmallPackets.Disconnect(MqttReason.Success, MqttVersion.V5)));
        Assert.Equal("E00181", Convert.ToHexString(SmallPackets.Disconnect(MqttReason.MalformedPacket, MqttVersion.V5)));
        Assert.Equal("E000", Convert.ToHexString(SmallPackets.Disconnect(MqttReason.MalformedPacket, MqttVersion.V311)));
        Assert.Equal("8209000A000003612F6201", Convert.ToHexString(SmallPackets.Subscribe(10, "a/b", MqttVersion.V5)));
        Assert.Equal("8208000A0003612F6201", Convert.ToHexString(SmallPackets.Subscribe(10, "a/b", MqttVersion.V311)));
    }

    [Fact]
    public void Publish_AnyMessage_IsReadBackTheSame()
    {
        Gen<string> text = Gen.Elements('a', 'Z', '/', 'é', '血', '-').ArrayOf().Select(static c => new string(c));
        Gen<HubMessage> messages =
            from topic in text
            from payload in ArbMap.Default.GeneratorFor<byte>().ArrayOf()
            from retain in ArbMap.Default.GeneratorFor<bool>()
            from isText in ArbMap.Default.GeneratorFor<bool>()
            from type in text
            from correlation in ArbMap.Default.GeneratorFor<byte>().ArrayOf()
            from names in text.ArrayOf()
            select new HubMessage
            {
                Topic = "t" + topic, Payload = payload, Retain = retain, IsText = isText,
                ContentType = type.Length == 0 ? null : type, CorrelationData = correlation,
                UserProperties = names.Select(name => new UserProperty(name, name + "!")).ToArray(),
            };

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
            messages.ToArbitrary(), message => IsReadBack(message, MqttVersion.V5) && IsReadBack(message, MqttVersion.V311)));
    }

    [Fact]
    public void Publish_UserProperties_StandInOrderBehindTheTopic()
    {
        HubMessage message = new() { Topic = "a", Payload = "x"u8.ToArray(), UserProperties = new UserProperty[] { new("k", "v"), new("k", "w") } };

        Assert.Equal(
            "3215" + "000161" + "0001" + "0E" + "26" + "00016B" + "000176" + "26" + "00016B" + "000177" + "78",
            Convert.ToHexString(Packets.Encode(message, 1, MqttVersion.V5)));
        Assert.Equal("3306" + "000161" + "0001" + "78", Convert.ToHexString(Packets.Encode(message with { Retain = true }, 1, MqttVersion.V311)));
    }

    private static bool IsReadBack(HubMessage message, MqttVersion version)
    {
        byte[] packet = Packets.Encode(message, 513, version);
        bool cut = MqttFrame.TryRead(packet.AsSpan(0, packet.Length - 1), int.MaxValue, version, out _, out _) == FrameOutcome.NeedMoreData;
        bool whole = MqttFrame.TryRead(packet, int.MaxValue, version, out MqttFrame frame, out int consumed) == FrameOutcome.Complete;
        MqttReason error = IncomingPublish.TryDecode(in frame, version, out IncomingPublish read);
        bool v5 = version == MqttVersion.V5;
        return cut && whole && consumed == packet.Length && error == MqttReason.Success
            && Encoding.UTF8.GetString(read.Topic) == message.Topic
            && read.Payload.SequenceEqual(message.Payload.Span)
            && (read.Qos, read.PacketId, read.Retain, read.Duplicate) == (1, (ushort)513, message.Retain, false)
            && read.CorrelationData.SequenceEqual(v5 ? message.CorrelationData.Span : default)
            && Encoding.UTF8.GetString(read.ContentType) == (v5 ? message.ContentType ?? "" : "");
    }
}
