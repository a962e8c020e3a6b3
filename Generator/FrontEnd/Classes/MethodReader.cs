using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Runs a method that becomes calls on symbolic inputs, and makes outputs of the graph of what it gives.</summary>
internal sealed class MethodReader(ReadingContext context, ClassMembers members)
{
    /// <summary>The name of a result that nothing names.</summary>
    private const string UnnamedResult = "output";

    private GraphBuilder Builder => context.Builder;

    /// <summary>Declares what its callers give.</summary>
    public InputReader Inputs { get; } = new(context);

    /// <summary>Runs a method of tensors.</summary>
    /// <returns>What it gives: one value, or those of a tuple.</returns>
    public List<Node> Run(IMethodSymbol method)
    {
        if (!IsTensors(method.ReturnType))
            throw Wrong(method, $"{method.Name} returns {method.ReturnType.ToDisplayString()}: it returns a Tensor, or a tuple of them");
        members.MustMakeNoModule(method, method.DeclaringSyntaxReferences[0].GetSyntax());
        var arguments = method.Parameters.ToDictionary(parameter => parameter.Name, Inputs.Given);
        Inputs.MustTellSymbols(method);
        var result = members.Call(method, arguments, method.DeclaringSyntaxReferences[0].GetSyntax());
        return (result is TupleValue tuple ? tuple.Items : [result]).Select(item => Node(item, method)).ToList();
    }

    /// <summary>The value of a method's result.</summary>
    public Node Node(SymbolicValue value, IMethodSymbol method) => value switch
    {
        TensorValue tensor => Builder.Nodes[tensor.Node.Id],
        NumberValue number => Builder.Constant(number.Number),
        _ => throw Wrong(method, $"it returns {value.What}, not a Tensor"),
    };

    /// <summary>Gives the caller results by their names.</summary>
    public void Give(IReadOnlyList<Node> results, IReadOnlyList<string> names)
    {
        for (var number = 0; number < results.Count; number++)
        {
            if (results[number].Label is null && results[number].Inputs.Count > 0) Builder.Label(results[number], names[number]);
            if (names[number] != UnnamedResult) context.Origins.Assign(results[number], names[number]);
            Builder.Output(OutputRole.Result, names[number], results[number]);
        }
    }

    /// <summary>Makes a method's result the loss.</summary>
    public void GiveLoss(Node node, IMethodSymbol method)
    {
        if (node.Type.Rank != 0)
            throw Wrong(method, $"the loss is {node.Type.Shape}, not one number: end it with Mean() or Sum()",
                CallFix.AppendToResult(method, ".Mean()"));
        context.Origins.Assign(node, "loss");
        Builder.Output(OutputRole.Loss, "loss", node);
    }

    /// <summary>Keeps what the method leaves in buffers and states.</summary>
    public void Keep()
    {
        foreach (var (name, node) in context.Updates()) Builder.Output(OutputRole.Update, name, node);
    }

    /// <summary>The names of a method's results: those of its tuple, or those by which Loss takes them.</summary>
    public static List<string> ResultNames(IMethodSymbol method, IMethodSymbol? loss, int count)
    {
        if (method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Length == count)
            return tuple.TupleElements
                .Select((element, number) =>
                    element.IsExplicitlyNamedTupleElement ? element.Name : LossName(number) ?? "output" + GraphText.Number(number + 1))
                        .ToList();
        return [LossName(0) ?? UnnamedResult];

        string? LossName(int number) => number < loss?.Parameters.Length ? loss.Parameters[number].Name : null;
    }

    /// <summary>The error of a method that cannot become a call.</summary>
    public static LanguageException Wrong(IMethodSymbol method, string why, Fix? fix = null)
        => new(Descriptors.WrongSignature, ClassRequirements.LocationOf(method), fix, method.Name, why);

    private static bool IsTensors(ITypeSymbol type)
        => type.IsTensor() || type.IsIndexTensor()
            || (type is INamedTypeSymbol { IsTupleType: true } tuple
                && tuple.TupleElements.All(element => element.Type.IsTensor() || element.Type.IsIndexTensor()));
}
