namespace Edge.Hub.Mqtt;

/// <summary>Walks over the properties of a packet that a broker may send, and checks them as MQTT 5 (2.2.2.2) asks.</summary>
/// <remarks>
/// Unknown identifiers and broken values are <see cref="MqttReason.MalformedPacket"/>; a property where it does not belong, one
/// given twice or a value outside its range is <see cref="MqttReason.ProtocolError"/>.
/// </remarks>
public ref struct PropertyReader
{
    private readonly MqttPacketType _packet;
    private SpanReader _rest;
    private ulong _seen;

    private PropertyReader(MqttPacketType packet, ReadOnlySpan<byte> properties)
    {
        _packet = packet;
        _rest = new SpanReader(properties);
    }

    public MqttProperty Id { get; private set; }

    /// <summary>Value of a numeric property; 0 for the others.</summary>
    public uint Number { get; private set; }

    /// <summary>Value of a string or binary property, name of a user property.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Value of a user property.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Success until something was wrong.</summary>
    public MqttReason Error { get; private set; }

    /// <summary>Takes the property length and that many bytes off <paramref name="from"/>.</summary>
    public static bool TryOpen(scoped ref SpanReader from, MqttPacketType packet, out PropertyReader properties)
    {
        properties = default;
        if (!from.TryVariable(out int length) || !from.TryTake(length, out ReadOnlySpan<byte> bytes)) return false;
        properties = new PropertyReader(packet, bytes);
        return true;
    }

    /// <returns>False at the end and at the first error: look at <see cref="Error"/> then.</returns>
    public bool MoveNext()
    {
        if (_rest.IsAtEnd || Error != MqttReason.Success) return false;
        if (!_rest.TryByte(out byte id) || !TryReadValue((MqttProperty)id)) return Fail(MqttReason.MalformedPacket);
        Id = (MqttProperty)id;
        bool repeatable = Id is MqttProperty.UserProperty or MqttProperty.SubscriptionIdentifier;
        if (!repeatable && (_seen & (1UL << id)) != 0) return Fail(MqttReason.ProtocolError);
        _seen |= 1UL << id;
        return (BelongsHere() && IsInRange()) || Fail(MqttReason.ProtocolError);
    }

    private bool Fail(MqttReason error)
    {
        Error = error;
        return false;
    }

    private bool TryReadValue(MqttProperty id)
    {
        Number = 0;
        Bytes = Value = default;
        ReadOnlySpan<byte> bytes;
        switch (id)
        {
            case MqttProperty.PayloadFormatIndicator or MqttProperty.RequestProblemInformation
                or MqttProperty.RequestResponseInformation or MqttProperty.MaximumQos or MqttProperty.RetainAvailable
                or MqttProperty.WildcardSubscriptionAvailable or MqttProperty.SubscriptionIdentifierAvailable
                or MqttProperty.SharedSubscriptionAvailable:
                if (!_rest.TryByte(out byte one)) return false;
                Number = one;
                return true;
            case MqttProperty.ServerKeepAlive or MqttProperty.ReceiveMaximum or MqttProperty.TopicAliasMaximum
                or MqttProperty.TopicAlias:
                if (!_rest.TryUInt16(out ushort two)) return false;
                Number = two;
                return true;
            case MqttProperty.MessageExpiryInterval or MqttProperty.SessionExpiryInterval or MqttProperty.WillDelayInterval
                or MqttProperty.MaximumPacketSize:
                if (!_rest.TryUInt32(out uint four)) return false;
                Number = four;
                return true;
            case MqttProperty.SubscriptionIdentifier:
                if (!_rest.TryVariable(out int variable)) return false;
                Number = (uint)variable;
                return true;
            case MqttProperty.ContentType or MqttProperty.ResponseTopic or MqttProperty.AssignedClientIdentifier
                or MqttProperty.AuthenticationMethod or MqttProperty.ResponseInformation or MqttProperty.ServerReference
                or MqttProperty.ReasonString:
                if (!_rest.TryString(out bytes)) return false;
                Bytes = bytes;
                return true;
            case MqttProperty.CorrelationData or MqttProperty.AuthenticationData:
                if (!_rest.TryBinary(out bytes)) return false;
                Bytes = bytes;
                return true;
            case MqttProperty.UserProperty:
                if (!_rest.TryString(out bytes) || !_rest.TryString(out ReadOnlySpan<byte> value)) return false;
                Bytes = bytes;
                Value = value;
                return true;
            default:
                return false;
        }
    }

    private readonly bool BelongsHere() => Id == MqttProperty.UserProperty || _packet switch
    {
        MqttPacketType.ConnAck => Id is MqttProperty.SessionExpiryInterval or MqttProperty.ReceiveMaximum
            or MqttProperty.MaximumQos or MqttProperty.RetainAvailable or MqttProperty.MaximumPacketSize
            or MqttProperty.AssignedClientIdentifier or MqttProperty.TopicAliasMaximum or MqttProperty.ReasonString
            or MqttProperty.WildcardSubscriptionAvailable or MqttProperty.SubscriptionIdentifierAvailable
            or MqttProperty.SharedSubscriptionAvailable or MqttProperty.ServerKeepAlive or MqttProperty.ResponseInformation
            or MqttProperty.ServerReference or MqttProperty.AuthenticationMethod or MqttProperty.AuthenticationData,
        MqttPacketType.Publish => Id is MqttProperty.PayloadFormatIndicator or MqttProperty.MessageExpiryInterval
            or MqttProperty.TopicAlias or MqttProperty.ResponseTopic or MqttProperty.CorrelationData
            or MqttProperty.SubscriptionIdentifier or MqttProperty.ContentType,
        MqttPacketType.PubAck or MqttPacketType.SubAck => Id is MqttProperty.ReasonString,
        MqttPacketType.Disconnect => Id is MqttProperty.ReasonString or MqttProperty.ServerReference,
        _ => false,
    };

    private readonly bool IsInRange() => Id switch
    {
        MqttProperty.ReceiveMaximum or MqttProperty.MaximumPacketSize or MqttProperty.SubscriptionIdentifier
            or MqttProperty.TopicAlias => Number != 0,
        MqttProperty.MaximumQos or MqttProperty.RetainAvailable or MqttProperty.PayloadFormatIndicator
            or MqttProperty.WildcardSubscriptionAvailable or MqttProperty.SubscriptionIdentifierAvailable
            or MqttProperty.SharedSubscriptionAvailable => Number <= 1,
        _ => true,
    };
}
