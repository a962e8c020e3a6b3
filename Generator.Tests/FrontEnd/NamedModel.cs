using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A model each of whose names can be chosen: « » stand around a role's name, and ‹ › where it is in a string.</summary>
internal static partial class NamedModel
{
    private const string Source = """
        namespace «Inner»
        {
            public class «Other» { }
            public partial class «Outer»
            {
                [global::ModelGen.Module] public partial class «Block»(int size)
                {
                    [global::ModelGen.Parameter("size")] private readonly global::ModelGen.Tensor inner = null!;
                    public global::ModelGen.Tensor Forward([global::ModelGen.Shape("...", "size")] global::ModelGen.Tensor given)
                        => given * inner;
                }
                [global::ModelGen.Model, global::ModelGen.Sgd] public partial class «Net»(int «width»)
                {
                    [global::ModelGen.Parameter("‹width›")] private readonly global::ModelGen.Tensor «_weight» = null!;
                    private readonly «Block» «_layer» = new(«width»);
                    public (global::ModelGen.Tensor «Scores», global::ModelGen.Tensor Sums) Forward(
                        [global::ModelGen.Shape("‹rows›", "‹columns›", "‹width›")] global::ModelGen.Tensor «pixels», int «kind»,
                        bool «isLong», float «rate»)
                    {
                        var bent = «_layer».Forward(«pixels» * «_weight»).Map(«Bent»);
                        if («isLong») bent = bent * 2;
                        for (var turn = 0; turn < «kind»; turn++) bent = (bent * «rate»).Tanh();
                        return (bent, «pixels».Sum(2));
                    }
                    public global::ModelGen.Tensor Loss(global::ModelGen.Tensor «scores», global::ModelGen.Tensor sums,
                        [global::ModelGen.Shape("‹rows›", "‹columns›")] global::ModelGen.Tensor «labels»)
                        => (sums * «labels»).Sum() + «scores».Sum();
                    [global::ModelGen.Elementwise] private static float «Bent»(float one) => one > 0 ? one : 0.1f * one;
                }
            }
        }
        """;

    /// <summary>The names that can be chosen, as they are unless others are.</summary>
    public static IReadOnlyList<string> Roles { get; } = [.. Role().Matches(Source).Select(match => match.Groups[1].Value).Distinct()];

    public static string Text(IReadOnlyDictionary<string, string> names)
        => Role().Replace(Source, match =>
        {
            var name = names.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value);
            return match.Value[0] == '‹' ? name : Identifier(name);
        });

    private static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    [GeneratedRegex("[«‹](\\w+)[»›]")]
    private static partial Regex Role();
}
