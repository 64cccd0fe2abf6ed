using CsCheck;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

/// <summary>What an author of a pack is told: every fault, with its line and reason.</summary>
public sealed class PackLintTests
{
    private static readonly string Text = Packs.Text("SX-2022-03-21/pack.json");

    private static readonly string[] Junk = ["", "{", "]", "\"", ",", "null", "1e9", "\\u0000", "[[[["];

    /// <summary>Find, put instead, where, why.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "\"in\": [{ \"var\": \"healthCode\" }, { \"var\": \"lists.stoppingCodes\" }]", "\"or\": [{ \"var\": \"healthCode\" }, { \"var\": \"lists.stoppingCodes\" }]", "/rules/5/when/and/1/or", "unrecognised operator" },
        { "\"zh\": \"健康码是红码，请到隔离点等候。\", ", "", "/rules/5/text/zh", "missing" },
        { "\"en\": \"Your health code is red. Please wait at the isolation station.\"", "\"en\": \"健康码是红码\"", "/rules/5/text/en", "translation" },
        { "[{ \"var\": \"healthCodeKnown\" }, { \"in\": [{ \"var\": \"healthCode\" }, { \"var\": \"lists.stoppingCodes\" }] }]", "[true, { \"in\": [{ \"var\": \"healthCode\" }, { \"var\": \"lists.stoppingCodes\" }] }]", "/rules/5/when", "without healthCodeKnown" },
        { "{ \">=\": [{ \"var\": \"temperatureTenths\" }, { \"var\": \"parameters.feverTenths\" }] }", "{ \">=\": [{ \"var\": \"temperatureTenths\" }, 373] }", "/rules/8/when/and/1/>=/1", "not a parameter" },
        { "\"to\": \"2022-04-11T00:00:00+08:00\"", "\"to\": \"2022-04-12T00:00:00+08:00\"", "/areas/entries/2/from", "overlaps" },
        { "\"to\": \"2022-04-11T00:00:00+08:00\"", "\"to\": \"2022-04-10T00:00:00+08:00\"", "/areas/entries/2/from", "gap" },
        { "\"code\": \"31\"", "\"code\": \"99\"", "/areas/entries/0/code", "no division 99" },
        { "\"code\": \"31\"", "\"code\": \"141122999\"", "/areas/entries/0/code", "no division 141122999" },
        { "\"code\": \"31\"", "\"code\": \"220203001\"", "/areas/entries/0/code", "its county needs an entry" },
        { "\"area\": [\"14\"]", "\"area\": [\"99\"]", "/area/0", "no division 99" },
        { "\"noCode\": [\"none\"],", "\"noCode\": [\"none\"], \"idle\": [\"x\"],", "/lists/idle", "no rule reads" },
        { "\"lookBackDays\": {", "\"idle\": { \"value\": 1, \"unit\": \"d\", \"text\": { \"zh\": \"天\", \"en\": \"days\" } }, \"lookBackDays\": {", "/parameters/idle", "no rule reads" },
        { "\"slip-and-seal\": {", "\"idle\": { \"zh\": \"停\", \"en\": \"idle\" }, \"slip-and-seal\": {", "/measures/idle", "no rule names" },
        { "\"because\": \"No source; a limit of our own.\"", "\"because\": \" \"", "/definitions/poolHeldMinutes/because", "empty" },
        { "\"certificates\": {", "\"transitions\": [{ \"pack\": \"SX-2022-03-21\", \"follow\": \"old\", \"text\": { \"zh\": \"旧\", \"en\": \"old\" }, \"source\": \"t\" }], \"certificates\": {", "/transitions", "circular" },
        { "\"certificates\": {", "\"certificates\": { \"kinds\": [] }, \"certificates\": {", "line", "twice" },
        { "\"version\": 1,", "\"version\": 1,,", "line", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_named_with_line_and_reason(string find, string instead, string place, string reason)
    {
        Assert.Contains(find, Text, StringComparison.Ordinal);
        var at = Text.IndexOf(find, StringComparison.Ordinal);
        var reading = PackLoader.Read(Text[..at] + instead + Text[(at + find.Length)..], Packs.Schema, Exists);

        var fault = Assert.Single(reading.Faults, fault => fault.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.StartsWith(place, fault.Place, StringComparison.Ordinal);
        var lines = Text.Split('\n');
        Assert.InRange(fault.Line, 1, lines.Length);
        if (place.StartsWith("/rules/5/text", StringComparison.Ordinal))
            Assert.Contains("\"text\"", lines[fault.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_in_the_order_of_the_text()
    {
        var broken = Text
            .Replace("\"feverTenths\": {", "\"feverTenths\": { \"extra\": 1,", StringComparison.Ordinal)
            .Replace("\"lists.riskArea\"", "\"lists.riskAreas\"", StringComparison.Ordinal)
            .Replace("\"verdict\": \"refer\"", "\"verdict\": \"refuse\"", StringComparison.Ordinal)
            .Replace("{ \"zh\": \"体温偏高，我们送您去发热门诊看一下。\", ", "{ ", StringComparison.Ordinal);
        var reading = PackLoader.Read(broken, Packs.Schema);

        Assert.Null(reading.Pack);
        Assert.Equal(5, reading.Faults.Count(fault => !fault.IsWarning)); // the list is read by two rules
        Assert.Equal(reading.Faults.Select(fault => fault.Line).Order(), reading.Faults.Select(fault => fault.Line));
        var refuse = reading.Faults.Single(fault => fault.Place.EndsWith("/verdict", StringComparison.Ordinal));
        Assert.Contains("refuse", broken.Split('\n')[refuse.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_of_one_pack_leave_no_gap_and_do_not_overlap()
    {
        Assert.Empty(PackChecks.Together([Version(1, null, "2022-05-01"), Version(2, "2022-05-01", null)]));
        Assert.Contains("gap", Assert.Single(PackChecks.Together([Version(1, null, "2022-05-01"), Version(2, "2022-05-02", null)])).Reason, StringComparison.Ordinal);
        Assert.Contains("overlap", Assert.Single(PackChecks.Together([Version(1, null, "2022-05-01"), Version(2, "2022-04-30", null)])).Reason, StringComparison.Ordinal);
        Assert.Contains("two packs", Assert.Single(PackChecks.Together([Version(1, null, null), Version(1, null, null)])).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Transitions_that_go_in_a_circle_are_named()
    {
        var (a, b) = (Follows("A", "B"), Follows("B", "A"));

        Assert.Equal([0, 1], PackChecks.Together([a, b]).Select(fault => fault.Index));
        Assert.Empty(PackChecks.Together([a, b with { Transitions = [] }]));
    }

    [Fact]
    public void Damaged_text_is_refused_with_a_place_and_never_breaks_the_reader() =>
        Gen.Select(Gen.Int[0, Text.Length - 1], Gen.Int[0, 40], Gen.Int[0, Junk.Length - 1].Select(i => Junk[i]))
            .Sample((at, length, junk) =>
            {
                var reading = PackLoader.Read(Text[..at] + junk + Text[Math.Min(Text.Length, at + length)..], Packs.Schema, Exists);
                return reading.Pack is not null || reading.Faults.Any(fault => !fault.IsWarning && fault is { Line: > 0, Reason.Length: > 0 });
            }, iter: 3_000);

    private static bool Exists(string code) => code[..2] is "14" or "31" or "22" && !code.StartsWith("141122999", StringComparison.Ordinal);

    private static Pack Version(int version, string? from, string? until) =>
        Packs.Minimal with { Version = version, From = Day(from), Until = Day(until) };

    private static Pack Follows(string id, string old) =>
        Packs.Minimal with { Id = id, Transitions = [new Transition(old, null, FollowsOld: true, new Wording("旧", "old"), "t")] };

    private static DateTimeOffset? Day(string? day) => day is null ? null : DateTimeOffset.Parse(day + "T00:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture);
}
