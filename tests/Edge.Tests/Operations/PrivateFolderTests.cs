using Edge.Operations;
using Testing;

namespace Edge.Tests.Operations;

public sealed class PrivateFolderTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Create_NewFolder_IsForItsOwnerOnly()
    {
        using TemporaryFolder folder = new();

        PrivateFolder.Create(folder.File("data"));

        Assert.True(Directory.Exists(folder.File("data")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(Owner, File.GetUnixFileMode(folder.File("data")));
    }

    [Fact]
    public void Create_FolderThatIsThere_KeepsItsPermissions()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.File("data"), Owner | UnixFileMode.GroupRead);

        PrivateFolder.Create(folder.File("data"));

        if (!OperatingSystem.IsWindows()) Assert.Equal(Owner | UnixFileMode.GroupRead, File.GetUnixFileMode(folder.File("data")));
    }
}
