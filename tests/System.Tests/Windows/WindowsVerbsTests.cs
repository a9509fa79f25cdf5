namespace SystemTests.Windows;

/// <summary>What a technician does on a Windows machine beside the service: the doctor, backups, proof.</summary>
[Collection(WindowsTests.Name)]
public sealed class WindowsVerbsTests(WineMachine machine)
{
    private const int Within = 180_000;

    [Fact(Timeout = Within)]
    public async Task Doctor_ReaderAtAComPort_IsFoundWithAndWithoutAConfiguration()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 20);

        (_, string said) = await site.RunAsync("doctor", "--seconds", "2", "--language", "zh"); // what else it finds is not asked here
        Assert.Contains("reader-1 (COM5): R2000 应答，115200 波特", said, StringComparison.Ordinal);
        Assert.Contains("°C", said, StringComparison.Ordinal);
        Assert.Contains(@"\血库 0042\data", said, StringComparison.Ordinal);

        (int code, said) = await machine.RunAsync(machine.Program, "doctor", "--language", "en"); // before there is a configuration
        Assert.True(code == 0, said);
        Assert.Matches(@"ok\s+COM5: R2000 answers at 115200 bit/s", said);
    }

    [Fact(Timeout = Within)]
    public async Task Ledger_BackedUpWhileItRunsAndRestored_IsTheSame()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 20);
        string backups = WineMachine.PathOf(Path.Combine(site.Folder, "备份"));
        using (TimedProgram service = site.Start("run"))
        {
            await site.ReadsAboveAsync(500, service);
            await DoneAsync(site, "ledger", "backup", "--to", backups);
            await service.InterruptAsync();
        }

        await DoneAsync(site, "ledger", "rebuild");
        await DoneAsync(site, "ledger", "export", "--out", WineMachine.PathOf(Path.Combine(site.Folder, "导出.zip")));
        await DoneAsync(site, "ledger", "restore", "--from", backups, "--replace", "--by", "Wang Min", "--reason", "trial");
        await DoneAsync(site, "ledger", "verify");
        Assert.NotEmpty(Directory.GetDirectories(site.DataFolder, "replaced-*"));
    }

    private static async Task DoneAsync(WindowsSite site, params string[] verb)
    {
        (int code, string said) = await site.RunAsync(verb);
        Assert.True(code == 0, $"{string.Join(' ', verb)}: {code}\n{said}");
    }
}
