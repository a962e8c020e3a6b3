using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>A mistake in a model; reading stops there, so that one mistake is one diagnostic.</summary>
internal sealed class LanguageException(Diagnostic? diagnostic) : Exception
{
    public LanguageException(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
        : this(Diagnostic.Create(descriptor, location, arguments))
    {
    }

    public LanguageException(DiagnosticDescriptor descriptor, Location? location, Fix? fix, params object[] arguments)
        : this(Diagnostic.Create(descriptor, location, fix?.Properties, arguments))
    {
    }

    /// <summary>What to report; null when another class's reading reports it.</summary>
    public Diagnostic? Diagnostic { get; } = diagnostic;

    /// <summary>
    /// Whether the constructor's numbers decide if it is a mistake: a module is no mistake then, but is read anew for the numbers of each
    /// use.
    /// </summary>
    public bool DependsOnNumbers { get; init; }

    /// <summary>Whether it is a mistake whatever the values are: what the language does not have.</summary>
    public bool IsOfText => Diagnostic is not null && !DependsOnNumbers && !IsOfValues && TextIds.Contains(Diagnostic.Id);

    /// <summary>Whether other values would be no mistake, though the id is that of what the language does not have.</summary>
    public bool IsOfValues { get; init; }

    private static readonly HashSet<string> TextIds = [Descriptors.UnknownCall.Id, Descriptors.UnknownSyntax.Id,
        Descriptors.ModuleInForward.Id];

    /// <summary>A module's reading that ends without a mistake, for each use decides what it becomes.</summary>
    public static LanguageException ForEachUse() => new(null) { DependsOnNumbers = true };

    /// <summary>The same exception with another diagnostic.</summary>
    public LanguageException With(Diagnostic other) => new(other) { DependsOnNumbers = DependsOnNumbers, IsOfValues = IsOfValues };

    /// <summary>The same exception, marked as dependent on the constructor's numbers.</summary>
    public LanguageException OfNumbers() => new(Diagnostic) { DependsOnNumbers = true };
}
