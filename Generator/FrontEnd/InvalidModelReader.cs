using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Classes;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Reads the signatures of a model that has a mistake, as far as they can be read.</summary>
internal static class InvalidModelReader
{
    /// <returns>Null where no member can be added: no class, not partial, generic or static.</returns>
    public static InvalidModelSpec? Read(INamedTypeSymbol type, string why)
    {
        if (type.TypeKind != TypeKind.Class
            || ClassRequirements.Outward(type).Any(outer => !outer.IsPartial() || outer.IsGenericType) || type.IsStatic || type.IsRecord)
            return null;
        var forward = type.Method(KnownNames.Forward);
        var loss = type.Method(KnownNames.Loss);
        var real = ClassSymbols.Precision(type).Keyword();
        var results = forward is null ? [] : Results(forward, loss, real);
        var inputs = forward is null ? null : Names(forward.Parameters, real);
        var ofForward = forward?.Parameters.ToList() ?? [];
        var others = loss?.Parameters.Skip(results.Count).Where(other => ofForward.All(own => own.Name != other.Name)) ?? [];
        var taken = new HashSet<string>(inputs?.Select(input => input.Name) ?? []);
        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ClassRequirements.Outward(type).Skip(1).Reverse().Select(ClassRequirements.Head).ToEquatableArray(),
            type.Name,
            real,
            ConstructorReader.Parameters(type).ToEquatableArray(),
            inputs?.ToEquatableArray(),
            results.ToEquatableArray(),
            loss is null ? null : Names(loss.Parameters.Skip(results.Count), real).Where(input => !taken.Contains(input.Name))
                .ToEquatableArray(),
            OptimizerReader.Has(type),
            why)
        {
            ForwardSizes = Sizes(type, ofForward).ToEquatableArray(),
            LossSizes = Sizes(type, [.. ofForward, .. others]).ToEquatableArray(),
            OptionMembers = MemberNames.OfOptions(type).ToEquatableArray(),
            Programs = type.GetMembers().OfType<IMethodSymbol>().Where(ProgramReader.IsMarked).GroupBy(method => method.Name)
                .Select(methods => Program(type, methods.First(), real)).ToEquatableArray(),
        };
    }

    private static InvalidProgramSpec Program(INamedTypeSymbol type, IMethodSymbol method, string real)
    {
        var isTraining = ProgramReader.IsTraining(method);
        return new(method.Name, isTraining, Names(method.Parameters, real).ToEquatableArray(),
            (isTraining ? [] : Results(method, null, real)).ToEquatableArray(), Sizes(type, method.Parameters).ToEquatableArray());
    }

    /// <summary>The symbols that a call over spans takes; none where a shape cannot be read.</summary>
    private static IReadOnlyList<string> Sizes(INamedTypeSymbol type, IReadOnlyList<IParameterSymbol> parameters)
    {
        var known = ClassSymbols.Dimensions(type)
            .Concat(parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32))
            .Select(parameter => parameter.Name);
        try
        {
            return SymbolPlan.Create([.. parameters.Where(parameter => !IsHost(parameter.Type)).Select(Input)], [.. known]).Unsolved;
        }
        catch (LanguageException)
        {
            return [];
        }

        static InputInfo Input(IParameterSymbol parameter)
        {
            var attribute = parameter.Attribute("ShapeAttribute") ?? throw new LanguageException(null);
            return new(parameter.Name, new(ElementType.Float32, ShapeReader.Read(attribute, _ => true, "")));
        }
    }

    private static List<TypedName> Results(IMethodSymbol forward, IMethodSymbol? loss, string real)
    {
        var types = forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(element => element.Type).ToList()
            : [forward.ReturnType];
        return types.Zip(MethodReader.ResultNames(forward, loss, types.Count), (type, name) => new TypedName(Element(type, real), name))
            .GroupBy(result => result.Name).Select(group => group.First()).ToList();
    }

    private static List<TypedName> Names(IEnumerable<IParameterSymbol> parameters, string real)
        => parameters.Where(parameter => parameter.Name.Length > 0)
            .Select(parameter => new TypedName(Element(parameter.Type, real), parameter.Name, IsHost(parameter.Type)))
            .GroupBy(input => input.Name).Select(group => group.First()).ToList();

    private static bool IsHost(ITypeSymbol type) => InputReader.IsHost(type);

    private static string Element(ITypeSymbol type, string real)
        => type.IsIndexTensor() ? ElementType.Int32.Keyword() : IsHost(type) ? type.ToDisplayString() : real;
}
