using System.CommandLine;
using Edge.Ledger.Export;
using Edge.Operations;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger export</c>: one file that a stranger can check, also while the service runs.</summary>
internal static class ExportVerb
{
    public static Command Create(Option<string?> config, Option<string?> folder)
    {
        Option<string> to = new("--out") { Description = "The zip file to write; it must not be there yet.", Required = true };
        Option<long> after = new("--after") { Description = "Entries after this one; by default all." };
        Option<long?> upTo = new("--up-to") { Description = "The last entry; by default the newest." };
        Command verb = new("export", "Writes the ledger into one zip file with a verifier that needs only Python. The service may run.")
        {
            config, folder, to, after, upTo,
        };
        verb.SetAction((parsed, ct) =>
        {
            if (LedgerVerb.Find(parsed, Console.Error) is not { } place) return Task.FromResult(ExitCode.WrongUse);
            return LedgerVerb.GuardAsync(
                () => Task.FromResult(Run(
                    place, parsed.GetRequiredValue(to), parsed.GetValue(after), parsed.GetValue(upTo) ?? long.MaxValue, TimeProvider.System,
                    Console.Out, Console.Error, ct)),
                Console.Error);
        });
        return verb;
    }

    internal static int Run(
        LedgerPlace place, string file, long after, long upTo, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        LedgerPaths paths = new(place.Folder);
        if (!File.Exists(paths.Database)) throw new LedgerUnavailableException($"There is no ledger in '{place.Folder}'.");
        if (File.Exists(file) || upTo <= after || after < 0)
        {
            errors.WriteLine(File.Exists(file) ? $"'{file}' is there already: name another file." : "--up-to must be greater than --after.");
            return ExitCode.WrongUse;
        }
        bool done = false;
        try
        {
            using EventReader reader = new(LedgerDatabase.OpenForReading(paths.Database));
            if (after > reader.LastSeq())
            {
                errors.WriteLine($"The ledger ends at entry {reader.LastSeq()}: there is nothing after {after}.");
                return ExitCode.WrongUse;
            }
            ExportResult result;
            using (FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write))
                result = LedgerExport.Write(reader, stream, after, upTo, place.Site, time.GetUtcNow(), ct);
            done = true;
            output.WriteLine(
                $"{file}: entries {result.First} to {result.Last}. Head: {result.Head}. Check: unpack {LedgerExport.VerifierName}, then python3 {LedgerExport.VerifierName} {Path.GetFileName(file)}");
            return ExitCode.Done;
        }
        catch (SqliteException e)
        {
            throw LedgerFailure.From(e, place.Folder);
        }
        finally
        {
            if (!done) File.Delete(file);
        }
    }
}
