using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Losses compare tensors of one shape; other operations warn where both operands expand.</summary>
public class LossShapeTests
{
    private static readonly string[] Losses = ["MeanSquared", "L1", "SmoothL1", "Huber", "BinaryCrossEntropy", "KlDivergence", "Hinge",
        "CosineSimilarity"];

    public static TheoryData<string, string, string> Unequal()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var loss in Losses)
        {
            foreach (var (x, y) in new[] { ("\"N\", 1", "\"N\""), ("\"N\"", "\"N\", 1"), ("\"N\", 1", "\"N\", \"T\""),
                ("\"N\", \"T\", 1", "\"N\", \"T\""), ("4, 1", "4"), ("\"N\", 3", "\"N\", 1"), ("\"N\", 3", "3"), ("\"N\", 3", "1, 3"),
                ("\"N\", 2", "\"N\", 3"), ("3", "") })
                data.Add(loss, x, y);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Unequal))]
    public void AnotherShapeIsAnErrorThatShowsBoth(string loss, string x, string y)
    {
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(Program(x, y, $"y.{loss}(t)"))));
        Assert.Equal("MG0201", diagnostic.Id);
        Assert.Contains($"compares two tensors of one shape, but got [{x.Replace("\"", "")}] and [{y.Replace("\"", "")}]",
            diagnostic.GetMessage());
    }

    [Fact]
    public void EqualShapesNumbersAndWhatTheCallDecidesAreRight()
    {
        foreach (var loss in Losses.Where(loss => loss != "CosineSimilarity"))
        {
            Assert.Empty(SourceProgram.Analyze(SourceProgram.Compile(Program("\"N\", 3", "\"N\", 3", $"y.{loss}(t)"))));
            Assert.Empty(SourceProgram.Analyze(SourceProgram.Compile(Program("\"N\", 3", "\"N\", 3", $"(y + t).{loss}(1)"))));
            var (spec, reported) = SourceProgram.Parse(SourceProgram.Compile(Program("\"N\", 3", "\"M\", 3", $"y.{loss}(t)")), "M");
            Assert.Equal("MG0104", Assert.Single(reported).Id);
            Assert.Contains(spec!.Graph.Guards, guard => guard.Because.Contains("[N, 3] and [M, 3]"));
        }
    }

    [Theory]
    [InlineData("y «-» t")]
    [InlineData("y «*» t")]
    [InlineData("(y «>» t).ToTensor()")]
    [InlineData("((y > 0) «&» (t > 0)).ToTensor()")]
    [InlineData("y.«Maximum»(t)")]
    [InlineData("y.«Pow»(t)")]
    [InlineData("y.«EqualTo»(t).ToTensor()")]
    [InlineData("Tensor.«Where»(y > 0, t, 0)")]
    [InlineData("Tensor.«Map»((a, b) => a * b, y, t)")]
    [InlineData("Difference(y, t)")]
    [InlineData("y «-» t.Unsqueeze(0)")]
    [InlineData("y.Unsqueeze(2).Unsqueeze(3).«MatMul»(t.Unsqueeze(1).Unsqueeze(2))")]
    public void BothOperandsExpandingIsAWarning(string expression)
    {
        var marked = Program("\"N\", 1", "\"N\"", $"({expression}).Square().Mean()",
            "private static Tensor Difference(Tensor a, Tensor b) { "
                + (expression.Contains('«') ? "return a + b.Unsqueeze(1);" : "a «-=» b; return a;") + " }");
        var (start, end) = (marked.IndexOf('«'), marked.IndexOf('»') - 1);
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(marked.Replace("«", "").Replace("»", ""))));
        Assert.Equal(("MG0202", start, end), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
    }

    [Theory]
    [InlineData("\"N\", \"T\", 1", "\"N\", \"T\"", "(y - t).Mean()", "MG0202")]
    [InlineData("\"N\", 1", "\"M\"", "(y - t).Mean()", "MG0202")]
    [InlineData("\"N\", 1", "1, \"M\"", "(y - t).Mean()", "MG0202")]
    [InlineData("\"N\", 1", "10", "(y - t).Mean()", "")]
    [InlineData("\"N\", 3", "3", "(y - t).Mean()", "")]
    [InlineData("\"N\", 3", "\"N\", 1", "(y - t).Mean()", "")]
    [InlineData("4, 1", "4", "(y - t).Mean()", "")]
    [InlineData("\"N\"", "\"M\"", "(y.Unsqueeze(1) - t.Unsqueeze(0)).Mean()", "")]
    [InlineData("\"N\", 3", "\"M\", 3", "(y.Unsqueeze(1).Square() - t.Unsqueeze(0)).Abs().Mean()", "")]
    [InlineData("\"N\", \"T\", 3", "\"T\", 3", "(y - t).Mean()", "")]
    [InlineData("\"N\", \"T\"", "\"T\"", "(y.CumSum(1) - t).Mean()", "")]
    [InlineData("\"N\", \"T\"", "\"N\", \"T\"", "(y.Softmax(0) - t.LogSumExp(1, keepDimension: true) - t.Mean(0)).Mean()", "")]
    public void OnlyWhereBothExpandAlongOpenAxes(string x, string y, string loss, string id)
        => Assert.Equal(id, string.Join(" ",
            SourceProgram.Analyze(SourceProgram.Compile(Program(x, y, loss))).Select(diagnostic => diagnostic.Id)));

    [Theory]
    [InlineData("\"N\", 10, \"T\"", "\"N\", \"T\"", "", "these labels fit where the classes are axis 1: write axis: 1")]
    [InlineData("\"N\", 10, 32, 32", "\"N\", 32, 32", "", "these labels fit where the classes are axis 1")]
    [InlineData("10, \"N\"", "\"N\"", "", "these labels fit where the classes are axis 0")]
    [InlineData("\"N\", 10, \"T\"", "\"M\", \"T\"", "", "these labels fit where the classes are axis 1")]
    [InlineData("\"N\", \"T\", 10", "\"N\", \"T\"", "axis: 1", "these labels fit where the classes are axis 2")]
    [InlineData("\"N\", 10", "1", "", "labels of the same shape without classes, [N], but got labels [1]")]
    [InlineData("\"N\", 10", "\"N\", 10", "", "labels of the same shape without classes, [N]")]
    [InlineData("\"N\", 10", "\"N\", 1", "", "labels of the same shape without classes, [N]")]
    [InlineData("\"N\", 10, 5", "\"N\", 5", "axis: 3", "has no axis 3")]
    public void LabelsHaveTheShapeOfTheScoresWithoutClasses(string scores, string labels, string axis, string message)
    {
        foreach (var loss in new[] { "CrossEntropy", "NegativeLogLikelihood" })
        {
            var diagnostic = Assert.Single(
                SourceProgram.Analyze(SourceProgram.Compile(Program(scores, labels, $"y.{loss}(t{(axis.Length > 0 ? ", " + axis : "")})",
                    "", "IndexTensor"))));
            Assert.Equal("MG0201", diagnostic.Id);
            Assert.Contains(message, diagnostic.GetMessage());
        }
    }

    [Theory]
    [InlineData("\"N\", 10, \"T\"", "\"N\", \"T\"", "axis: 1")]
    [InlineData("\"N\", 10, \"T\"", "\"N\", \"T\"", "axis: -2")]
    [InlineData("\"N\", \"T\", \"T\"", "\"N\", \"T\"", "")]
    [InlineData("\"N\", \"N\"", "\"N\"", "")]
    [InlineData("10", "", "")]
    [InlineData("\"N\", \"T\", 10", "\"M\", \"T\"", "")]
    public void WhereBothReadingsFitTheClassesAreLast(string scores, string labels, string axis)
    {
        var program = Program(scores, labels, $"y.CrossEntropy(t{(axis.Length > 0 ? ", " + axis : "")})", "", "IndexTensor");
        var (spec, reported) = SourceProgram.Parse(SourceProgram.Compile(program), "M");
        Assert.Equal(labels.Contains('M') ? ["MG0104"] : [], reported.Select(diagnostic => diagnostic.Id));
        var bindings = Evaluation.Bind(spec!.Graph, ("N", 3), ("M", 3), ("T", 3));
        var value = Interpreter.Outputs(spec.Graph, bindings, OutputRole.Loss)["loss"].Data[0];
        Assert.Equal(Expected(spec.Graph, bindings, axis.Length == 0 ? -1 : 1), value, 1e-12);
    }

    // The mean of log sum e^x - x[label], in plain loops.
    private static double Expected(Graph graph, Bindings bindings, int axis)
    {
        var dims = graph.Inputs[0].Type.Shape.Dims.Select(dim => (int)dim.Evaluate(bindings.Symbols)).ToArray();
        var place = axis < 0 ? dims.Length - 1 : axis;
        var (outer, classes, inner) = (dims.Take(place).Aggregate(1, (a, b) => a * b), dims[place],
            dims.Skip(place + 1).Aggregate(1, (a, b) => a * b));
        var (x, labels) = (bindings.Inputs["x"], bindings.Inputs["t"]);
        return Enumerable.Range(0, outer * inner).Average(row =>
        {
            var scores = Enumerable.Range(0, classes).Select(label => x[(((row / inner * classes) + label) * inner) + (row % inner)])
                .ToArray();
            return Math.Log(scores.Sum(Math.Exp)) - scores[(int)labels[row]];
        });
    }

    private static string Program(string x, string y, string loss, string members = "", string type = "Tensor")
        => $"[Model] public partial class M {{ public Tensor Forward([Shape({x})] Tensor x) => x; public Tensor Loss(Tensor y, "
            + $"[Shape({y})] {type} t) => {(loss.Contains("CosineSimilarity") ? loss + ".Mean()" : loss)}; {members} }}";
}
