using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Which parameters an attribute is for, by the patterns of names that it is given.</summary>
/// <param name="model">The model.</param>
/// <param name="code">Its source.</param>
/// <param name="parameters">The names of those that it may be for.</param>
internal sealed class ParameterPatterns(INamedTypeSymbol model, SourceCode code, IEnumerable<string> parameters)
{
    private const int MostNames = 8;

    private readonly List<string> _parameters = [.. parameters];

    /// <summary>The patterns of an attribute whose parameters are one or several texts.</summary>
    public static List<string> Of(AttributeData data)
        => [.. data.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values.AsEnumerable() : [argument])
            .Select(argument => argument.Value as string ?? throw new LanguageException(null))];

    /// <summary>The parameters that one of the patterns matches; all where there is none.</summary>
    /// <exception cref="LanguageException">A pattern matches nothing.</exception>
    public List<string> Matching(AttributeData data, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns.Where(pattern => !_parameters.Exists(name => NamePattern.Matches(pattern, name))))
            throw new LanguageException(Descriptors.PatternMatchesNothing, new AttributeSettings(data, code).Location, pattern, model.Name,
                Known());
        return patterns.Count == 0
            ? _parameters
            : _parameters.FindAll(name => patterns.Any(pattern => NamePattern.Matches(pattern, name)));
    }

    private string Known()
    {
        var rest = _parameters.Count - MostNames;
        return string.Join(", ", _parameters.Take(MostNames)) + (rest > 0 ? $" and {rest} more" : "");
    }
}
