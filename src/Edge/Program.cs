using System.CommandLine;
using System.Text;
using Edge.Ledger.Verbs;
using Edge.Operations;
using Edge.Operations.Demo;
using Edge.Operations.Doctor;

// Windows would write in the code page of its console, which lacks the units of figures or the Chinese names.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;

RootCommand root = new("Blood inventory by RFID: the edge service of one site.")
{
    RunVerb.Create(),
    DemoVerb.Create(),
    CheckVerb.Create(),
    DoctorVerb.Create(),
    DecodeVerb.Create(),
    ReplayVerb.Create(),
    LearnVerb.Create(),
    LedgerVerb.Create(),
    IdVerb.Create(),
    UserVerb.Create(),
};
ParseResult parsed = root.Parse(args);
int code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return parsed.Errors.Count == 0 ? code : ExitCode.WrongUse; // the library's own code for it says "the answer is no"
