using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.FrontEnd;

/// <summary>A mistake in a model; reading stops there, so that one mistake is one diagnostic.</summary>
internal sealed class LanguageException(Diagnostic? diagnostic) : Exception
{
    public LanguageException(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
        : this(Diagnostic.Create(descriptor, location, arguments))
    {
    }

    /// <summary>What to report; null when another class's reading reports it.</summary>
    public Diagnostic? Diagnostic { get; } = diagnostic;
}
