using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Where a class stands in the source; apart from its spec, which is equal when only the place changes.</summary>
internal sealed record ClassPlace(string Name, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(Path, Span, Lines);

    public static ClassPlace Of(ISymbol type)
    {
        var location = type.Locations[0];
        return new(type.Name, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }
}
