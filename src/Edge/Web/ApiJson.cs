using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Web;

/// <summary>Metadata of every type that goes over the wire, made when compiling.</summary>
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(NewerView))]
[JsonSerializable(typeof(ItemList<GapView>))]
[JsonSerializable(typeof(SignatureRequest))]
[JsonSerializable(typeof(SignatureView))]
[JsonSerializable(typeof(PinRequest))]
[JsonSerializable(typeof(FirstStartRequest))]
[JsonSerializable(typeof(ItemList<UserItem>))]
[JsonSerializable(typeof(NewUserRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(DisableRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(ConfirmRoleRequest))]
[JsonSerializable(typeof(BadgeRequest))]
[JsonSerializable(typeof(ItemList<KeyItem>))]
[JsonSerializable(typeof(NewKeyRequest))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(StockView))]
[JsonSerializable(typeof(ItemList<UnitItem>))]
[JsonSerializable(typeof(UnitDetail))]
[JsonSerializable(typeof(ItemList<EventItem>))]
[JsonSerializable(typeof(ReceiptRequest))]
[JsonSerializable(typeof(IssueRequest))]
[JsonSerializable(typeof(ReservationRequest))]
[JsonSerializable(typeof(UnitsRequest))]
[JsonSerializable(typeof(ItemList<TransferItem>))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(UnitsCauseRequest))]
[JsonSerializable(typeof(ItemList<NoticeItem>))]
[JsonSerializable(typeof(NoticeDetail))]
[JsonSerializable(typeof(NoticeRequest))]
[JsonSerializable(typeof(NoticeReceiptRequest))]
[JsonSerializable(typeof(EmergencyRequest))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(MassiveRequest))]
[JsonSerializable(typeof(MassiveView))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(WasteRequest))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(ExpiryRequest))]
[JsonSerializable(typeof(ReturnRequest))]
[JsonSerializable(typeof(DiscardRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(RulesView))]
[JsonSerializable(typeof(RulesChanged))]
[JsonSerializable(typeof(ChangeRulesRequest))]
[JsonSerializable(typeof(InstallTableRequest))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(ItemList<UnknownTagItem>))]
[JsonSerializable(typeof(ActionResults))]
[JsonSerializable(typeof(Recorded))]
[JsonSerializable(typeof(ItemList<FridgeItem>))]
[JsonSerializable(typeof(FridgeDetail))]
[JsonSerializable(typeof(SamplesView))]
[JsonSerializable(typeof(ItemList<AlarmItem>))]
[JsonSerializable(typeof(ExcursionView))]
[JsonSerializable(typeof(ItemList<OpeningItem>))]
[JsonSerializable(typeof(PlaceRequest))]
[JsonSerializable(typeof(KnownFridge))]
[JsonSerializable(typeof(ItemList<HandHeldItem>))]
[JsonSerializable(typeof(ItemList<DeviceItem>))]
[JsonSerializable(typeof(HubView))]
[JsonSerializable(typeof(PositionView))]
[JsonSerializable(typeof(ItemList<FixView>))]
[JsonSerializable(typeof(ItemList<LightView>))]
[JsonSerializable(typeof(ItemList<SearchView>))]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchEnded))]
[JsonSerializable(typeof(LightRequest))]
[JsonSerializable(typeof(ItemList<DeskItem>))]
[JsonSerializable(typeof(QualityView))]
[JsonSerializable(typeof(UnitSetView))]
[JsonSerializable(typeof(ReceiptLook))]
[JsonSerializable(typeof(SlipView))]
[JsonSerializable(typeof(TablesView))]
[JsonSerializable(typeof(TableReportView))]
[JsonSerializable(typeof(TableCheckRequest))]
[JsonSerializable(typeof(VerificationView))]
[JsonSerializable(typeof(TrayView))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(LabelView))]
[JsonSerializable(typeof(FreeTagRequest))]
[JsonSerializable(typeof(CommissioningList))]
[JsonSerializable(typeof(CommissioningView))]
[JsonSerializable(typeof(WalkRequest))]
[JsonSerializable(typeof(PointRequest))]
[JsonSerializable(typeof(SkipPointRequest))]
[JsonSerializable(typeof(ActivateRequest))]
[JsonSerializable(typeof(StocktakeList))]
[JsonSerializable(typeof(StocktakeView))]
[JsonSerializable(typeof(StocktakeProposal))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(LiveEvents))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(UnitFilter))]
[JsonSerializable(typeof(UnitSort))]
[JsonSerializable(typeof(AlarmListState))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;

/// <summary>How the API writes and reads JSON. One place, so that live events, answers and problems look alike.</summary>
public static class ApiJson
{
    /// <summary>The options of every answer, request and live event.</summary>
    public static JsonSerializerOptions Web { get; } = Make();

    /// <summary>Sets another object up alike: the web framework makes its own.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 16;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Chinese stays readable; never put into HTML
        options.Converters.Add(new JsonStringEnumConverter(NamePolicy.Instance, allowIntegerValues: false));
        options.Converters.Add(new UtcInstantConverter());
        options.TypeInfoResolverChain.Insert(0, ApiJsonContext.Default);
    }

    private static JsonSerializerOptions Make()
    {
        JsonSerializerOptions options = new();
        Apply(options);
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>camelCase, but a name of one or two capitals is a symbol and stays: <c>AB</c>, <c>U</c>.</summary>
internal sealed class NamePolicy : JsonNamingPolicy
{
    public static readonly NamePolicy Instance = new();

    public override string ConvertName(string name) =>
        name.Length <= 2 && name.All(char.IsAsciiLetterUpper) ? name : CamelCase.ConvertName(name);
}

/// <summary>RFC 3339 in UTC with <c>Z</c>; milliseconds only where there are any. Reads any offset.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        DateTime utc = value.UtcDateTime;
        Span<char> text = stackalloc char[24];
        ReadOnlySpan<char> format = utc.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMillisecond
            ? "yyyy-MM-ddTHH:mm:ssZ"
            : "yyyy-MM-ddTHH:mm:ss.fffZ";
        bool fits = utc.TryFormat(text, out int written, format, CultureInfo.InvariantCulture);
        System.Diagnostics.Debug.Assert(fits, "24 characters are enough");
        writer.WriteStringValue(text[..written]);
    }
}
