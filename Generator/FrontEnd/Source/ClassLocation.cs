using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>The source location of a class; kept out of its spec, so that the spec stays equal when only the location changes.</summary>
internal sealed record ClassLocation(string Name, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(Path, Span, Lines);

    public static ClassLocation FromSymbol(ISymbol type)
    {
        var location = type.Locations[0];
        return new(type.Name, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }
}
