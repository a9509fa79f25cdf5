namespace HardwareSim.People;

/// <summary>How often people do what, a day, in a hospital blood bank of 200 units; and how carefully.</summary>
/// <remarks>Assumptions where no study is named in docs/adr/0005.</remarks>
public sealed record Rates
{
    public static readonly Rates HospitalBank = new();

    public double IssueVisits { get; init; } = 20;
    public double MoveVisits { get; init; } = 28;
    public double Looks { get; init; } = 20;
    public double Deliveries { get; init; } = 2;

    /// <summary>Bags a visit: 1 + Poisson of this.</summary>
    public double MoreBags { get; init; } = 0.6;

    /// <summary>Share of issued bags that come back, and after how many minutes (median, σ of the logarithm).</summary>
    public double Returned { get; init; } = 0.04;
    public double ReturnMedianMinutes { get; init; } = 52;
    public double ReturnSigma { get; init; } = 0.9;

    /// <summary>Minutes outside after which a bag is no longer put back.</summary>
    public double UsableMinutes { get; init; } = 30;

    /// <summary>Seconds that a door is open for one visit (median, σ of the logarithm).</summary>
    public double DoorMedianSeconds { get; init; } = 12;
    public double DoorSigma { get; init; } = 0.8;

    /// <summary>Share of visits after which the door stays ajar for 5 to 60 minutes.</summary>
    public double LeftAjar { get; init; } = 1.0 / 1500;

    /// <summary>Share of handled bags that stay on the bench, found after minutes (median, σ).</summary>
    public double Forgotten { get; init; } = 0.003;
    public double ForgottenMedianMinutes { get; init; } = 25;

    /// <summary>Share of bags taken out without an issue record.</summary>
    public double Unrecorded { get; init; } = 0.005;

    /// <summary>Share of issued bags that are carried past another cabinet.</summary>
    public double CarriedPast { get; init; } = 0.05;
}
