using System.CommandLine;
using Edge.Operations;

RootCommand root = new("Blood inventory by RFID: the edge service of one site.")
{
    RunVerb.Create(),
    CheckVerb.Create(),
    DecodeVerb.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
