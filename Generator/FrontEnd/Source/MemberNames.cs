using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>The members that a model gets, whose names nothing else in the class can have. Methods of other parameters can.</summary>
internal static class MemberNames
{
    /// <summary>The members that a model has by an attribute beside its optimizers: of the class, or of a training program too.</summary>
    private static readonly (string Attribute, string Name, bool IsProperty, bool IsOfPrograms)[] Optional =
    [
        ("ParameterGroupAttribute", "Groups", true, false),
        ("AccumulateAttribute", "Accumulate", false, false),
        ("AccumulateAttribute", "Apply", false, false),
        ("AccumulateAttribute", "AccumulatedGradients", true, false),
        ("MovingAverageAttribute", "UseAverages", false, true),
    ];

    private static readonly HashSet<string> Properties =
    [
        "Optimizers", "Parameters", "Device", "Profile", "LearningRate", "Schedule", "Plan",
        .. Optional.Where(row => row.IsProperty).Select(row => row.Name),
    ];

    /// <summary>Those that all models may have.</summary>
    public static readonly HashSet<string> All =
    [
        .. Properties, "Create", "CreatePredictor", "Predict", "Evaluate", "Gradients", "TrainStep", "Fit", "Audit", "Save", "Load",
        "Summary", "Reset", "Dispose",
    ];

    /// <summary>The names that no program can have.</summary>
    public static readonly HashSet<string> OfPrograms =
        [.. All, .. Optional.Select(row => row.Name), KnownNames.Forward, KnownNames.Loss];

    /// <summary>The members that a model has by attributes beside its optimizers.</summary>
    public static IEnumerable<string> OfOptions(INamedTypeSymbol type)
    {
        var own = type.GetAttributes();
        var ofMethods = type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.GetAttributes()).ToList();
        return Optional.Where(row => (row.IsOfPrograms ? own.Concat(ofMethods) : own)
            .Any(data => IsOrDerives(data.AttributeClass, row.Attribute))).Select(row => row.Name);
    }

    /// <summary>The attribute that would give a model a member, as it is written; null where none would.</summary>
    public static string? AttributeFor(string member)
    {
        var attribute = Optional.FirstOrDefault(row => row.Name == member).Attribute;
        return attribute?.Substring(0, attribute.Length - "Attribute".Length);
    }

    /// <summary>What is wrong with a name of the class, or with the class's own; null where nothing is.</summary>
    public static Diagnostic? Clash(INamedTypeSymbol type)
    {
        HashSet<string> names = [.. All, .. OfOptions(type)];
        if (names.Contains(type.Name)) return Told(type, type, "the class");
        var space = CodeNamespace.Name(ClassRequirements.Outward(type).Skip(1).Reverse().Select(outer => outer.Name), type.Name);
        if (type.ContainingNamespace.GetTypeMembers(space).FirstOrDefault(IsWritten) is { } taken)
            return Told(type, taken, "the type", "the namespace");
        var clash = type.GetMembers().FirstOrDefault(member => IsWritten(member) && Meets(member));
        return clash is null
            ? null
            : Told(type, clash, clash is IMethodSymbol ? "the method" : clash is INamedTypeSymbol ? "the type" : "the field or property");

        // In an editor the class has the generator's members too.
        static bool IsWritten(ISymbol member)
            => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(reference => !IsEmitted(reference.SyntaxTree));

        static bool IsEmitted(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

        bool Meets(ISymbol member) => names.Contains(member.Name) && (Properties.Contains(member.Name) || !IsOverload(member));

        static bool IsOverload(ISymbol member) => member is IMethodSymbol { Parameters.Length: > 0 };

        static Diagnostic Told(INamedTypeSymbol type, ISymbol symbol, string what, string meets = "a member")
            => Diagnostic.Create(Descriptors.NameOfMember, symbol.Locations.FirstOrDefault(), type.Name, $"{meets} {symbol.Name}", what);
    }

    private static bool IsOrDerives(INamedTypeSymbol? type, string name)
    {
        while (type is not null && !type.IsKnown(name)) type = type.BaseType;
        return type is not null;
    }
}
