using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// The tokens of a file by their numbers: what neither blanks nor comments move, so that a place which was read of one text of a file is
/// found in another one.
/// </summary>
internal sealed class SourceTokens
{
    private static readonly ConditionalWeakTable<SyntaxTree, SourceTokens> ByFile = new();

    private readonly TextSpan[] _spans;

    private SourceTokens(SyntaxTree tree) => _spans = [.. tree.GetRoot().DescendantTokens().Select(token => token.Span)];

    public static SourceTokens Of(SyntaxTree tree) => ByFile.GetValue(tree, file => new(file));

    /// <summary>The number of the token that begins at a position.</summary>
    public int NumberAt(int position)
    {
        var (low, high) = (0, _spans.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_spans[middle].Start <= position) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>From the start of one token to the end of another; null where the file has no such tokens.</summary>
    public TextSpan? Span(int first, int last)
        => last < _spans.Length && first <= last ? TextSpan.FromBounds(_spans[first].Start, _spans[last].End) : null;
}
