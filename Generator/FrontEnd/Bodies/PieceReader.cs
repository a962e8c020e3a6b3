using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>The piece of a tensor that indices and ranges between brackets select: its value, or an assignment to it.</summary>
internal sealed class PieceReader(ReadingContext context, ExpressionReader expressions, IPropertyReferenceOperation property)
{
    private readonly string _text = SyntaxText.Short(property.Syntax);

    private GraphBuilder Builder => context.Builder;

    public TensorValue Read(Node tensor)
        => new(context.Shaped(property.Syntax.GetLocation(), [tensor], () => Builder.Piece(tensor, Ranges(tensor)), _text));

    /// <summary>The tensor with another value in the piece's place.</summary>
    public TensorValue Assign(Node tensor, Node value)
        => new(context.Shaped(property.Syntax.GetLocation(), [tensor, value],
            () => Builder.WithPiece(tensor, Ranges(tensor), value), _text));

    private List<AxisRange> Ranges(Node tensor)
    {
        var indices = property.Arguments.Select(argument => argument.Value)
            .SelectMany(value => value is IArrayCreationOperation { Initializer: { } items } ? items.ElementValues.AsEnumerable() : [value])
            .ToList();
        if (indices.Count > tensor.Type.Rank)
            throw new ShapeException($"{tensor.Type.Shape} has fewer axes than the {GraphText.Number(indices.Count)} indices");
        return [.. indices.Select((index, axis) => Range(tensor, axis, index))];
    }

    private AxisRange Range(Node tensor, int axis, IOperation index)
    {
        var length = tensor.Type.Shape[axis];
        index = Plain(index);
        if (index is not IRangeOperation range)
        {
            var at = Index(index, length);
            Builder.MustBeIndex(tensor, axis, at);
            return new(at, at + 1, IsKept: false);
        }

        var start = range.LeftOperand is { } left ? Index(Plain(left), length) : 0;
        var end = range.RightOperand is { } right ? Index(Plain(right), length) : length;
        Builder.MustBeRange(tensor, axis, start, end);
        return new(start, end, IsKept: true);
    }

    private Dim Index(IOperation index, Dim length)
    {
        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd) return length - Whole(Plain(fromEnd.Operand));
        var at = Whole(index);
        return at.Constant < 0 ? length + at : at;
    }

    private Dim Whole(IOperation index)
    {
        var value = expressions.Read(index);
        return SymbolicArithmetic.AsDim(value)
            ?? throw expressions.OfValue(property.Syntax, value, $"'{_text}'", $"an index is a whole number, not {value.What}");
    }

    /// <summary>Without the conversions to Index, Range and TensorIndex.</summary>
    private static IOperation Plain(IOperation index)
    {
        while (index is IConversionOperation { OperatorMethod: not null } conversion) index = conversion.Operand;
        return index;
    }
}
