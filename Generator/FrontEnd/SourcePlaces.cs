using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// Finds where the expressions that a spec was read from stand in a compilation, in which blanks and comments may have moved them.
/// </summary>
internal static class SourcePlaces
{
    public static EquatableArray<SourceLine> Find(ModelSpec spec, Compilation compilation)
    {
        var files = compilation.SyntaxTrees.GroupBy(tree => tree.FilePath).ToDictionary(same => same.Key, same => same.First());
        var lines = Expressions(spec).Distinct().GroupBy(expression => expression.Key).Select(same => Line(same.First(), files));
        return lines.OfType<SourceLine>().ToEquatableArray();
    }

    private static IEnumerable<SourceExpression> Expressions(ModelSpec spec)
        => spec.Methods.SelectMany(method => Expressions(method.Graph)
                .Concat(method.Optimizer is { } optimizer ? OfOptimizer(optimizer) : []));

    private static IEnumerable<SourceExpression> OfOptimizer(OptimizerSpec optimizer)
        => optimizer.Transforms.SelectMany(transform => Expressions(transform.Graph))
            .Concat(optimizer.Source is { } source ? [source] : []);

    private static IEnumerable<SourceExpression> Expressions(Graph graph)
        => graph.Nodes.Select(node => node.Origin?.Source).OfType<SourceExpression>()
            .Concat(graph.Nodes.SelectMany(node => node.Bodies).SelectMany(Expressions));

    private static SourceLine? Line(SourceExpression expression, Dictionary<string, SyntaxTree> files)
    {
        var place = expression.Place;
        if (!files.TryGetValue(place.Path, out var tree)) return null;
        if (SourceTokens.Of(tree).Span(place.First, place.Last) is not { } span) return null;
        var lines = tree.GetLineSpan(span);
        var (start, end) = (lines.StartLinePosition, lines.EndLinePosition);
        return new(expression.Key, place.Path, start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1);
    }
}
