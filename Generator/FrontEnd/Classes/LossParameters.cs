using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Checks that Loss takes Forward's results first, each as what it is, and then what a caller gives.</summary>
internal static class LossParameters
{
    /// <param name="forward">Forward.</param>
    /// <param name="loss">Loss.</param>
    /// <param name="results">What Forward gives.</param>
    /// <exception cref="Source.LanguageException">A parameter stands in another's place.</exception>
    public static void Check(IMethodSymbol forward, IMethodSymbol loss, IReadOnlyList<Node> results)
    {
        if (!loss.ReturnType.IsTensor())
            throw MethodReader.Wrong(loss, $"Loss returns {loss.ReturnType.ToDisplayString()}: it returns a Tensor of one number");
        if (loss.Parameters.Length < results.Count)
            throw MethodReader.Wrong(loss, $"Loss takes {loss.Parameters.Length} tensors: it takes {Results(results)} first, then inputs "
                + "with a [Shape]");
        CheckOrder(loss, results);
        for (var number = 0; number < results.Count; number++) CheckType(forward, loss, results, number);
    }

    private static void CheckOrder(IMethodSymbol loss, IReadOnlyList<Node> results)
    {
        var first = loss.Parameters.Take(results.Count).FirstOrDefault(HasShape);
        if (first is null || !loss.Parameters.Skip(results.Count).Any(parameter => parameter.Type.IsAnyTensor() && !HasShape(parameter)))
            return;
        var order = loss.Parameters.Where(parameter => !HasShape(parameter)).Concat(loss.Parameters.Where(HasShape)).Select(Text);
        throw Wrong(first, $"it has a [Shape] and stands where Loss takes {Results(results)}: write 'Loss({string.Join(", ", order)})'");
    }

    private static void CheckType(IMethodSymbol forward, IMethodSymbol loss, IReadOnlyList<Node> results, int number)
    {
        var (parameter, isWhole) = (loss.Parameters[number], results[number].Type.Element == ElementType.Int32);
        if (isWhole == parameter.Type.IsIndexTensor() || !parameter.Type.IsAnyTensor()) return;
        if (isWhole)
            throw MethodReader.Wrong(forward, $"it gives whole numbers {results[number].Type.Shape}, through which no gradient flows, and "
                + $"Loss takes {parameter.Name} as a Tensor: return the scores, and take ArgMax of what Predict gives");
        throw Wrong(parameter, $"it is an IndexTensor and stands where Loss takes {Results(results)}, here {results[number].Type.Shape}: "
            + $"put 'Tensor result{GraphText.Number(number + 1)}' before it");
    }

    private static string Results(IReadOnlyList<Node> results)
        => results.Count == 1 ? "Forward's result" : $"Forward's {GraphText.Number(results.Count)} results";

    private static bool HasShape(IParameterSymbol parameter) => parameter.Attribute("ShapeAttribute") is not null;

    private static string Text(IParameterSymbol parameter)
        => parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax syntax
            ? SyntaxText.Short(syntax)
            : $"{parameter.Type.Name} {parameter.Name}";

    private static LanguageException Wrong(IParameterSymbol parameter, string why)
        => new(Diagnostics.Descriptors.WrongSignature, ClassRequirements.LocationOf(parameter), parameter.Name, why);
}
