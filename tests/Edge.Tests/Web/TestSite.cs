using Edge.Operations;

namespace Edge.Tests.Web;

/// <summary>A small site for tests: two fridges of two shelves.</summary>
internal static class TestSite
{
    public const string Password = "long-enough-42";

    public static SiteSettings Settings(int idleMinutes = 600) => new()
    {
        Site = new SiteSection { Id = "site-1", Region = "east", NameZh = "测试血库", NameEn = "Test bank", TimeZone = "Asia/Shanghai" },
        Web = new WebSection { Port = 0, PasswordIterations = 1_000, IdleMinutes = idleMinutes, LockAfterFailures = 3, LockMinutes = 15 },
        Cabinets = [Cabinet("fridge-1", "1号冰箱", "Fridge 1"), Cabinet("fridge-2", "2号冰箱", "Fridge 2")],
        Lights = [new LightSection { Id = "light-1", Place = "fridge-1/shelf-2", Reader = "reader-1" }],
        Readers =
        [
            new ReaderSection
            {
                Id = "reader-1",
                Port = "tcp://127.0.0.1:1",
                Antennas = [new AntennaSection { Port = 1, Place = "fridge-1/shelf-1" }, new AntennaSection { Port = 2, Place = "fridge-1/shelf-2" }],
            },
        ],
    };

    private static CabinetSection Cabinet(string id, string zh, string en) => new()
    {
        Id = id,
        NameZh = zh,
        NameEn = en,
        StorageClass = "red-cells",
        Shelves = ["shelf-1", "shelf-2"],
        Probes = [new ProbeSection { Name = "top", Device = $"28-00000000000{id[^1]}" }],
        Capacity = 100,
    };
}
