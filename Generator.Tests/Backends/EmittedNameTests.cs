using System.Text.RegularExpressions;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>What is emitted speaks of the user's values: hardly any name is a word and a number that the compiler has counted.</summary>
public partial class EmittedNameTests
{
    private const double MostNumbered = 0.05;

    private static readonly HashSet<string> Operations = [.. Enum.GetValues<OpKind>()
        .SelectMany(kind => new[] { kind.Row().Name, ValueNames.Noun(kind) }).Select(ValueNames.Camel), "number"];

    [Fact]
    public void AreTheUsersInTheSamples()
    {
        var all = SampleModels.All.SelectMany(spec => Names(spec).Select(name => (spec.Name, name))).ToList();
        var numbered = SampleModels.All
            .SelectMany(spec => Numbered(Names(spec)).Except(Layers(spec)).Select(name => $"{spec.Name}: {name}")).ToList();
        Assert.True(all.Count > 1000, $"{all.Count} names");
        Assert.True(numbered.Count <= MostNumbered * all.Count,
            $"{numbered.Count} of {all.Count} names are numbered:\n{string.Join("\n", numbered)}");
    }

    [Theory]
    [InlineData("select7", true)]
    [InlineData("hiddenRelu2", true)]
    [InlineData("hiddenRelu", false)]
    [InlineData("fine0", false)]
    [InlineData("beta1Power", false)]
    public void CountsNamesThatAreNumbered(string name, bool isNumbered)
        => Assert.Equal(isNumbered, Numbered(["hiddenRelu", name]).Contains(name));

    /// <summary>The names of which the rest without its number is an operation's, or another value's.</summary>
    private static IEnumerable<string> Numbered(IReadOnlyCollection<string> names)
        => names.Where(name => Number().Match(name) is { Success: true } number
            && name[..number.Index] is var stem && (Operations.Contains(ValueNames.Camel(stem)) || names.Contains(stem)));

    /// <summary>The layers of arrays have numbers that are the user's.</summary>
    private static IEnumerable<string> Layers(Specs.ModelSpec spec)
        => spec.Methods.SelectMany(method => method.Graph.Layers).Select(layer => ValueNames.Camel(layer.Path));

    /// <summary>The variables of the executor, the kernels, and what these are given, each once for a model.</summary>
    private static HashSet<string> Names(Specs.ModelSpec spec)
    {
        var files = SampleModels.Files(spec);
        var executor = files.Single(file => file.HintName.EndsWith(".Cpu.g.cs", StringComparison.Ordinal)).Text;
        var kernels = files.Where(file => file.HintName.Contains(".Cpu.", StringComparison.Ordinal)).Select(file => file.Text).ToList();
        return [.. Variable().Matches(executor).Select(match => match.Groups[1].Value),
            .. kernels.SelectMany(text => Class().Matches(text)).Select(match => match.Groups[1].Value),
            .. kernels.SelectMany(text => Launch().Matches(text)).SelectMany(match => Parameter().Matches(match.Groups[1].Value))
                .Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"\d+_?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^ +(?:var|double|bool) (\w+) =", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^internal static unsafe class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"void Launch\(WorkerPool pool, ([^)]*)\)")]
    private static partial Regex Launch();

    [GeneratedRegex(@"\w+\* (\w+)")]
    private static partial Regex Parameter();
}
