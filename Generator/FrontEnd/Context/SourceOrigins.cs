using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>Tells the nodes of a graph from which expression they come while that is read, and what its value is called.</summary>
internal sealed class SourceOrigins(ReadingContext context)
{
    private readonly Dictionary<SyntaxNode, SourceExpression> _known = [];

    private GraphBuilder Builder => context.Builder;

    /// <summary>Begins an expression, if what is read is one that makes nodes.</summary>
    /// <returns>Where nodes came from before it, for <see cref="Leave"/>.</returns>
    public Origin? Enter(IOperation operation)
    {
        var before = Builder.Origin;
        if (!MakesNodes(operation)) return before;
        var subject = before?.Subject ?? ExpressionSource.Method(operation.Syntax);
        Builder.Origin = new(Source(operation.Syntax), OriginRole.Forward, subject);
        return before;
    }

    /// <summary>Ends an expression: its value has its name, if it is new and nothing else has named it.</summary>
    /// <param name="before">What <see cref="Enter"/> gave.</param>
    /// <param name="value">The value.</param>
    public void Leave(Origin? before, SymbolicValue value)
    {
        if (Builder.Origin is { } own && own != before && value is TensorValue { Node: var node }
            && Builder.Nodes[node.Id].Origin == own) Builder.Originate(node, own.Named(own.Subject) with { Stem = own.Stem });
        Builder.Origin = before;
    }

    /// <summary>Names what the present expression makes of a value, after an operation.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="of">The value; null where it is of none, or of one that is not named.</param>
    public void Describe(string operation, Node? of)
    {
        if (Builder.Origin is not { } origin) return;
        var stem = of is null ? "" : ValueNames.Stem(Builder.Nodes[of.Id]);
        Name(origin, of is null ? ValueNames.Camel(operation) : stem + ValueNames.Pascal(operation), of is null ? null : stem);
    }

    /// <summary>Names what the present expression makes.</summary>
    public void Describe(string name)
    {
        if (Builder.Origin is { } origin) Name(origin, name, name);
    }

    /// <summary>Names the value of the present expression.</summary>
    /// <param name="node">The value.</param>
    /// <param name="since">How many nodes were there before the expression.</param>
    public void NameResult(Node node, int since)
    {
        if (Builder.Origin is { } call && Builder.Nodes[node.Id].Origin is { } own)
            Builder.Originate(node, own.Named(call.Subject) with { Stem = call.Stem }, since);
    }

    /// <summary>Names a value as the variable that it is assigned to.</summary>
    public void Assign(Node node, string variable)
    {
        var subject = Builder.Nodes[node.Id].Origin?.Subject;
        for (var known = Builder.Nodes[node.Id]; known.Inputs.Count > 0 && known.Origin is { } origin && origin.Subject == subject;
            known = Builder.Nodes[known.Inputs[0]])
        {
            Builder.Originate(known, origin.Named(variable));
            if (known.Kind != OpKind.Reshape) return;
        }
    }

    private void Name(Origin origin, string subject, string? stem)
        => Builder.Origin = origin with { Subject = subject, Stem = stem ?? subject };

    private SourceExpression? Source(SyntaxNode syntax)
    {
        if (context.Code.IsCarried) return null;
        if (!_known.TryGetValue(syntax, out var source)) _known.Add(syntax, source = ExpressionSource.Of(syntax));
        return source;
    }

    private static bool MakesNodes(IOperation operation)
        => operation is IInvocationOperation or IBinaryOperation or IUnaryOperation or ICompoundAssignmentOperation
            or IPropertyReferenceOperation or IConditionalOperation or IIncrementOrDecrementOperation;
}
