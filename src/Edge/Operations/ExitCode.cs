namespace Edge.Operations;

/// <summary>What a verb's exit code means, the same for all.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work was done and the answer is no: a check failed.</summary>
    public const int AnswerIsNo = 1;

    /// <summary>Wrong use or a bad configuration.</summary>
    public const int WrongUse = 2;

    /// <summary>The environment failed: a disk, a port, a permission.</summary>
    public const int EnvironmentFailed = 3;
}
