using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// Random conversions to narrower floats and back, and between them what is exact in any type, so that a value is an element of its type
/// wherever the interpreter, which computes in doubles, has one.
/// </summary>
internal static class RandomConversions
{
    public static readonly IReadOnlyList<ElementType> Types = [ElementType.Float16, ElementType.BFloat16, ElementType.Float32];

    public static void Add(RandomScope s)
    {
        var b = s.Builder;
        if (s.Narrow.Count == 0 || s.Chance(0.3))
        {
            s.Keep(b.Convert(s.Float(), s.Pick(Types)));
            return;
        }

        var x = s.Pick(s.Narrow);
        s.Keep(s.Below(9) switch
        {
            0 or 1 or 2 => b.Convert(x, ElementType.Float64),
            3 => b.Convert(x, s.Pick(Types)),
            4 => b.Convert(b.Convert(x, s.Pick([ElementType.Float32, ElementType.Float64])), s.Pick(Types)),
            5 or 6 => Move(s, x),
            7 => Choose(s, x),
            _ => Compute(s, x),
        });
    }

    private static Node Move(RandomScope s, Node x)
    {
        var b = s.Builder;
        if (x.Type.Rank == 0) return b.BroadcastTo(x, Shape.Of(2));
        var axis = s.Below(x.Type.Rank);
        return s.Below(7) switch
        {
            0 => b.Transpose(x),
            1 => b.Reshape(x, Shape.Of(x.Type.Shape.Size)),
            2 => b.Flip(x, [axis]),
            3 => b.Pad(x, axis, 1, s.Below(2), s.Chance(0.5) ? 0 : 0.5),
            4 => b.Concat(axis, [x, x]),
            5 when s.IsNeverEmpty(x.Type.Shape[axis]) => b.Slice(x, axis, 0, 1),
            _ => b.Gather(x, s.Pick(s.Indices)),
        };
    }

    private static Node Choose(RandomScope s, Node x)
    {
        var b = s.Builder;
        var meeting = s.Narrow.Where(node => node.Type.Element == x.Type.Element && s.Meets(node.Type.Shape, x.Type.Shape));
        var y = s.Pick(meeting.DefaultIfEmpty(x).ToList());
        if (s.IsSmooth) return b.Add(OpKind.Negate, x);
        return s.Below(4) switch
        {
            0 => b.Add(OpKind.Minimum, x, y),
            1 => b.Add(OpKind.Maximum, x, y),
            2 => b.Add(OpKind.Less, x, y),
            _ => b.Select(b.Add(OpKind.LessOrEqual, x, b.Constant(0.5, x)), x, y),
        };
    }

    private static Node Compute(RandomScope s, Node x)
    {
        var b = s.Builder;
        return s.Below(5) switch
        {
            0 => b.Add(OpKind.Negate, x),
            1 => b.Multiply(x, b.Constant(s.Pick([1.0, -1, 2]), x)),
            2 => b.Divide(x, b.Constant(0.5, x)),
            3 when !s.IsSmooth && x.Type.Rank > 0 && x.Type.Shape.Dims.All(s.IsNeverEmpty) => b.Max(x, [s.Below(x.Type.Rank)]),
            _ => s.IsSmooth ? b.Add(x, b.Constant(0, x)) : b.Relu(x),
        };
    }
}
