using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Attributes that are for the parameters whose names match a pattern, their first argument.</summary>
internal static class ParameterPatterns
{
    /// <summary>The parameters that an attribute is for.</summary>
    /// <param name="data">The attribute.</param>
    /// <param name="model">The model's class.</param>
    /// <param name="parameters">The names of its trainable parameters.</param>
    /// <param name="code">Its source.</param>
    /// <exception cref="LanguageException">There are none.</exception>
    public static List<string> Matching(AttributeData data, INamedTypeSymbol model, IReadOnlyList<string> parameters, SourceCode code)
    {
        var pattern = Pattern(data);
        var matching = parameters.Where(name => NamePattern.Matches(pattern, name)).ToList();
        if (matching.Count > 0) return matching;
        throw new LanguageException(Descriptors.PatternMatchesNothing, new AttributeSettings(data, code).Location, pattern, model.Name,
            Known(parameters));
    }

    public static string Pattern(AttributeData data)
        => data.ConstructorArguments.FirstOrDefault().Value as string ?? throw new LanguageException(null);

    private static string Known(IReadOnlyList<string> parameters)
    {
        const int most = 8;
        var rest = parameters.Count - most;
        return string.Join(", ", parameters.Take(most)) + (rest > 0 ? $" and {rest} more" : "");
    }
}
