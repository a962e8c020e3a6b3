using ModelGen.Generator.CSharp;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Targets.Host;

namespace ModelGen.Generator.Targets.Card;

/// <summary>The model's card as a file of comments, which can stand beside the emitted ones; the build makes a page of it.</summary>
internal static class CardFile
{
    public const string Name = "Card";

    public static IEnumerable<GeneratedFile> Write(TargetModel model, string sizes)
    {
        var card = new ModelCard(model.Spec, model.Compile(GraphPasses.ForKernels), CardSizes.Read(sizes)).Write();
        var lines = card.TrimEnd('\n').Split('\n').Select(line => ("// " + line).TrimEnd());
        return [new($"{model.FileName}.{Name}.g.cs", GeneratedFile.Header + "\n" + string.Join("\n", lines) + "\n")];
    }
}
