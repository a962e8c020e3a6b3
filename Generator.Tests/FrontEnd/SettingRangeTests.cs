using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Settings have ranges: while compiling where they are constants, else when they are set.</summary>
public class SettingRangeTests
{
    private static readonly double[] Never = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>
    /// What PyTorch's constructors check: the least value of each setting, and whether it is below 1. Dampening is any number.
    /// </summary>
    private static readonly Dictionary<string, (double Minimum, double Maximum, bool Below)> Ranges = new()
    {
        ["LearningRate"] = (0, double.PositiveInfinity, false),
        ["WeightDecay"] = (0, double.PositiveInfinity, false),
        ["Epsilon"] = (0, double.PositiveInfinity, false),
        ["Momentum"] = (0, double.PositiveInfinity, false),
        ["LearningRateDecay"] = (0, double.PositiveInfinity, false),
        ["InitialAccumulator"] = (0, double.PositiveInfinity, false),
        ["Beta1"] = (0, 1, true),
        ["Beta2"] = (0, 1, true),
        ["Beta3"] = (0, 1, true),
        ["MomentumDecay"] = (0, double.PositiveInfinity, false),
        ["EtaMinus"] = (0, 1, true),
        ["EtaPlus"] = (1, double.PositiveInfinity, false),
        ["MinimumStepSize"] = (0, double.PositiveInfinity, false),
        ["MaximumStepSize"] = (0, double.PositiveInfinity, false),
        ["Alpha"] = (0, 1, false),
        ["Rho"] = (0, 1, false),
        ["Dampening"] = (double.NegativeInfinity, double.PositiveInfinity, false),
    };

    private static readonly IReadOnlyList<(string Optimizer, string Setting)> All =
        [.. typeof(AdamAttribute).Assembly.GetExportedTypes().Where(type => type.GetCustomAttribute<OptimizerAttribute>() is not null)
            .SelectMany(
            type => type.GetProperties().Where(property => property.PropertyType == typeof(double))
                .Select(property => (type.Name[..^"Attribute".Length], property.Name)))];

    [Fact]
    public void EachSettingOfEachOptimizerIsChecked()
    {
        Assert.True(All.Count > 30);
        var wrong = All.SelectMany(item =>
            Outside(Ranges[item.Setting]).Select(value => (item.Optimizer, item.Setting, Value: value, IsWrong: true)));
        var right = All.SelectMany(item =>
            Inside(Ranges[item.Setting]).Select(value => (item.Optimizer, item.Setting, Value: value, IsWrong: false)));
        var cases = wrong.Concat(right).ToList();
        var text = string.Concat(
            cases.Select((item, number) =>
                $"[Model, {item.Optimizer}({item.Setting} = {Literal(item.Value)})] public partial class M{number} {{ {Members} }}\n"));
        var reported = SourceProgram.Analyze(SourceProgram.Compile(text))
            .ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        foreach (var (item, line) in cases.Select((item, number) => (item, number)))
        {
            if (!item.IsWrong)
            {
                Assert.Empty(reported[line]);
                continue;
            }

            var diagnostic = Assert.Single(reported[line]);
            Assert.Equal("MG0603", diagnostic.Id);
            Assert.Equal($"{item.Setting} = {Literal(item.Value)}",
                text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
            Assert.StartsWith($"{item.Setting} of {item.Optimizer} is ", diagnostic.GetMessage(CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Sgd(«Nesterov = true»)", "Nesterov of Sgd is true, but must be false where Momentum is 0")]
    [InlineData("Sgd(«Nesterov = true», Momentum = 0)", "Nesterov of Sgd is true, but must be false where Momentum is 0")]
    [InlineData("Sgd(Momentum = 0.9, «Nesterov = true», Dampening = 0.1)",
        "Nesterov of Sgd is true, but must be false where Dampening is not 0")]
    [InlineData("Sgd(Momentum = 0.9, Nesterov = true)", null)]
    [InlineData("Sgd(Nesterov = false)", null)]
    [InlineData("Own(«Often = 2»)", "Often of Own is 2, but must be 0 where Rate is 0")]
    [InlineData("Own(Often = 2, Rate = 1)", null)]
    public void SettingsThatNeedOthers(string attribute, string? message)
    {
        var text = $$"""
            [Optimizer, AttributeUsage(AttributeTargets.Class)] public sealed partial class OwnAttribute : Attribute
            {
                public double LearningRate { get; set; } = 1;
                public double Rate { get; set; }
                [NeedsSetting(nameof(Rate))] public double Often { get; set; }
                internal static float Update(float parameter, float gradient, float learningRate, float rate, float often)
                    => parameter - learningRate * gradient * rate * often;
            }
            [Model, {{attribute.Replace("«", "").Replace("»", "")}}] public partial class M { {{Members}} }
            """;
        var reported = SourceProgram.Analyze(SourceProgram.Compile(text)).Where(diagnostic => diagnostic.Id == "MG0603").ToList();
        if (message is null)
        {
            Assert.Empty(reported);
            return;
        }

        var diagnostic = Assert.Single(reported);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(attribute.Split('«', '»')[1],
            text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("Dropout f = new(«1.5»)")]
    [InlineData("Dropout f = new(«-0.1»)")]
    [InlineData("Dropout f = new(«double.NaN»)")]
    [InlineData("BatchNorm1d f = new(3, momentum: «1.1»)")]
    [InlineData("BatchNorm1d f = new(3, «-1e-5»)")]
    [InlineData("LayerNorm f = new(3, «-1e-5»)")]
    [InlineData("RmsNorm f = new(3, «double.PositiveInfinity»)")]
    [InlineData("Sequential f = new(new Linear(3, 3), new Dropout(«2»))")]
    [InlineData("Own f = new(«2.5»)")]
    public void NumbersOfModulesAreChecked(string field)
        => One($"[Module] public partial class Own([SettingRange(1, 2)] double by) : IModule {{ public Tensor Forward([Shape(\"...\")] "
            + $"Tensor x) => x * by; }} [Model] public partial class M {{ {field}; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
            + $"f.Forward(x); }}");

    [Theory]
    [InlineData("[Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => (x * w).Dropout(«1.5»);")]
    [InlineData("[«Parameter(3, Initializer = Initializer.Normal, Second = -1)»] Tensor w; public Tensor Forward([Shape(\"N\", 3)] "
        + "Tensor x) => x * w;")]
    [InlineData("[«Parameter(3, Initializer = Initializer.Constant, First = double.NaN)»] Tensor w; public Tensor Forward([Shape(\"N\", "
        + "3)] Tensor x) => x * w;")]
    public void OtherNumbersAreChecked(string members) => One($"[Model] public partial class M {{ {members} }}");

    [Fact]
    public void WhatTheProgramSetsIsCheckedThen()
    {
        const string source = """
            [Model, Adam] public partial class M(double rate, double own, [SettingRange(1, 2)] double by)
            {
                [Parameter(3)] private readonly Tensor _w;
                private readonly Dropout _dropout = new(rate);
                public Tensor Forward([Shape("N", 3)] Tensor x) => _dropout.Forward(x * _w).Dropout(own) * by;
                public Tensor Loss(Tensor y) => y.Mean();
            }
            """;
        var type = EmittedCode.Load((CSharpCompilation)Source.Generate(Source.Compile(source))).GetType("M")!;
        using var model = (IDisposable)Create(0.5, 0, 2);
        var property = type.GetProperty("LearningRate")!;
        property.SetValue(model, 0f);
        Refused("LearningRate", "a finite number of 0 or more", -1e-3f, value => property.SetValue(model, value));
        foreach (var value in Never)
            Refused("LearningRate", "a finite number of 0 or more", (float)value, value => property.SetValue(model, value));
        foreach (var value in new[] { -0.1, 1.1, double.NaN })
        {
            Refused("rate", "a number from 0 to 1", value, rate => Create(rate, 0, 1));
            Refused("own", "a number from 0 to 1", value, own => Create(0, own, 1));
        }

        Refused("by", "a number from 1 to 2", 2.5, by => Create(0, 0, by));

        object Create(double rate, double own, double by) => type.GetMethod("Create")!.Invoke(null, [rate, own, by, Device.Cpu, 1L])!;
    }

    private static void Refused<T>(string name, string range, T value, Action<T> set)
    {
        var exception = Assert.IsType<ArgumentOutOfRangeException>(
            Assert.Throws<TargetInvocationException>(() => set(value)).InnerException);
        Assert.Equal(name, exception.ParamName);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture,
            $"{name} must be {range}; got {Convert.ToDouble(value, CultureInfo.InvariantCulture)}."), exception.Message,
                StringComparison.Ordinal);
    }

    private static void Refused(string name, string range, double value, Func<double, object> make)
        => Refused<double>(name, range, value, given => make(given));

    private static IEnumerable<double> Outside((double Minimum, double Maximum, bool Below) range)
    {
        var bounds = new[] { double.IsFinite(range.Minimum) ? range.Minimum - 0.5 : double.NaN,
            range.Below ? range.Maximum : double.IsFinite(range.Maximum) ? range.Maximum + 0.9 : double.NaN };
        return [.. bounds.Where(double.IsFinite), .. Never];
    }

    private static IEnumerable<double> Inside((double Minimum, double Maximum, bool Below) range)
        => new[] { range.Minimum, Math.Max(range.Minimum, 0.5), range.Below ? 0.999 : range.Maximum }.Where(double.IsFinite);

    private static string Literal(double value)
        => double.IsNaN(value)
            ? "double.NaN"
            : double.IsInfinity(value)
                ? value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
                : value.ToString("R", CultureInfo.InvariantCulture);

    private static void One(string marked)
    {
        var (start, end, text) = (marked.IndexOf('«'), marked.IndexOf('»') - 1, marked.Replace("«", "").Replace("»", ""));
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(text)));
        Assert.Equal(("MG0603", start, end), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
    }

    private const string Members =
        "[Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y) => y.Mean();";
}
