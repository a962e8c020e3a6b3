using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Reads the class from the outside: that it is partial, what Forward and Loss take and give, its constructor and optimizer.
/// </summary>
internal sealed class SignatureReader(ReadingContext context, ClassMembers members)
{
    private readonly INamedTypeSymbol _type = context.Type;

    private GraphBuilder Builder => context.Builder;

    public ModelSpec Read()
    {
        ClassRequirements.Check(_type);
        var forward = _type.Method(KnownNames.Forward) ?? throw new LanguageException(Descriptors.NoForward, Location(_type), _type.Name);
        var results = Results(forward, out var forwardInputs);
        var loss = context.IsModel ? _type.Method(KnownNames.Loss) : null;
        var optimizer = context.IsModel ? OptimizerReader.Read(_type, context.Code) : null;
        if (optimizer is not null && loss is null)
            throw new LanguageException(Descriptors.OptimizerWithoutLoss, Location(_type), _type.Name, optimizer.Name);
        var names = ResultNames(forward, loss, results.Count);
        for (var number = 0; number < results.Count; number++)
        {
            if (results[number].Label is null && results[number].Inputs.Count > 0) Builder.Label(results[number], names[number]);
            Builder.Output(OutputRole.Result, names[number], results[number]);
        }

        foreach (var (name, node) in context.Updates()) Builder.Output(OutputRole.Update, name, node);
        IReadOnlyList<string> lossInputs = loss is null ? [] : Loss(loss, results);
        var graph = Builder.Build();
        return new(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.ToDisplayString(),
            ClassRequirements.Outward(_type).Skip(1).Reverse().Select(ClassRequirements.Head).ToEquatableArray(),
            _type.Name,
            SyntaxFacts.GetText(_type.DeclaredAccessibility),
            context.IsModel,
            Builder.Precision,
            ConstructorReader.Parameters(_type).ToEquatableArray(),
            forwardInputs.ToEquatableArray(),
            lossInputs.ToEquatableArray(),
            context.HostInputs.ToEquatableArray(),
            graph,
            context.IsModel ? TrainingReader.Read(_type, context.Code, optimizer, Trainable(graph)) : null)
        {
            Ranges = Ranges().ToEquatableArray(),
        };
    }

    private static IEnumerable<string> Trainable(Graph graph)
        => graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name);

    /// <summary>The ranges of what is set when the model is made or later: the constructor's numbers and the step size.</summary>
    private IEnumerable<NumberRange> Ranges()
    {
        if (!context.IsModel) return Enumerable.Empty<NumberRange>();
        var declared = ClassSymbols.Constructor(_type)?.Parameters.Select(SettingRanges.Find) ?? Enumerable.Empty<NumberRange?>();
        return declared.Append(OptimizerReader.LearningRates(_type)).OfType<NumberRange>().Concat(context.Ranges).Distinct();
    }

    private List<Node> Results(IMethodSymbol forward, out List<string> inputs)
    {
        if (!IsTensors(forward.ReturnType))
            throw Wrong(forward, $"Forward returns {forward.ReturnType.ToDisplayString()}: it returns a Tensor, or a tuple of them");
        members.MustMakeNoModule(forward, forward.DeclaringSyntaxReferences[0].GetSyntax());
        inputs = forward.Parameters.Select(parameter => parameter.Name).ToList();
        var arguments = forward.Parameters.ToDictionary(parameter => parameter.Name, Given);
        MustTellSymbols(forward);
        var result = members.Call(forward, arguments, forward.DeclaringSyntaxReferences[0].GetSyntax());
        return (result is TupleValue tuple ? tuple.Items : [result]).Select(item => ResultNode(item, forward)).ToList();
    }

    private Node ResultNode(SymbolicValue value, IMethodSymbol method) => value switch
    {
        TensorValue tensor => Builder.Nodes[tensor.Node.Id],
        NumberValue number => Builder.Constant(number.Number),
        _ => throw Wrong(method, $"it returns {value.What}, not a Tensor"),
    };

    /// <summary>Runs Loss on Forward's results; gives the names of the inputs that it takes beside them.</summary>
    private List<string> Loss(IMethodSymbol loss, List<Node> results)
    {
        if (!loss.ReturnType.IsTensor())
            throw Wrong(loss, $"Loss returns {loss.ReturnType.ToDisplayString()}: it returns a Tensor of one number");
        if (loss.Parameters.Length < results.Count)
            throw Wrong(loss,
                $"Loss takes {loss.Parameters.Length} tensors: it takes Forward's {results.Count} results first, then inputs with a "
                    + "[Shape]");
        var arguments = new Dictionary<string, SymbolicValue>();
        var inputs = new List<string>();
        foreach (var (parameter, number) in loss.Parameters.Select((parameter, number) => (parameter, number)))
        {
            if (number < results.Count) arguments.Add(parameter.Name, new TensorValue(results[number]));
            else if (context.HostInputs.Any(input => input.Name == parameter.Name)) arguments.Add(parameter.Name, HostValue(parameter));
            else if (Builder.Inputs.Any(input => input.Name == parameter.Name))
                arguments.Add(parameter.Name, new TensorValue(Builder.Input(Builder.Inputs.Single(input => input.Name == parameter.Name))));
            else arguments.Add(parameter.Name, Given(parameter));
            if (number >= results.Count && !context.Type.Method(KnownNames.Forward)!.Parameters.Any(other => other.Name == parameter.Name))
                inputs.Add(parameter.Name);
        }

        MustTellSymbols(loss);
        Builder.IsOfLoss = true;
        var node = ResultNode(members.Call(loss, arguments, loss.DeclaringSyntaxReferences[0].GetSyntax()), loss);
        if (node.Type.Rank != 0) throw Wrong(loss, $"the loss is {node.Type.Shape}, not one number: end it with Mean() or Sum()");
        Builder.Output(OutputRole.Loss, "loss", node);
        return inputs;
    }

    /// <summary>Asks that the inputs tell all symbols of their shapes.</summary>
    private void MustTellSymbols(IMethodSymbol method)
    {
        string[] known = [.. Builder.FixedSymbols, .. context.HostInputs.Where(input => input.IsSymbol).Select(input => input.Name),
            KnownNames.Leading];
        if (ShapePlan.Create(Builder.Inputs, known).Unsolved is not [var symbol, ..]) return;
        var input = Builder.Inputs.First(input => input.Type.Shape.Dims.Any(dim => dim.Symbols.Contains(symbol)));
        var attribute = method.Parameters.FirstOrDefault(parameter => parameter.Name == input.Name)?.Attribute("ShapeAttribute");
        throw new LanguageException(Descriptors.SymbolNotTold,
            attribute?.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location(method), symbol, method.Name);
    }

    /// <summary>The value of a parameter that the caller gives.</summary>
    private SymbolicValue Given(IParameterSymbol parameter)
    {
        if (!IsHost(parameter.Type)) return new TensorValue(Input(parameter));
        var input = new HostInput(parameter.Name, parameter.Type.ToDisplayString());
        context.HostInputs.Add(input);
        if (input.IsSymbol && !Builder.BatchSymbols.Contains(input.Name)) Builder.BatchSymbols.Add(input.Name);
        return HostValue(parameter);
    }

    /// <summary>Whether an input of that type is a number or a truth value of the call.</summary>
    public static bool IsHost(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean
            or SpecialType.System_Single or SpecialType.System_Double;

    private SymbolicValue HostValue(IParameterSymbol parameter) => parameter.Type.SpecialType switch
    {
        SpecialType.System_Int32 => new DimValue(Dim.Symbol(parameter.Name)),
        SpecialType.System_Boolean
            => new TensorValue(Builder.Add(OpKind.Less, Builder.Constant(0), Builder.DimValue(Dim.Symbol(parameter.Name)))),
        _ => new TensorValue(Builder.HostScalar(CallNumber.Name(parameter.Name))),
    };

    private Node Input(IParameterSymbol parameter)
    {
        var isIndex = parameter.Type.IsIndexTensor();
        if (!isIndex && !parameter.Type.IsTensor())
        {
            var why = $"an input is a Tensor, an IndexTensor, an int, a float, a double or a bool, not {parameter.Type.ToDisplayString()}";
            throw new LanguageException(Descriptors.WrongSignature, Location(parameter), parameter.Name, why);
        }

        if (parameter.Attribute("AnyShapeAttribute") is not null) return AnyInput(parameter);
        var attribute = parameter.Attribute("ShapeAttribute")
            ?? throw new LanguageException(Descriptors.InputWithoutShape, Location(parameter), parameter.Name, parameter.Type.Name);
        var shape = ShapeReader.Known(ShapeReader.Read(attribute, _ => true, "", allowsLeading: !context.IsModel), context.Known,
            attribute);
        foreach (var symbol in shape.Dims.SelectMany(dim => dim.Symbols))
        {
            if (!Builder.FixedSymbols.Contains(symbol) && !Builder.BatchSymbols.Contains(symbol)) Builder.BatchSymbols.Add(symbol);
        }

        return Declared(parameter, new(isIndex ? ElementType.Int32 : Builder.Precision, shape));
    }

    private Node Declared(IParameterSymbol parameter, TensorType type)
    {
        Builder.Subject = $"{parameter.Name} {type.Shape}";
        var open = type.Shape.Dims.Where(dim => context.IsModel && !Builder.Ranges.IsProven(dim - 1));
        foreach (var dim in open) Builder.MustBeAtLeast("size", dim, 1);
        Builder.Subject = null;
        var node = Builder.Input(new(parameter.Name, type));
        context.Label(node, parameter.Name, null);
        return node;
    }

    /// <summary>An input of the shape that the call has; what is no number there is a symbol here.</summary>
    private Node AnyInput(IParameterSymbol parameter)
    {
        if (context.IsModel)
            throw new LanguageException(Descriptors.InputWithoutShape, Location(parameter), parameter.Name, parameter.Type.Name);
        var number = _type.Method(KnownNames.Forward)!.Parameters.Where(other => other.Type.IsTensor() || other.Type.IsIndexTensor())
            .ToList().IndexOf(parameter);
        var type = context.Inputs?[number] ?? throw LanguageException.ForEachUse();
        var dims = type.Shape.Dims.Select(dim => dim.IsConstant ? dim : Dim.Symbol($"{dim}?")).ToList();
        foreach (var symbol in dims.SelectMany(dim => dim.Symbols).Where(symbol => !Builder.BatchSymbols.Contains(symbol)))
            Builder.BatchSymbols.Add(symbol);
        return Declared(parameter, new(type.Element == ElementType.Int32 ? type.Element : Builder.Precision, Shape.Of(dims)));
    }

    public static List<string> ResultNames(IMethodSymbol forward, IMethodSymbol? loss, int count)
    {
        if (forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Length == count)
            return tuple.TupleElements
                .Select((element, number) =>
                    element.IsExplicitlyNamedTupleElement ? element.Name : LossName(number) ?? "output" + GraphText.Number(number + 1))
                        .ToList();
        return [LossName(0) ?? "output"];

        string? LossName(int number) => number < loss?.Parameters.Length ? loss.Parameters[number].Name : null;
    }

    private static bool IsTensors(ITypeSymbol type)
        => type.IsTensor() || type.IsIndexTensor()
            || (type is INamedTypeSymbol { IsTupleType: true } tuple
                && tuple.TupleElements.All(element => element.Type.IsTensor() || element.Type.IsIndexTensor()));

    private static LanguageException Wrong(IMethodSymbol method, string why)
        => new(Descriptors.WrongSignature, Location(method), method.Name, why);

    private static Location Location(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None;
}
