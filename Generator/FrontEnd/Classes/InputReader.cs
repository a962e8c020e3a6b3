using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Declares what a method is given by the caller: tensors with their shapes, numbers and truth values.</summary>
internal sealed class InputReader(ReadingContext context)
{
    private GraphBuilder Builder => context.Builder;

    /// <summary>Asks that the inputs tell all symbols of their shapes.</summary>
    public void MustTellSymbols(IMethodSymbol method)
    {
        string[] known = [.. Builder.FixedSymbols, .. context.HostInputs.Where(input => input.IsSymbol).Select(input => input.Name),
            KnownNames.Leading];
        if (ShapePlan.Create(Builder.Inputs, known).Unsolved is not [var symbol, ..]) return;
        var input = Builder.Inputs.First(input => input.Type.Shape.Dims.Any(dim => dim.Symbols.Contains(symbol)));
        var attribute = method.Parameters.FirstOrDefault(parameter => parameter.Name == input.Name)?.Attribute("ShapeAttribute");
        throw new LanguageException(Descriptors.SymbolNotTold,
            attribute?.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? ClassRequirements.LocationOf(method), symbol, method.Name);
    }

    /// <summary>The value of a parameter that the caller gives.</summary>
    public SymbolicValue Given(IParameterSymbol parameter)
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

    public SymbolicValue HostValue(IParameterSymbol parameter) => parameter.Type.SpecialType switch
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
            throw new LanguageException(Descriptors.WrongSignature, ClassRequirements.LocationOf(parameter), parameter.Name, why);
        }

        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            throw new LanguageException(Descriptors.WrongSignature, ClassRequirements.LocationOf(parameter), parameter.Name,
                $"an input does not change: take '{parameter.RefKind.ToString().ToLowerInvariant()}' away, and return what is computed");
        if (parameter.Attribute("AnyShapeAttribute") is not null) return AnyInput(parameter);
        var attribute = parameter.Attribute("ShapeAttribute")
            ?? throw new LanguageException(Descriptors.InputWithoutShape, ClassRequirements.LocationOf(parameter),
                ShapeFix.Create(parameter, context.Code), parameter.Name, parameter.Type.Name);
        if (attribute.ApplicationSyntaxReference?.GetSyntax().ContainsDiagnostics == true) throw new LanguageException(null);
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
            throw new LanguageException(Descriptors.InputWithoutShape, ClassRequirements.LocationOf(parameter), parameter.Name,
                parameter.Type.Name);
        var number = context.Type.Method(KnownNames.Forward)!.Parameters.Where(other => other.Type.IsTensor() || other.Type.IsIndexTensor())
            .ToList().IndexOf(parameter);
        var type = context.Inputs?[number] ?? throw LanguageException.ForEachUse();
        var dims = type.Shape.Dims.Select(dim => dim.IsConstant ? dim : Dim.Symbol($"{dim}?")).ToList();
        foreach (var symbol in dims.SelectMany(dim => dim.Symbols).Where(symbol => !Builder.BatchSymbols.Contains(symbol)))
            Builder.BatchSymbols.Add(symbol);
        return Declared(parameter, new(type.Element == ElementType.Int32 ? type.Element : Builder.Precision, Shape.Of(dims)));
    }
}
