using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random constants, numbers of the host, coordinates and noise.</summary>
internal static class RandomSources
{
    public static void Add(RandomScope s)
    {
        var b = s.Builder;
        var x = s.Float();
        s.Keep(s.Below(6) switch
        {
            0 => s.Number(),
            1 => b.Multiply(b.DimValue(s.Pick(Dims(s))), b.Constant(0.25)),
            2 => b.Number("rate"),
            3 when x.Type.Rank > 0 => b.Iota(x.Type.Shape, s.Below(x.Type.Rank)),
            4 => b.Random(x.Type.Shape),
            5 when s.Depth < 2 => b.Dropout(x, b.Constant(0.5)),
            _ => b.Add(OpKind.Exp, b.Number("rate")),
        });
    }

    /// <summary>A condition that the host knows, or reads from a tensor.</summary>
    public static Node HostCondition(RandomScope s)
    {
        var b = s.Builder;
        return s.Below(7) switch
        {
            0 => b.Add(OpKind.Less, b.Constant(0), b.HostScalar(HostValues.Training)),
            1 => b.Add(OpKind.Less, b.DimValue(s.Pick(Dims(s))), b.Constant(1 + s.Below(2))),
            2 => Or(b, b.Add(OpKind.Less, b.Number("rate"), b.Constant(0.2)),
                b.Add(OpKind.Equal, b.DimValue(s.Pick(Dims(s))), b.Constant(1))),
            3 => b.Add(OpKind.LessOrEqual, s.Number(), s.Number()),
            4 => b.Add(OpKind.Equal, b.ToFloat(HostCondition(s)), b.Constant(0)),
            _ => b.Add(OpKind.Less, b.Item(s.IsSmooth ? Sum(s.Data.Count > 0 ? s.Pick(s.Data) : b.Constant(1)) : Sum(s.Float())),
                b.Constant(0.3)),
        };

        Node Sum(Node x) => x.Type.Rank == 0 ? x : b.Sum(x);
    }

    private static Node Or(GraphBuilder b, Node left, Node right) => b.Select(left, left, right);

    private static List<Dim> Dims(RandomScope s) => [Dim.Symbol("N"), Dim.Symbol("K"), .. s.Turns.Select(turn => turn.Index)];
}
