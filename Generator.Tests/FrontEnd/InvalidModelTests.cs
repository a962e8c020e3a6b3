using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>One mistake is one diagnostic: code that uses a broken model still compiles.</summary>
public class InvalidModelTests
{
    private const string Use = """
        public static class Program {
            public static void Main2(float[] x, float[] y, int[] labels) {
                using var model = M.Create(Device.Best, seed: 1);
                float loss = model.TrainStep(x, labels);
                loss += model.Evaluate(x, labels);
                var gradients = model.Gradients(x, labels);
                model.Predict(x, y);
                model.LearningRate *= 0.5f;
                model.Schedule = Schedule.Cosine(10);
                loss += (float)model.Fit(x, labels, epochs: 2, batchSize: 8, onEpoch: epoch => epoch.Stop()).Losses[0];
                loss += model.Fit(new DataLoader<float, int>(DataSet.Of(x, labels, 1)), 2).Count;
                model.Save("m.safetensors");
                Console.WriteLine(model.Load("m.safetensors", withOptimizer: false, strict: false, map: name => name).Missing.Count);
                model.CopyFrom(model, 0.5);
                foreach (var parameter in model.Parameters["l.*"]) Console.WriteLine(parameter.Name);
                Console.WriteLine(model.Parameters.Count + model.Device.ToString());
            }
        }
        """;

    private const string Loss = "public Tensor Loss(Tensor y, [Shape(\"N\")] IndexTensor labels) => y.CrossEntropy(labels);";

    [Theory]
    [InlineData("public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x + x.Slice(1, 0, 3); " + Loss, "MG0201")]
    [InlineData("public Tensor Forward(Tensor x) => x; " + Loss, "MG0101")]
    [InlineData("public Tensor Forward([Shape(\"N\", 4)] Tensor x) { while (true) { x = x + 1; } } " + Loss, "MG0302")]
    [InlineData("private readonly Linear _l = new(4, 0); public Tensor Forward([Shape(\"N\", 4)] Tensor x) => _l.Forward(x); " + Loss,
        "MG0102")]
    public async Task OneMistakeIsOneDiagnostic(string members, string id)
        => await MustReportOnly(id, $"[Model] [Adam] public partial class M {{ {members} }} {Use}");

    [Fact]
    public async Task WithoutALossTheStepIsThere()
        => await MustReportOnly("MG0004",
            "[Model] [Adam] public partial class M { public Tensor Forward([Shape(\"N\")] Tensor x) => x; } public static class P { "
                + "public static float Step(M model, float[] x, int[] y) => model.TrainStep(x, y); }");

    [Fact]
    public async Task MembersOfAttributesAreThere()
        => await MustReportOnly("MG0201", """
            [Model] [Adam, Accumulate, MovingAverage(0.9), ParameterGroup("*", WeightDecay = 0)]
            public partial class M
            {
                private readonly Linear _l = new(4, 2);
                public Tensor Forward([Shape("N", 4)] Tensor x) => _l.Forward(x + x.Slice(1, 0, 3));
                public Tensor Loss(Tensor y, [Shape("N")] IndexTensor labels) => y.CrossEntropy(labels);
            }
            public static class P
            {
                public static void Go(M model, float[] x, int[] y)
                {
                    using (model.UseAverages()) model.Predict(x, x);
                    float loss = model.Accumulate(x, y);
                    foreach (var sum in model.AccumulatedGradients) System.Console.WriteLine(sum.Name + model.Groups["*"].LearningRate);
                    model.Apply();
                    model.Apply(model.Gradients(x, y));
                }
            }
            """);

    [Fact]
    public async Task ConstructorParametersAreKept()
        => await MustReportOnly("MG0302", """
            public enum Kind { A, B }
            namespace Deep { public partial struct Outer { [Model]
                public partial class M(int width, float rate = 0.5f, Kind kind = Kind.B, string name = "q") {
                    public Tensor Forward([Shape("N", "width")] Tensor x) => x ?? x; } } }
            public static class P { public static object Make() => Deep.Outer.M.Create(12, kind: Kind.A, device: null, seed: 1); }
            """);

    [Fact]
    public async Task AModuleWithAMistakeIsReportedOnceAndTheModelThatUsesItIsNot()
        => await MustReportOnly("MG0302", """
            [Module] public partial class Block { public Tensor Forward([Shape(3)] Tensor x) => x ?? x; }
            [Model] public partial class M { private readonly Block _b = new(); public Tensor Forward([Shape(3)] Tensor x) => _b.Forward(x);
                }
            public static class P { public static void Go(M model, float[] x) => model.Predict(x, x); }
            """);

    [Fact]
    public void TheMembersNameTheMistake()
    {
        var generated = Source.Generate(Source.Compile("[Model] public partial class M { public Tensor Forward(Tensor x) => x; }"));
        var text = generated.SyntaxTrees.Last().ToString();
        Assert.Contains("M has a mistake: MG0101: the input x has no shape: write '[Shape(\\\"N\\\", ...)] Tensor x'", text,
            StringComparison.Ordinal);
    }

    private static async Task MustReportOnly(string id, string text)
    {
        var generated = Source.Generate(Source.Compile(text));
        Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(id, Assert.Single(await Source.Analyze(generated)).Id);
    }
}
