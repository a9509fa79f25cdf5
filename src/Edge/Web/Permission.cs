using System.Collections.Frozen;
using Inventory.People;

namespace Edge.Web;

/// <summary>What a call needs. Roles are sets of these; the pages get the set too, but the service decides.</summary>
public enum Permission : byte
{
    /// <summary>Look at stock, places, temperatures, alarms and devices.</summary>
    Read,

    /// <summary>Receive, issue, return, discard, quarantine, associate tags.</summary>
    Units,

    /// <summary>Acknowledge alarms.</summary>
    Alarms,

    /// <summary>Light a lamp at a shelf for a while, or let antennas search for one bag.</summary>
    Lights,

    /// <summary>Whatever changes a device.</summary>
    Devices,

    /// <summary>Let a bag out of quarantine.</summary>
    Release,

    /// <summary>Read the audit: who did what.</summary>
    Audit,

    /// <summary>See the accounts.</summary>
    Accounts,

    /// <summary>Add and change accounts.</summary>
    ManageAccounts,

    /// <summary>Change stock levels, limits, tables and what else holds on the whole site; be the second person of such a change.</summary>
    Settings,
}

/// <summary>Which role may do what. One table, so that it can be read and tested.</summary>
public static class Roles
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Viewer] = [Permission.Read],
        [Role.Staff] = [Permission.Read, Permission.Units, Permission.Alarms, Permission.Lights],
        [Role.Technician] = [Permission.Read, Permission.Alarms, Permission.Lights, Permission.Devices],
        [Role.Supervisor] =
        [
            Permission.Read, Permission.Units, Permission.Alarms, Permission.Lights, Permission.Devices, Permission.Release,
            Permission.Audit, Permission.Accounts, Permission.Settings,
        ],
        [Role.Administrator] = [.. Enum.GetValues<Permission>()],
    }.ToFrozenDictionary();

    public static bool May(this Role role, Permission permission) => Table[role].Contains(permission);

    /// <summary>
    /// What of a role's rights a proof opens. A PIN may be watched, so it does not make accounts; a badge may be found or copied, so alone it
    /// is good for the work at the bench only (docs/adr/0013).
    /// </summary>
    public static bool Opens(this Proof proof, Permission permission) => proof switch
    {
        Proof.Password => true,
        Proof.BadgeAndPin or Proof.Pin => permission != Permission.ManageAccounts,
        Proof.Badge => permission is Permission.Read or Permission.Units or Permission.Alarms or Permission.Lights,
        _ => throw new ArgumentOutOfRangeException(nameof(proof), proof, "Unknown proof."),
    };

    /// <summary>In the order of the enumeration.</summary>
    public static IReadOnlyList<Permission> Of(Role role, Proof proof = Proof.Password) => [.. Table[role].Where(permission => proof.Opens(permission)).Order()];
}
