namespace Inventory.Stocktaking;

/// <summary>What one reader that counts has heard in its sweeps: for each tag the power at which it answered first. One owner.</summary>
/// <remarks>A sweep counts when it is whole: of a broken one nobody can say who was asked.</remarks>
public sealed class SweepTally
{
    private readonly List<TagUii> _inStep = [];
    private readonly Dictionary<TagUii, int> _inSweep = [];
    private readonly Dictionary<TagUii, SortedDictionary<int, int>> _answers = [];
    private readonly SortedSet<int> _steps = [];
    private int _sweeps;

    /// <summary>In the step that runs.</summary>
    public void Heard(TagUii tag) => _inStep.Add(tag);

    /// <param name="stepDb">Decibels to the usual power. Steps rise within a sweep.</param>
    public void StepEnded(int stepDb)
    {
        _steps.Add(stepDb);
        foreach (TagUii tag in _inStep) _inSweep[tag] = Math.Min(stepDb, _inSweep.GetValueOrDefault(tag, int.MaxValue));
        _inStep.Clear();
    }

    public void SweepEnded()
    {
        if (_inStep.Count > 0 && _steps.Count > 0) StepEnded(_steps.Max); // of a step that failed: it answered at some power
        _sweeps++;
        foreach ((TagUii tag, int stepDb) in _inSweep)
        {
            if (!_answers.TryGetValue(tag, out SortedDictionary<int, int>? answers)) _answers[tag] = answers = [];
            answers[stepDb] = answers.GetValueOrDefault(stepDb) + 1;
        }
        _inSweep.Clear();
    }

    /// <summary>The reader does something else from here on, or begins anew.</summary>
    public void Broken()
    {
        _inStep.Clear();
        _inSweep.Clear();
    }

    /// <summary>What whole sweeps have told since the last call; the sweep that runs goes on.</summary>
    /// <returns>Null steps where the reader has not ended one.</returns>
    public (int Sweeps, IReadOnlyList<int>? StepsDb, IReadOnlyDictionary<TagUii, IReadOnlyList<StepAnswers>> Answers) Take()
    {
        Dictionary<TagUii, IReadOnlyList<StepAnswers>> answers = _answers.ToDictionary(
            static tag => tag.Key, static tag => (IReadOnlyList<StepAnswers>)[.. tag.Value.Select(static step => new StepAnswers(step.Key, step.Value))]);
        (int sweeps, _sweeps) = (_sweeps, 0);
        _answers.Clear();
        return (sweeps, _steps.Count == 0 ? null : [.. _steps], answers);
    }
}
