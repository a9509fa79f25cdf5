using Edge.Devices;
using Readers;
using Readers.Decoding;
using Readers.M100;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary>Asks one port who is there, at every usual speed, with questions that change nothing in a device.</summary>
internal sealed class PortDoctor(TimeProvider time)
{
    private static readonly int[] s_speeds = [115_200, 38_400, 9_600, 57_600, 19_200, 230_400, 460_800, 921_600];
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250), s_networkPatience = TimeSpan.FromSeconds(2);

    /// <summary>Who answered.</summary>
    /// <param name="BaudRate">Null on a network.</param>
    /// <param name="Marks">Null for a family whose frames are of one kind.</param>
    public sealed record Answer(string Family, int? BaudRate, string Says, M100Marks? Marks)
    {
        /// <summary>The settings suit who answered: a trial makes sense.</summary>
        public bool Suits(ReaderSection reader) =>
            Family == reader.Family.ToString() && (BaudRate ?? reader.BaudRate) == reader.BaudRate && HasMarks(reader);

        public bool HasMarks(ReaderSection reader) => Marks is null || Marks == ReaderFamilies.MarksOf(reader.Marks);
    }

    /// <param name="reader">What the settings expect there; null for a port that is not in the settings.</param>
    /// <returns>What was found, and who answered: null when nobody did or the port cannot be opened.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, Answer? Answer)> ExamineAsync(string port, ReaderSection? reader, CancellationToken ct)
    {
        string subject = reader is null ? port : $"{reader.Id} ({port})";
        try
        {
            if (await FindAsync(TransportAddress.Parse(port), reader, ct) is not { } answer)
                return ([Finding.Wrong(subject, DoctorWords.NobodyAnswers)], null);
            return ([.. Compare(subject, reader, answer)], answer);
        }
        catch (UnauthorizedAccessException)
        {
            return ([Finding.Wrong(subject, DoctorWords.NoPermission)], null);
        }
        catch (ReaderLostException refused)
        {
            return ([refused.Code == "busy" ? Finding.Wrong(subject, DoctorWords.Busy) : Finding.Wrong(subject, DoctorWords.TurnedAway, refused.Message)], null);
        }
        catch (IOException gone)
        {
            return ([Finding.Wrong(subject, DoctorWords.CannotOpen, gone.Message)], null);
        }
    }

    private static IEnumerable<Finding> Compare(string subject, ReaderSection? reader, Answer answer)
    {
        yield return answer.BaudRate is { } speed
            ? Finding.Well(subject, DoctorWords.Answers, answer.Family, speed, answer.Says)
            : Finding.Well(subject, DoctorWords.AnswersOnNetwork, answer.Family, answer.Says);
        if (reader is null) yield break;
        if (answer.Family != reader.Family.ToString())
            yield return Finding.Wrong(subject, DoctorWords.OtherFamily, reader.Family, answer.Family);
        if (!answer.HasMarks(reader))
            yield return Finding.Wrong(subject, DoctorWords.OtherMarks, reader.Marks, reader.Marks == ModuleMarks.R200 ? ModuleMarks.Standard : ModuleMarks.R200);
        if (answer.BaudRate is { } used && used != reader.BaudRate)
            yield return Finding.Wrong(subject, DoctorWords.OtherSpeed, reader.BaudRate, used);
    }

    private async Task<Answer?> FindAsync(TransportAddress address, ReaderSection? reader, CancellationToken ct)
    {
        IReadOnlyList<FamilyQuestion> serial = FamilyQuestion.Serial((byte)(reader?.Address ?? 255));
        if (address.Path is null)
        {
            // LLRP before the others: it only listens until it is greeted, while an LLRP reader must not hear the others' questions first.
            IEnumerable<FamilyQuestion> all = [FamilyQuestion.Llrp, .. serial];
            foreach (FamilyQuestion question in all.OrderBy(question => question.Family != reader?.Family.ToString()))
                if (await AskAsync(address, new SerialSettings(), question, s_networkPatience, ct) is { } says)
                    return new Answer(question.Family, null, says, question.Marks);
            return null;
        }
        // What the settings say comes first: on a sound site that is the only question asked.
        IEnumerable<FamilyQuestion> families = serial.OrderBy(question => question.Family != reader?.Family.ToString())
            .ThenBy(question => reader is not null && question.Marks is { } marks && marks != ReaderFamilies.MarksOf(reader.Marks));
        int[] speeds = reader is null ? s_speeds : [reader.BaudRate, .. s_speeds.Where(speed => speed != reader.BaudRate)];
        foreach (int speed in speeds)
            foreach (FamilyQuestion question in families)
                if (await AskAsync(address, new SerialSettings(speed), question, s_patience, ct) is { } says)
                    return new Answer(question.Family, speed, says, question.Marks);
        return null;
    }

    private async Task<string?> AskAsync(
        TransportAddress address, SerialSettings settings, FamilyQuestion question, TimeSpan patience, CancellationToken ct)
    {
        await using IByteTransport line = await address.OpenAsync(settings, ct); // anew: what others have stirred up is thrown away
        IReadOnlyList<KeyValuePair<string, object>> fields = await question.AskAsync(line, patience, time, ct);
        return fields.Count == 0 ? null : string.Join(", ", fields.Where(static f => IsPlain(f.Value)).Select(static f => $"{f.Key} {(f.Value is List<string> many ? string.Join(' ', many) : f.Value)}"));
    }

    /// <summary>Capabilities of a network reader are deep; their plain figures say enough here.</summary>
    private static bool IsPlain(object value) => value is string or int or long or double or bool or List<string>;
}
