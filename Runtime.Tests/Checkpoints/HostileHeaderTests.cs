using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelGen.Runtime;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Files made to cost time or to fill a screen: what reads them takes time that grows with their size, and says little.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    private const int Size = 1_000_000;

    // What is quadratic takes minutes; all of these together are read in less than a second.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Func<string>> Headers = new()
    {
        ["a shape that ends in a list"] = () => Tensor("a", $"[{Many("0,", Size)}[]]", "[0,0]"),
        ["a shape that ends in an object"] = () => Tensor("a", $"[{Many("7,", Size)}{{}}]", "[0,0]"),
        ["lists in a shape"] = () => Tensor("a", $"[{Many("[],", Size)}0]", "[0,0]"),
        ["objects in a shape"] = () => Tensor("a", $"[{Many("{\"a\":[0]},", Size)}0]", "[0,0]"),
        ["a shape of ones"] = () => Tensor("a", $"[{Many("1,", Size)}1]", "[0,4]"),
        ["a shape of zeros"] = () => Tensor("a", $"[{Many("0,", Size)}0]", "[0,0]"),
        ["many offsets"] = () => Tensor("a", "[1]", $"[{Many("0,", Size)}4]"),
        ["a number of many digits"] = () => Tensor("a", $"[{Many("9", Size)}]", "[0,4]"),
        ["a long name"] = () => Tensor(Many("n", Size), "[1]", "[0,4]"),
        ["a long name twice"] = () => $"{{\"{Many("n", Size / 2)}\":{{}},\"{Many("n", Size / 2)}\":{{}}}}",
        ["a name of controls"] = () => Tensor(Many("\\u001b[2J\\r\\n\\u202e\\u2028\\u0000", Size), "[1]", "[0,4]"),
        ["a long type"] = () => $"{{\"a\":{{\"dtype\":\"{Many("F32", Size)}\",\"shape\":[1],\"data_offsets\":[0,4]}}}}",
        ["a type of controls"] = () => $"{{\"a\":{{\"dtype\":\"{Many("\u202e\u009b", Size)}\",\"shape\":[1],\"data_offsets\":[0,4]}}}}",
        ["many properties"] = () => $"{{\"a\":{{{Numbered("\"p{0}\":0,", Size)}\"shape\":[1]}}}}",
        ["many tensors"] = () => $"{{{Numbered($"\"t{{0}}\":{Entry("U8", "[0]", "[0,0]")},", Size)}\"a\":{One}}}",
        ["many tensors in one place"] = () => $"{{{Numbered($"\"t{{0}}\":{One},", Size)}\"a\":{One}}}",
        ["much metadata"] = () => $"{{\"__metadata__\":{{{Numbered("\"k{0}\":\"\",", Size)}\"a\":[]}}}}",
        ["a long key of metadata"] = () => $"{{\"__metadata__\":{{\"{Many("k", Size)}\":1}}}}",
        ["a long version"] = () => $"{{\"__metadata__\":{{\"modelgen.version\":\"{Many("2", Size)}\"}},\"a\":{One}}}",
        ["a long step"] = () =>
            $"{{\"__metadata__\":{{\"modelgen.version\":\"1\",\"modelgen.step\":\"{Many("\\n1", Size)}\"}},\"a\":{One}}}",
        ["a long schedule"] = () => State($"\"modelgen.schedule\":\"{Many("\\n1", Size)}\""),
        ["many milestones"] = () => Schedule("MultiStep", "milestones", Many("0,", Size) + "x"),
        ["many milestones, the last too early"] = () => Schedule("MultiStep", "milestones", Many("1,", Size) + "0"),
        ["a setting of many numbers"] = () => Schedule("Exponential", "gamma", Many("0,", Size) + "0"),
        ["lists in lists"] = () => Many("[", Size),
        ["objects in objects"] = () => Many("{\"a\":", Size),
        ["a text without an end"] = () => "{\"" + Many("n", Size),
        ["nothing but spaces"] = () => Many(" ", Size),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly SavedNet _model = SavedNet.Create(device: Device.CpuWith(1), seed: 1);

    public static TheoryData<string> Kinds => [.. Headers.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void IsRefusedSoonAndInFewWords(string kind)
    {
        var path = _folder.Write("bad", SafetensorsBytes.Of(Headers[kind](), new byte[4]));
        var clock = Stopwatch.StartNew();
        var fault = Assert.Throws<InvalidDataException>(() => _model.Load(path));
        Assert.True(clock.Elapsed < Longest, $"{clock.Elapsed}");
        Assert.InRange(fault.Message.Length, 1, 1000);
        Assert.DoesNotContain(fault.Message,
            sign => char.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.Surrogate);
    }

    [Fact]
    public void ALongPathIsShortened()
    {
        var folder = _folder["."];
        for (var depth = 0; depth < 8; depth++) folder = Path.Combine(folder, new string('f', 200));
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "net");
        File.WriteAllText(path, "no");
        Assert.InRange(Assert.Throws<InvalidDataException>(() => _model.Load(path)).Message.Length, 1, 1000);
        _model.Save(path);
        Assert.InRange(Assert.ThrowsAny<IOException>(() => _model.Save(folder)).Message.Length, 1, 1000);
    }

    /// <summary>A model's own names may be long too.</summary>
    [Fact]
    public void AListOfNamesEnds()
    {
        var names = Enumerable.Range(0, 1000).Select(number => FileText.Quoted(new string('n', 500) + number)).ToList();
        Assert.InRange(FileText.List(names, names.Count).Length, 1, 300);
        Assert.EndsWith(" more", FileText.List(names, names.Count));
        Assert.Equal("\"a\", \"b\"", FileText.List(["\"a\"", "\"b\""], 2));
        Assert.Equal("[1, 2, 3, 4, 5, 6, 7, 8, ... 9 dimensions]", FileText.Of([1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Equal("\"Größe 漢字 😀\"", FileText.Quoted("Größe 漢字 😀"));
    }

    [Fact]
    public void AHeaderMayBeLargerWhereThatIsAskedFor()
    {
        _model.Save(_folder["net"]);
        var file = File.ReadAllBytes(_folder["net"]);
        var header = Encoding.UTF8.GetString(file.AsSpan(8, file.Length - 8 - SafetensorsBytes.Data(file).Length));
        var path = _folder.Write("large", SafetensorsBytes.Of(header.PadRight(16_000_000), SafetensorsBytes.Data(file)));
        _model.Load(path);
        path = _folder.Write("larger", SafetensorsBytes.Of(header.PadRight(16_000_008), SafetensorsBytes.Data(file)));
        var fault = Assert.Throws<InvalidDataException>(() => _model.Load(path));
        Assert.EndsWith("more than the 16000000 that Load reads unless asked. If it is a file of very many tensors, call Load(path, "
            + "largestHeader: 16000008).", fault.Message);
        _model.Load(path, largestHeader: 16_000_008);
        Assert.Throws<InvalidDataException>(() => _model.Load(_folder["net"], largestHeader: 10));
        Assert.Equal("largestHeader",
            Assert.Throws<ArgumentOutOfRangeException>(() => _model.Load(_folder["net"], largestHeader: 0)).ParamName);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private static string One => Entry("F32", "[1]", "[0,4]");

    private static string State(string entries)
        => "{\"__metadata__\":{\"modelgen.version\":\"1\",\"modelgen.step\":\"1\",\"modelgen.calls\":\"1\",\"modelgen.seed\":\"1\","
            + $"\"modelgen.learning_rate\":\"1\",{entries}}},\"a\":{One}}}";

    private static string Schedule(string name, string setting, string text)
        => State($"\"modelgen.schedule\":\"{name}\",\"modelgen.schedule.{setting}\":\"{text}\"");

    private static string Tensor(string name, string shape, string offsets) => $"{{\"{name}\":{Entry("F32", shape, offsets)}}}";

    private static string Entry(string type, string shape, string offsets)
        => $"{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    private static string Many(string text, int size) => new StringBuilder().Insert(0, text, size / text.Length).ToString();

    private static string Numbered(string form, int size)
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < size; number++)
            text.Append(form.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString();
    }
}
