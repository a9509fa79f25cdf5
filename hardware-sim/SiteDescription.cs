namespace HardwareSim;

/// <summary>A reader as the service has to be configured.</summary>
/// <param name="Id"><c>reader-1</c>.</param>
/// <param name="Address">A serial port or <c>tcp://127.0.0.1:port</c>.</param>
/// <param name="Antennas">Port (from 1) and the place that it hears.</param>
/// <param name="HandHeld">It is carried about; the place of its antenna is its own name.</param>
public sealed record ReaderPort(string Id, ReaderKind Kind, string Address, IReadOnlyList<AntennaPlace> Antennas, bool HandHeld = false);

/// <param name="Port">From 1.</param>
/// <param name="Place"><c>fridge-1/shelf-1</c>.</param>
public sealed record AntennaPlace(byte Port, string Place);

/// <summary>A door contact on an input of a reader; high means open.</summary>
/// <param name="Line">Input, from 1.</param>
public sealed record DoorLine(string Cabinet, string Reader, byte Line);

/// <summary>A door contact at a line of the service's machine; high means open.</summary>
/// <param name="Chip">Folder of the lines.</param>
public sealed record MachineDoor(string Cabinet, string Chip, int Line);

/// <summary>A lamp behind a relay.</summary>
/// <param name="Reader">Whose output it is; null for a line of the service's machine.</param>
/// <param name="Line">Output of the reader, from 1, or line of the machine.</param>
/// <param name="Shows">Cabinet whose place it shows while its relay is pulled in; null for the alarm lamp, which burns while its relay has fallen off.</param>
public sealed record LampPlace(string Id, string? Reader, int Line, string? Shows);

/// <summary>A temperature sensor.</summary>
/// <param name="Name"><c>top</c>.</param>
/// <param name="Device"><c>28-…</c> on the 1-wire bus, of a chip its bus address, of a transmitter its line and station number.</param>
/// <param name="Unit">Station number of a transmitter; null for others.</param>
public sealed record ProbePlace(string Cabinet, string Name, string Device, Heat.ProbeMake Make = Heat.ProbeMake.OneWire, byte? Unit = null);

/// <summary>An RS-485 line with transmitters: input register 0 of each is tenths of a degree, 7FFF without a sensor.</summary>
/// <param name="Address">A serial port or <c>tcp://127.0.0.1:port</c>.</param>
public sealed record TransmitterLine(string Id, string Address, int BaudRate);

/// <summary>The position receiver of a vehicle; it writes NMEA 0183.</summary>
/// <param name="Address">A serial port or <c>tcp://127.0.0.1:port</c>.</param>
public sealed record PositionPort(string Id, string Address, int BaudRate);

/// <summary>A cabinet and its shelves, from top to bottom.</summary>
/// <param name="Shelves">Names without the cabinet's: <c>shelf-1</c>.</param>
public sealed record CabinetPlace(string Id, IReadOnlyList<string> Shelves);
