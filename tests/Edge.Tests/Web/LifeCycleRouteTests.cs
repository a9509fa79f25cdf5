using System.Net;
using System.Text.Json;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;
using Testing;

namespace Edge.Tests.Web;

public sealed class LifeCycleRouteTests
{
    [Fact]
    public async Task Transfer_SentConfirmedAndReturned_BalancesAtEveryStep()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1), web.Received(2), web.Received(3));
        string[] keys = [.. Enumerable.Range(1, 3).Select(static i => TestBags.Key(i).ToString())];

        JsonElement[] sent = await staff.ActAsync("/api/v1/transfers", new { number = "T-9", to = "site-2", units = keys, box = "B4" });
        JsonElement[] again = await staff.ActAsync("/api/v1/transfers", new { number = "T-9", to = "site-2", units = keys });
        JsonElement[] elsewhere = await staff.ActAsync("/api/v1/transfers", new { number = "T-9", to = "site-3", units = keys });
        JsonElement stock = await staff.JsonAsync("/api/v1/stock");
        await staff.ActAsync("/api/v1/transfers/T-9/confirm", new { units = new[] { keys[0] } });
        await staff.ActAsync("/api/v1/transfers/T-9/return", new { units = new[] { keys[1] }, cause = "box too warm" });
        JsonElement[] twice = await staff.ActAsync("/api/v1/transfers/T-9/confirm", new { units = keys });
        JsonElement transfer = (await staff.JsonAsync("/api/v1/transfers")).Items()[0];

        Assert.All(sent, static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        Assert.All(again, static result => Assert.Equal("alreadyKnown", Code(result)));
        Assert.All(elsewhere, static result => Assert.Equal("transferGoesElsewhere", Code(result)));
        Assert.Equal(3, stock.GetProperty("inTransfer").GetInt32());
        Assert.Equal(["alreadyKnown", "notInTransfer", null], twice.Select(Code));
        Assert.Equal((3, 0, 2, 1, 0), (Count("sent"), Count("inTransit"), Count("confirmed"), Count("returned"), Count("lost")));
        Assert.Equal(QuarantineReason.Returned, web.Ledger.Current.State.Units[TestBags.Key(2)].Quarantine);

        int Count(string name) => transfer.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Act_NothingAmongTheBags_IsRefusedAndTheOtherStaysAsItWas()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1));
        string key = TestBags.Key(1).ToString();

        (HttpStatusCode bags, _) = await staff.ExchangeAsync("/api/v1/transfers", new { number = "T-9", to = "site-2", units = new[] { key, null } }, null);
        (HttpStatusCode labels, _) = await staff.ExchangeAsync(
            "/api/v1/notices/N-5/receipts", new { units = new[] { key }, quarantine = false, labels = new object?[] { null } }, null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bags, labels));
        Assert.Equal("available", (await staff.JsonAsync($"/api/v1/units/{key}")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31")]
    public async Task Receive_ExpiryThatNoLabelCanSay_IsRefusedWithWords(string expiry)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement refused = Assert.Single(await staff.ActAsync("/api/v1/receipts", new { units = new[] { TestBags.Receipt(1, expiresAt: expiry) } }));

        Assert.False(refused.GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task Notice_AnnouncedReceivedMissingAndExtra_SaysWhichIsWhich()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string[] keys = [.. Enumerable.Range(1, 4).Select(static i => TestBags.Key(i).ToString())];

        JsonElement[] announced = await staff.ActAsync("/api/v1/notices", new
        {
            number = "N-5", from = "centre", units = Enumerable.Range(1, 3).Select(static i => TestBags.Receipt(i)).ToArray(),
        });
        JsonElement stock = await staff.JsonAsync("/api/v1/stock");
        JsonElement[] here = await staff.ActAsync("/api/v1/notices/N-5/receipts", new { units = keys[..2], quarantine = false });
        JsonElement[] extra = await staff.ActAsync("/api/v1/receipts", new { source = "N-5", units = new[] { TestBags.Receipt(4) } });
        JsonElement[] missing = await staff.ActAsync("/api/v1/notices/N-5/missing", new { units = keys, cause = "not in the box" });
        JsonElement detail = await staff.JsonAsync("/api/v1/notices/N-5");

        Assert.All(announced, static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        Assert.Empty(stock.GetProperty("rows").EnumerateArray()); // what is announced is no stock
        Assert.All(here.Concat(extra), static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        Assert.Equal(["wrongStatus", "wrongStatus", null, "wrongStatus"], missing.Select(Code));
        JsonElement notice = detail.GetProperty("notice");
        Assert.Equal((3, 0, 2, 1, 1), (Count("announced"), Count("expected"), Count("received"), Count("missing"), Count("extra")));
        Assert.Equal(["available", "available", "cancelled", "available"],
            detail.GetProperty("units").EnumerateArray().OrderBy(static unit => unit.Text("key")).Select(static unit => unit.Text("status")));

        int Count(string name) => notice.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task NoticeReceipt_LabelsScanned_ContradictionIsRefusedAndAMessageHolds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string[] keys = [.. Enumerable.Range(1, 6).Select(static i => TestBags.Key(i).ToString())];
        await staff.ActAsync("/api/v1/notices", new
        {
            number = "N-6", from = "centre", units = Enumerable.Range(1, 6).Select(static i => TestBags.Receipt(i)).ToArray(),
        });

        JsonElement[] results = await staff.ActAsync("/api/v1/notices/N-6/receipts", new
        {
            units = keys, quarantine = false,
            labels = new object[]
            {
                new { unit = keys[0], groupCode = "5110", expiresAt = "&>0263542359" }, // 20 December; the phenotype only the label tells
                new { unit = keys[1], groupCode = "6200" },
                new { unit = keys[2], expiresAt = "&>0263532359" },
                new { unit = keys[3], groupCode = "Mq00" },
                new { unit = keys[4], groupCode = "4700" }, // directed to one recipient
            },
        });
        JsonElement twice = (await staff.ExchangeAsync("/api/v1/notices/N-6/receipts", new
        {
            units = keys[..1], labels = new[] { new { unit = keys[0], groupCode = "5100" }, new { unit = keys[0], groupCode = "6200" } },
        })).Body;

        Assert.Equal([null, "groupDiffers", "expiryDiffers", null, "groupDiffers", null], results.Select(Code));
        Assert.Equal("标签血型与清单不符：标签A+（6200），清单O+（5100）。", results[1].GetProperty("refusal").Text("zh"));
        Assert.Equal(
            "The label tells another expiry than the notice: label 19-Dec-2026 23:59, notice 20-Dec-2026 23:59.", results[2].GetProperty("refusal").Text("en"));
        IReadOnlyDictionary<UnitKey, BloodUnit> units = web.Ledger.Current.State.Units;
        Assert.Equal(("5110", UnitStatus.Available), (units[TestBags.Key(1)].GroupCode, units[TestBags.Key(1)].Status));
        Assert.Equal((UnitStatus.Quarantined, QuarantineReason.LabelStatus), (units[TestBags.Key(4)].Status, units[TestBags.Key(4)].Quarantine));
        Assert.Equal(UnitStatus.Expected, units[TestBags.Key(2)].Status);
        Assert.Equal(400, twice.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Emergency_NamedPhysician_LeavesAndIsOwedUntilItsPapersCome()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(
            web.Received(1) with { Quarantine = QuarantineReason.ReceivingCheck }, web.Received(2) with { Quarantine = QuarantineReason.Recall });
        string[] keys = [TestBags.Key(1).ToString(), TestBags.Key(2).ToString()];

        JsonElement[] nobody = await staff.ActAsync("/api/v1/emergencies", new { units = keys, destination = "theatre 2", physician = " " });
        JsonElement[] issued = await staff.ActAsync("/api/v1/emergencies", new { units = keys, destination = "theatre 2", physician = "Dr Lin" });
        JsonElement owed = await staff.JsonAsync("/api/v1/units?filter=toReconcile");
        JsonElement[] settled = await staff.ActAsync("/api/v1/emergencies/settle", new { units = keys, order = "A7" });
        JsonElement after = await staff.JsonAsync("/api/v1/massive-transfusion");

        Assert.All(nobody, static result => Assert.Equal("physicianMissing", Code(result)));
        Assert.Equal([null, "notForEmergency"], issued.Select(Code));
        Assert.Equal("Dr Lin", Assert.Single(owed.Items()).GetProperty("emergency").Text("physician"));
        Assert.Equal([null, "nothingOwed"], settled.Select(Code));
        Assert.Equal(0, after.GetProperty("emergenciesOwed").GetInt32());
    }

    [Fact]
    public async Task Emergency_OutOfStorageTooLong_LeavesOnlyWithAReasonThatIsKept()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.RecordAsync(new TagPlaced(
            TestBags.Tag(1), PresenceChange.Removed, null, PlaceId.Parse("fridge-1/shelf-1"), 0.99, TestBags.Key(1), web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromMinutes(45));
        string[] keys = [TestBags.Key(1).ToString()];

        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{keys[0]}");
        JsonElement[] silent = await staff.ActAsync("/api/v1/emergencies", new { units = keys, destination = "theatre 2", physician = "Dr Lin" });
        JsonElement[] said = await staff.ActAsync(
            "/api/v1/emergencies", new { units = keys, destination = "theatre 2", physician = "Dr Lin", overrideReason = " nothing else in the house " });

        Assert.True(unit.GetProperty("outOfStorage").GetProperty("passed").GetBoolean());
        Assert.Equal(["outTooLong", null], silent.Concat(said).Select(Code));
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is UnitIssuedInEmergency);
        Assert.Equal("nothing else in the house", Assert.IsType<UnitIssuedInEmergency>(entry.Event).Override);
        Assert.Equal("nothing else in the house", entry.Reason);
    }

    [Fact]
    public async Task MassiveTransfusion_WhatLeft_IsSettledAfterwards()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        string[] keys = [TestBags.Key(1).ToString(), TestBags.Key(2).ToString()];

        await staff.ExchangeAsync("/api/v1/massive-transfusion", new { destination = "theatre 1", physician = "Dr Lin" });
        await web.RecordAsync(new RemovalCaptured(TestBags.Key(1), 1, web.Time.GetUtcNow()), new RemovalCaptured(TestBags.Key(2), 1, web.Time.GetUtcNow()));
        JsonElement during = await staff.JsonAsync("/api/v1/massive-transfusion");
        JsonElement stock = await staff.JsonAsync("/api/v1/stock");
        await staff.ExchangeAsync("/api/v1/massive-transfusion/end", new { });
        JsonElement[] used = await staff.ActAsync("/api/v1/captures/settle", new { units = new[] { keys[0] }, used = true, destination = "theatre 1", order = "A9" });
        JsonElement[] back = await staff.ActAsync("/api/v1/captures/settle", new { units = new[] { keys[1] }, used = false });

        Assert.Equal("theatre 1", during.GetProperty("current").Text("destination"));
        Assert.Equal(2, during.GetProperty("captured").GetInt32());
        Assert.Equal(0, stock.GetProperty("rows")[0].GetProperty("bags").GetInt32());
        Assert.All(used.Concat(back), static result => Assert.Null(Code(result)));
        SiteState state = web.Ledger.Current.State;
        Assert.Equal((UnitStatus.Issued, UnitStatus.Available), (state.Units[TestBags.Key(1)].Status, state.Units[TestBags.Key(2)].Status));
        Assert.Null(state.Massive);
    }

    [Fact]
    public async Task Undo_OfADiscard_BindsItsTagAgainAndIsNoDiscardInReports()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        await web.RecordAsync(web.Received(2));
        string key = TestBags.Key(1).ToString(), other = TestBags.Key(2).ToString();

        JsonElement undone = await DiscardAndUndoAsync(null);
        SiteState state = web.Ledger.Current.State;
        string today = $"from={Uri.EscapeDataString(web.Time.GetUtcNow().AddHours(-1).ToString("o"))}&to={Uri.EscapeDataString(web.Time.GetUtcNow().AddHours(1).ToString("o"))}";
        JsonElement counts = await staff.JsonAsync($"/api/v1/quality?{today}");
        JsonElement needsTag = await DiscardAndUndoAsync(new TagAssociated(TestBags.Tag(1), TestBags.Key(2), web.Time.GetUtcNow()));
        JsonElement detail = await staff.JsonAsync($"/api/v1/units/{key}");

        Assert.Equal((TestBags.Key(1), true), (state.Tags[TestBags.Tag(1)].Unit, state.Tags[TestBags.Tag(1)].IsAssociated));
        Assert.Equal(JsonValueKind.Null, undone.GetProperty("note").ValueKind);
        Assert.Empty(Assert.Single(counts.GetProperty("facts").EnumerateArray(), static fact => fact.Text("fact") == "discarded").GetProperty("counts").EnumerateArray());
        Assert.Equal("needsTag", needsTag.GetProperty("note").Text("code"));
        Assert.Equal((other, "available", 0), (detail.Text("tagNowOn"), detail.Text("status"), detail.GetProperty("tags").GetArrayLength()));

        async Task<JsonElement> DiscardAndUndoAsync(TagAssociated? meanwhile)
        {
            web.Time.Advance(TimeSpan.FromMinutes(1));
            long seq = (await staff.ActAsync("/api/v1/discards", new { units = new[] { key }, cause = "damaged" }))[0].GetProperty("seq").GetInt64();
            if (meanwhile is not null) await web.RecordAsync(meanwhile);
            web.Time.Advance(TimeSpan.FromSeconds(5));
            JsonElement result = Assert.Single(await staff.ActAsync($"/api/v1/units/{key}/corrections", new { seq, reason = "wrong bag" }));
            Assert.True(result.GetProperty("accepted").GetBoolean());
            return result;
        }
    }

    [Fact]
    public async Task Undo_OfAReceipt_WorksUntilSomethingElseIsDoneWithTheBag()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        JsonElement[] received = await staff.ActAsync("/api/v1/receipts", new { units = new[] { TestBags.Receipt(1, TestBags.Tag(1).ToString()), TestBags.Receipt(2) } });
        web.Time.Advance(TimeSpan.FromSeconds(5));
        await staff.ActAsync("/api/v1/issues", new { units = new[] { TestBags.Key(2).ToString() }, destination = "ICU" });

        JsonElement[] undone = [.. await UndoAsync(received[0]), .. await UndoAsync(received[1])];

        Assert.Equal([null, "notJustReceived"], undone.Select(Code));
        IReadOnlyDictionary<UnitKey, BloodUnit> units = web.Ledger.Current.State.Units;
        Assert.Equal((UnitStatus.EnteredInError, UnitStatus.Issued), (units[TestBags.Key(1)].Status, units[TestBags.Key(2)].Status));
        ReceiptTakenBack corrected = Assert.Single((await web.Ledger.ReadAsync(0, 100, WebFixture.Ct)).Select(static entry => entry.Event).OfType<ReceiptTakenBack>());
        Assert.IsType<UnitReceived>((await web.Ledger.ReadAsync(corrected.Corrects - 1, 1, WebFixture.Ct))[0].Event);

        Task<JsonElement[]> UndoAsync(JsonElement act) => staff.ActAsync(
            $"/api/v1/units/{act.Text("unit")}/corrections", new { seq = act.GetProperty("seq").GetInt64(), reason = "wrong delivery" });
    }

    [Fact]
    public async Task Undo_LastStepOnly_AndOutOfQuarantineOnlyByWhoMayRelease()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1));
        string key = TestBags.Key(1).ToString();
        string corrections = $"/api/v1/units/{key}/corrections";

        JsonElement[] issued = await staff.ActAsync("/api/v1/issues", new { units = new[] { key }, destination = "ICU" });
        long seq = issued[0].GetProperty("seq").GetInt64();
        JsonElement[] noReason = await staff.ActAsync(corrections, new { seq, reason = "" });
        JsonElement[] undone = await staff.ActAsync(corrections, new { seq, reason = "wrong bag" });
        JsonElement[] again = await staff.ActAsync(corrections, new { seq, reason = "wrong bag" });
        web.Time.Advance(TimeSpan.FromMinutes(1));
        JsonElement[] held = await staff.ActAsync($"/api/v1/units/{key}/quarantine", new { reason = "recall" });
        seq = held[0].GetProperty("seq").GetInt64();
        JsonElement[] byStaff = await staff.ActAsync(corrections, new { seq, reason = "wrong bag" });
        JsonElement[] bySupervisor = await supervisor.ActAsync(corrections, new { seq, reason = "wrong bag" });

        Assert.Equal(
            ["reasonMissing", null, "notTheLastStep", "needsSupervisor", null],
            new[] { noReason[0], undone[0], again[0], byStaff[0], bySupervisor[0] }.Select(Code));
        Assert.Equal(UnitStatus.Available, web.Ledger.Current.State.Units[TestBags.Key(1)].Status);
        Assert.Equal(0, web.Ledger.Current.State.Demand.Days.Values.Sum(static lines => lines.Sum(static line => line.Bags)));
    }

    [Fact]
    public async Task Expiry_Later_WaitsForASecondPersonWhoMayRelease()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);
        await web.RecordAsync(web.Received(1));
        string unit = $"/api/v1/units/{TestBags.Key(1)}";
        DateTimeOffset before = web.Ledger.Current.State.Units[TestBags.Key(1)].ExpiresAt;

        JsonElement[] noReason = await supervisor.ActAsync($"{unit}/expiry", new { expiresAt = "2027-06-30T23:59", reason = " " });
        JsonElement[] asked = await supervisor.ActAsync($"{unit}/expiry", new { expiresAt = "2027-06-30T23:59", reason = "typed wrongly" });
        JsonElement waiting = (await staff.JsonAsync(unit)).GetProperty("asked");
        JsonElement list = await staff.JsonAsync("/api/v1/units?filter=toConfirm");
        object seen = new { expiresAt = waiting.Text("expiresAt") };
        JsonElement[] own = await supervisor.ActAsync($"{unit}/correction/confirm", seen);
        DateTimeOffset still = web.Ledger.Current.State.Units[TestBags.Key(1)].ExpiresAt;
        JsonElement[] second = await administrator.ActAsync($"{unit}/correction/confirm", seen);
        JsonElement[] twice = await administrator.ActAsync($"{unit}/correction/confirm", seen);

        Assert.Equal(["reasonMissing", null, "secondPersonNeeded", null, "nothingOwed"], new[] { noReason[0], asked[0], own[0], second[0], twice[0] }.Select(Code));
        Assert.Single(list.Items());
        Assert.Equal((before, new DateTimeOffset(2027, 6, 30, 16, 0, 0, TimeSpan.Zero)), (still, web.Ledger.Current.State.Units[TestBags.Key(1)].ExpiresAt));
        Assert.Equal(JsonValueKind.Null, (await staff.JsonAsync(unit)).GetProperty("asked").ValueKind);
    }

    [Fact]
    public async Task LostFoundDiscardedAndWaste_EachByItsRoute()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1));
        string key = TestBags.Key(1).ToString();
        string[] units = [key];

        await supervisor.ActAsync("/api/v1/losses", new { units, cause = "stocktake" });
        JsonElement lost = await staff.JsonAsync($"/api/v1/units/{key}");
        await staff.ActAsync("/api/v1/finds", new { units });
        JsonElement found = await staff.JsonAsync($"/api/v1/units/{key}");
        await staff.ActAsync("/api/v1/discards", new { units, cause = "damaged" });
        JsonElement waiting = await staff.JsonAsync("/api/v1/units?filter=waste");
        JsonElement[] handed = await staff.ActAsync("/api/v1/waste", new { units, to = "waste firm", document = "W-1" });
        JsonElement gone = await staff.JsonAsync("/api/v1/units?filter=waste");

        Assert.Equal(("lost", "quarantined", "found"), (lost.Text("status"), found.Text("status"), found.Text("quarantine")));
        Assert.Single(waiting.Items());
        Assert.Null(Code(handed[0]));
        Assert.Empty(gone.Items());
    }

    [Fact]
    public async Task Receipt_CollectionTimeAndAntigens_AreKeptAndNotTestedIsNotNegative()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement[] results = await staff.ActAsync("/api/v1/receipts", new
        {
            units = new object[]
            {
                new { din = TestBags.Key(1).Din.ToString(), productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20T23:59", collectedAt = "&*0263200815", antigens = "=\\880000008700000000" },
                new { din = TestBags.Key(2).Din.ToString(), productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20T23:59", antigens = "12" },
            },
        });
        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}");

        Assert.Equal([null, "unreadableAntigens"], results.Select(Code));
        Assert.Equal("2026-11-16T00:15:00Z", unit.Text("collectedAt"));
        Dictionary<string, bool> tested = unit.GetProperty("antigens").EnumerateArray()
            .ToDictionary(static each => each.Text("name"), static each => each.GetProperty("positive").GetBoolean());
        Assert.True(tested["K"]);
        Assert.False(tested["Jk(b)"]);
        Assert.DoesNotContain("M", tested.Keys);
    }

    [Fact]
    public async Task Picks_ForAPatient_FitHimAreGoodWhenNeededAndLeaveTheReserve()
    {
        using TemporaryFolder tables = new();
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "tables"))) File.Copy(file, tables.File(Path.GetFileName(file)));
        await File.WriteAllTextAsync(tables.File("stock-levels.csv"), """
            # version test
            component,unitKind,abo,rhD,reserve,minimum,safety,maximum
            redCells,u,O,negative,2,2,,
            """, WebFixture.Ct);
        await using WebFixture web = await WebFixture.StartAsync(settings => new SiteSettings
        {
            Site = new SiteSection { Id = "site-1", NameZh = "测试血库", NameEn = "Test bank", TimeZone = "Asia/Shanghai", Tables = tables.Path },
            Web = settings.Web, Cabinets = settings.Cabinets, Readers = settings.Readers, Lights = settings.Lights,
        });
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        BloodGroup oNegative = new(Abo.O, RhD.Negative), aPositive = new(Abo.A, RhD.Positive), b = new(Abo.B, RhD.Positive);
        await web.RecordAsync(
            web.Received(1, oNegative, TimeSpan.FromDays(1)), web.Received(2, oNegative, TimeSpan.FromDays(2)), web.Received(3, aPositive, TimeSpan.FromHours(5)),
            web.Received(4, aPositive, TimeSpan.FromDays(9)), web.Received(5, b, TimeSpan.FromDays(1)));
        string Key(int number) => TestBags.Key(number).ToString();
        string now = Uri.EscapeDataString(web.Time.GetUtcNow().AddHours(6).ToString("O"));

        JsonElement routine = await staff.JsonAsync($"/api/v1/picks?component=redCells&patientAbo=A&patientRhD=positive&neededAt={now}&count=9");
        JsonElement urgent = await staff.JsonAsync("/api/v1/picks?component=redCells&patientAbo=A&patientRhD=positive&reserve=true&count=9");
        JsonElement[] first = await staff.ActAsync("/api/v1/issues", new { units = new[] { Key(1) }, destination = "ICU" });
        JsonElement[] last = await staff.ActAsync("/api/v1/issues", new { units = new[] { Key(2) }, destination = "ICU" });
        JsonElement[] sent = await staff.ActAsync("/api/v1/transfers", new { units = new[] { Key(2) }, number = "T-1", to = "site-2" });
        JsonElement[] reserved = await staff.ActAsync("/api/v1/reservations", new { units = new[] { Key(2) }, request = "A7" });
        JsonElement[] reasoned = await staff.ActAsync("/api/v1/reservations", new { units = new[] { Key(2) }, request = "A7", overrideReason = "no other fits" });

        Assert.Equal([Key(1), Key(4)], routine.Items().Select(static unit => unit.Text("key")).Order());
        Assert.Equal([Key(1), Key(2), Key(3), Key(4)], urgent.Items().Select(static unit => unit.Text("key")).Order());
        Assert.Equal([null, "keptForEmergencies", "keptForEmergencies", "keptForEmergencies", null], first.Concat(last).Concat(sent).Concat(reserved).Concat(reasoned).Select(Code));
        await staff.ActAsync("/api/v1/reservations/end", new { units = new[] { Key(2) } });
        JsonElement[] flood = await staff.ActAsync(
            "/api/v1/transfers", new { units = new[] { Key(2) }, number = "T-1", to = "site-2", overrideReason = "flood there" });
        JsonElement happened = (await staff.JsonAsync($"/api/v1/units/{Key(2)}/events")).Items().First(static each => each.Text("type") == "UnitDispatched/1");
        Assert.Null(Code(flood[0]));
        Assert.Equal("flood there", happened.GetProperty("data").Text("fromReserve"));
    }

    [Fact]
    public async Task Receipt_BoxTooWarmOrABagDamaged_IsHeldAndSaysWhatWasFound()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        object Bag(int number, string condition) => new
        {
            din = TestBags.Key(number).Din.ToString(), productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20T23:59", quarantine = false, condition,
        };

        JsonElement[] cool = await staff.ActAsync("/api/v1/receipts", new { units = new[] { Bag(1, "intact"), Bag(2, "damaged") }, boxCelsius = 8.5, logger = " L-7 " });
        JsonElement[] warm = await staff.ActAsync("/api/v1/receipts", new { units = new[] { Bag(3, "intact") }, boxCelsius = 10.5 });
        await staff.ActAsync("/api/v1/notices", new { number = "N-1", from = "centre", units = new[] { Bag(4, "intact"), Bag(5, "intact") } });
        JsonElement[] announced = await staff.ActAsync("/api/v1/notices/N-1/receipts", new
        {
            units = new[] { TestBags.Key(4).ToString(), TestBags.Key(5).ToString() }, quarantine = false, boxCelsius = 4, damaged = new[] { TestBags.Key(5).ToString() },
        });
        (System.Net.HttpStatusCode slip, _) = await staff.ExchangeAsync("/api/v1/receipts", new { units = new[] { Bag(6, "intact") }, boxCelsius = 400 });

        Assert.All(cool.Concat(warm).Concat(announced), static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        IReadOnlyDictionary<UnitKey, BloodUnit> units = web.Ledger.Current.State.Units;
        Assert.Equal(
            [QuarantineReason.None, QuarantineReason.ReceivingCheck, QuarantineReason.TemperatureExposure, QuarantineReason.None, QuarantineReason.ReceivingCheck],
            Enumerable.Range(1, 5).Select(number => units[TestBags.Key(number)].Quarantine));
        Assert.Equal((BagCondition.Damaged, BagCondition.Damaged), (units[TestBags.Key(2)].Condition, units[TestBags.Key(5)].Condition));
        LedgerEntry first = await web.WaitForAsync(static entry => entry.Event is UnitReceived);
        Assert.Equal(new ArrivalCheck(8.5, BagCondition.Intact, "L-7"), Assert.IsType<UnitReceived>(first.Event).Check);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, slip);
    }

    [Fact]
    public async Task Receipt_WithAnOpenPointOfItsCheck_IsHeldThoughItWasSaidToPass()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        object Bag(int number) => new
        {
            din = TestBags.Key(number).Din.ToString(), productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20T23:59", quarantine = false,
        };
        object Ticks(bool supplier) => new { supplier, label = true, dates = true, transport = true, bags = true };

        await staff.ActAsync("/api/v1/receipts", new { units = new[] { Bag(1) }, ticks = Ticks(true) });
        await staff.ActAsync("/api/v1/receipts", new { units = new[] { Bag(2) }, ticks = Ticks(false) });
        await staff.ActAsync("/api/v1/notices", new { number = "N-1", from = "centre", units = new[] { Bag(3), Bag(4) } });
        await staff.ActAsync("/api/v1/notices/N-1/receipts", new
        {
            units = new[] { TestBags.Key(3).ToString(), TestBags.Key(4).ToString() }, quarantine = false, ticks = Ticks(true), opened = new[] { TestBags.Key(4).ToString() },
        });

        IReadOnlyDictionary<UnitKey, BloodUnit> units = web.Ledger.Current.State.Units;
        Assert.Equal(
            [QuarantineReason.None, QuarantineReason.ReceivingCheck, QuarantineReason.None, QuarantineReason.ReceivingCheck],
            Enumerable.Range(1, 4).Select(number => units[TestBags.Key(number)].Quarantine));
        Assert.Equal(BagCondition.Opened, units[TestBags.Key(4)].Condition);
        UnitReceived second = Assert.IsType<UnitReceived>((await web.WaitForAsync(static entry => entry.Event is UnitReceived e && e.Unit == TestBags.Key(2))).Event);
        Assert.Equal(new ArrivalTicks(false, true, true, true, true), second.Check!.Ticks);
    }

    [Fact]
    public async Task Look_AtLabels_SaysWhatWouldBecomeOfThemAndRecordsNothing()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1));
        object Bag(int number, string product = "E0304V00", string expiresAt = "2026-12-20T23:59", string groupCode = "9500") => new
        {
            din = TestBags.Key(number).Din.ToString(), productCode = product, groupCode, expiresAt, quarantine = false,
        };
        long before = web.Ledger.Current.Seq;

        (System.Net.HttpStatusCode status, JsonElement look) = await staff.ExchangeAsync("/api/v1/receipts/look", new
        {
            units = new[] { Bag(1), Bag(2), Bag(3, product: "E9999V00"), Bag(4, expiresAt: "2020-01-01T23:59"), Bag(5, groupCode: "Mq00"), Bag(6, groupCode: "?") },
        });

        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        JsonElement[] results = [.. look.GetProperty("results").EnumerateArray()];
        Assert.Equal(
            ["alreadyKnown", "available none O negative", "quarantined unknownProduct O negative", "expired", "quarantined labelStatus notStated notStated", "unreadableGroup"],
            results.Select(static each => each.GetProperty("refusal") is { ValueKind: JsonValueKind.Object } why
                ? why.Text("code")
                : string.Join(' ', new[] { "status", "quarantine", "abo", "rhD" }.Select(name => each.GetProperty("bag").Text(name)))));
        Assert.Equal(before, web.Ledger.Current.Seq);
    }

    [Fact]
    public async Task List_ByExpiryRareAndPhenotype_AnswersWhatLabelsTell()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        DateTimeOffset now = web.Time.GetUtcNow();
        await web.RecordAsync(
            web.Received(1, expiresIn: TimeSpan.FromDays(1)), web.Received(2, expiresIn: TimeSpan.FromDays(4)) with { GroupCode = "51E0" },
            web.Received(3, expiresIn: TimeSpan.FromDays(9)) with { GroupCode = "51N0" },
            web.Received(4, new BloodGroup(Abo.Bombay, RhD.Positive)), web.Received(5) with { Antigens = "999999999999999984" });
        string Between(int from, int to) =>
            $"goodUntil={Uri.EscapeDataString(now.AddDays(from).ToString("O"))}&expiresBefore={Uri.EscapeDataString(now.AddDays(to).ToString("O"))}";
        async Task<string> Found(string query) =>
            string.Join(' ', (await staff.JsonAsync($"/api/v1/units?{query}")).Items().Select(static unit => unit.Text("din")[^1]).Order());

        Assert.Equal("2", await Found(Between(2, 9))); // the ends: good until then and still, gone before
        Assert.Equal("2", await Found("negative=K"));
        Assert.Equal("3", await Found("positive=K&negative=C"));
        Assert.Equal("4 5", await Found("filter=rare"));
        using HttpResponseMessage unknown = await staff.GetAsync("/api/v1/units?negative=Kell");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Picks_AntigenNegative_LeavesOutWhatWasNotTested()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(
            web.Received(1) with { Antigens = "940000000000000099" }, // K negative
            web.Received(2) with { Antigens = "970000000000000099" }, // K positive
            web.Received(3) with { Antigens = "900000000000000099" }, // not tested
            web.Received(4), web.Received(5, expiresIn: TimeSpan.FromDays(3)) with { Antigens = "940000000000000099" });

        JsonElement negative = await staff.JsonAsync("/api/v1/units?negative=K");
        JsonElement picks = await staff.JsonAsync("/api/v1/picks?component=redCells&abo=O&rhD=positive&negative=K&count=1");

        Assert.Equal([TestBags.Key(1).ToString(), TestBags.Key(5).ToString()], negative.Items().Select(static unit => unit.Text("key")).Order());
        Assert.Equal([TestBags.Key(5).ToString()], picks.Items().Select(static unit => unit.Text("key")));
    }

    private static string? Code(JsonElement result) =>
        result.GetProperty("accepted").GetBoolean() ? null : result.GetProperty("refusal").Text("code");
}
