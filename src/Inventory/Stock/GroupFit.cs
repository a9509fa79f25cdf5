using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>Which groups of bags fit a patient's group. A proposal for whoever fetches: the compatibility decision is the laboratory's.</summary>
/// <remarks>
/// Red cells: O fits all, A and B also AB; RhD negative fits all, positive only positive. Plasma the other way round, without RhD. Every
/// other component, whole blood with both cells and plasma among them, is proposed group for group. What is not stated on either side is
/// taken as the worst case; Bombay and para-Bombay are groups of their own.
/// </remarks>
public static class GroupFit
{
    public static bool Fits(ComponentClass component, BloodGroup bag, BloodGroup patient) => component switch
    {
        ComponentClass.RedCells => CellsFit(bag.Abo, patient.Abo) && RhDFits(bag.RhD, patient.RhD),
        ComponentClass.PlasmaFfp or ComponentClass.PlasmaFp or ComponentClass.PlasmaThawed => PlasmaFits(bag.Abo, patient.Abo),
        _ => bag == patient && IsKnown(patient.Abo),
    };

    /// <summary>The order in which fitting bags are proposed: the patient's own group first, O RhD negative last, since others need it.</summary>
    public static int Rank(BloodGroup bag, BloodGroup patient) =>
        bag == patient ? 0
        : bag == new BloodGroup(Abo.O, RhD.Negative) ? 3
        : bag.RhD == patient.RhD ? 1
        : 2;

    private static bool CellsFit(Abo bag, Abo patient) => (bag, patient) switch
    {
        (Abo.O, Abo.NotStated or Abo.O or Abo.A or Abo.B or Abo.AB) => true,
        (Abo.A or Abo.B, Abo.AB) => true,
        _ => bag == patient && IsKnown(bag),
    };

    private static bool PlasmaFits(Abo bag, Abo patient) => (bag, patient) switch
    {
        (Abo.AB, Abo.NotStated or Abo.O or Abo.A or Abo.B or Abo.AB) => true,
        (Abo.A or Abo.B, Abo.O) => true,
        _ => bag == patient && IsKnown(bag),
    };

    private static bool RhDFits(RhD bag, RhD patient) => bag == RhD.Negative || (bag == RhD.Positive && patient == RhD.Positive);

    private static bool IsKnown(Abo abo) => abo is Abo.O or Abo.A or Abo.B or Abo.AB or Abo.Bombay;
}
