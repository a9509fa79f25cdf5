namespace Readers;

/// <summary>Frequency band by law. Fixed at installation; a module that forgets it at power-off is told again, never guessed for.</summary>
public enum RadioRegion : byte
{
    /// <summary>920 to 925 MHz.</summary>
    China,

    /// <summary>865.6 to 867.6 MHz.</summary>
    Europe,

    /// <summary>915 to 921 MHz, where the state allows it.</summary>
    EuropeUpper,

    /// <summary>902 to 928 MHz.</summary>
    NorthAmerica,

    /// <summary>917 to 923.5 MHz.</summary>
    Korea,
}
