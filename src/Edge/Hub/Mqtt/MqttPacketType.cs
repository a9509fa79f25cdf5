namespace Edge.Hub.Mqtt;

/// <summary>Control packet types: the high four bits of the first byte (MQTT 5, 2.1.2). 0 is forbidden.</summary>
public enum MqttPacketType : byte
{
    Connect = 1, ConnAck, Publish, PubAck, PubRec, PubRel, PubComp, Subscribe, SubAck, Unsubscribe, UnsubAck,
    PingReq, PingResp, Disconnect, Auth,
}
