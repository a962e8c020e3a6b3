using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

public class InterpreterTests
{
    private const double NaN = double.NaN;

    private static readonly (string Body, double[] Expected)[] Rows =
    [
        ("%1 = arg_max %0 axes=[1] : i32[2]", [1, 1]),
        ("%1 = arg_max %0 axes=[0] keep : i32[1, 3]", [0, 1, 0]),
        ("%1 = reduce_maximum %0 axes=[1] : f64[2]", [3, NaN]),
        ("%1 = less %0 %0 : bool[2, 3]", [0, 0, 0, 0, 0, 0]),
        ("%1 = less_or_equal %0 %0 : bool[2, 3]", [1, 1, 1, 1, 0, 1]),
        ("%1 = equal %0 %0 : bool[2, 3]", [1, 1, 1, 1, 0, 1]),
        ("%1 = slice %0 axes=[1] end=1 : f64[2, 1]\n%2 = convert %1 : i32[2, 1]\n%3 = convert %2 : f64[2, 1]", [1, -2]),
        ("%1 = detach %0 : f64[2, 3]", [1.5, 3, 3, -2.5, NaN, 0]),
        ("%1 = sign %0 : f64[2, 3]", [1, 1, 1, -1, NaN, 0]),
        ("%1 = slice %0 axes=[0] end=1 : f64[1, 3]\n%2 = slice %1 axes=[1] start=1 end=2 : f64[1, 1]\n%3 = item %2 : f64[]", [3]),
        ("%1 = undefined : f64[2]", [NaN, NaN]),
        ("%1 = random dims=[2] start=N number=1 : f64[2]", [Philox.UnitFloat(0, 1, 4, 0, 0), Philox.UnitFloat(1, 1, 4, 0, 0)]),
        ("%1 = iota axes=[1] dims=[2, 3] : i32[2, 3]", [0, 1, 2, 0, 1, 2]),
        ("%1 = dim_value dims=[2*N+1] : f64[]", [9]),
        ("%1 = host_scalar name=step : f64[]", [5]),
        ("%1 = state name=m : f64[2]", [7, 8]),
        ("%1 = reduce_sum %0 axes=[1] keep : f64[2, 1]\n%2 = sqrt %1 : f64[2, 1]", [Math.Sqrt(7.5), NaN]),
    ];

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Rows.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void TheLastNodeHasTheValue(int place)
    {
        var (body, expected) = Rows[place];
        var graph = Read(body);
        GraphVerifier.Check(graph);
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 4 },
            Inputs = { ["x"] = [1.5, 3, 3, -2.5, NaN, 0] },
            States = { ["m"] = [7, 8] },
            HostScalars = { ["step"] = 5 },
        };
        Numbers.MustBeClose(expected, Interpreter.Run(graph, bindings)[^1].Data, 1e-12, body);
    }

    [Fact]
    public void EveryPrimitiveIsEvaluatedByATest()
    {
        var seen = OpCase.All.Select(row => row.Graph()).Concat(Rows.Select(row => Read(row.Body))).SelectMany(graph => graph.Nodes)
            .Select(node => node.Kind).ToHashSet();
        Assert.Equal(Enum.GetValues<OpKind>(), seen.Order());
    }

    private static Graph Read(string body) => GraphReader.Read(
        "modelgen graph 1\ngraph g f64\nbatch N\ninput x : f64[2, 3]\nparameter p : f64[2] = zeros 0 0\nstate m of p : f64[2]\n%0 = "
            + "input name=x : f64[2, 3]\n" + body + "\n");
}
