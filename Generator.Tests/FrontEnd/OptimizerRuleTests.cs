using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Optimizers that a user writes: their rules, what is left of them, and the way to other assemblies.</summary>
public class OptimizerRuleTests
{
    private const string Lion = """
        [Optimizer]
        [AttributeUsage(AttributeTargets.Class)]
        public sealed partial class LionAttribute : Attribute
        {
            public double LearningRate { get; set; } = 1e-4;
            public double Beta1 { get; set; } = 0.9;
            public float Beta2 { get; set; } = 0.99f;
            public bool Decays { get; set; } = true;
            public double WeightDecay { get; set; } = 0.1;

            internal static double Update(double parameter, double gradient, ref double momentum, double learningRate, double beta1,
                double beta2, bool decays, double weightDecay)
            {
                var direction = Math.Sign(beta1 * momentum + (1 - beta1) * gradient);
                momentum = beta2 * momentum + (1 - beta2) * gradient;
                if (decays) parameter *= 1 - learningRate * weightDecay;
                return parameter - learningRate * direction;
            }
        }
        """;

    private const string Model = """
        public partial class M
        {
            [Parameter(3)] private readonly Tensor w;
            public Tensor Forward([Shape("N", 3)] Tensor x) => x * w;
            public Tensor Loss(Tensor y) => y.Mean();
        }
        """;

    [Fact]
    public void TheRuleIsTheMethod()
    {
        var optimizer = Source.Spec(Lion + "[Model, Lion(Beta1 = 0.5, WeightDecay = 0.2f)]" + Model).Optimizer!;
        Assert.Equal(("Lion", 1e-4, 0.5, 0.99, 1.0, 0.2),
            (optimizer.Name, optimizer.LearningRate, optimizer.Value("Beta1"), optimizer.Value("Beta2"), optimizer.Value("Decays"),
                optimizer.Value("WeightDecay")));
        var (p, g, m, rate) = (0.7, -0.3, 0.1, 0.01);
        var updates = Step(optimizer, p, g, rate, 2, m);
        Assert.Equal((p * (1 - (rate * 0.2))) - (rate * Math.Sign((0.5 * m) + (0.5 * g))), updates["w"], 1e-12);
        Assert.Equal((0.99 * m) + ((1 - 0.99) * g), updates["w.momentum"], 1e-12);
    }

    [Fact]
    public void AConditionOnASettingIsDecided()
    {
        var rule = SpecializeRule.Run(Source.Spec(Lion + "[Model, Lion(Decays = false)]" + Model).Optimizer!);
        Assert.DoesNotContain(rule.Nodes, node => node.Kind is OpKind.Select or OpKind.Equal or OpKind.Parameter);
        Assert.Empty(rule.Parameters);
    }

    [Theory]
    [InlineData("Sgd", new string[0])]
    [InlineData("Sgd(Momentum = 0.9)", new[] { "momentum_buffer" })]
    [InlineData("RmsProp", new[] { "square_average" })]
    [InlineData("RmsProp(Centered = true)", new[] { "square_average", "gradient_average" })]
    [InlineData("Adam", new[] { "first_moment", "second_moment" })]
    public void AStateThatNothingChangesIsNotKept(string optimizer, string[] states)
        => Assert.Equal(states,
            SpecializeRule.Run(Source.Spec($"[Model, {optimizer}]" + Model).Optimizer!).States.Select(state => state.Name));

    [Fact]
    public void AStateMayStartOtherwise()
    {
        var optimizer = Source.Spec(Rule("ref float sum, int step", "if (step == 1) sum = 5; sum += gradient; return sum;") + "[Model, Own]"
            + Model).Optimizer!;
        Assert.Equal(5.5, Step(optimizer, 1, 0.5, 0.1, 1, 0)["w"], 1e-12);
        Assert.Equal(7.5, Step(optimizer, 1, 0.5, 0.1, 2, 7)["w"], 1e-12);
    }

    [Fact]
    public void AReturnLeavesTheStatesAsTheyAreThere()
    {
        var optimizer = Source.Spec(
            Rule("ref float count", "count += 1; if (gradient > 0) return parameter; count = 10 * count; return -parameter;")
                + "[Model, Own]" + Model).Optimizer!;
        Assert.Equal((3, 4), (Step(optimizer, 3, 1, 0.1, 1, 3)["w"], Step(optimizer, 3, 1, 0.1, 1, 3)["w.count"]));
        Assert.Equal((-3, 40), (Step(optimizer, 3, -1, 0.1, 1, 3)["w"], Step(optimizer, 3, -1, 0.1, 1, 3)["w.count"]));
    }

    [Fact]
    public void AStateThatDependsOnNoElementIsOneNumber()
    {
        var optimizer = Source.Spec(Rule("ref float sum, ref float weights, ref float own, int step, float learningRate",
            "weights = 0.5f * weights + learningRate; sum = sum + weights * step; own += gradient * sum; return parameter - own;")
                + "[Model, Own]" + Model).Optimizer!;
        Assert.Equal(["sum", "weights"], SingleStates.Find(SpecializeRule.Run(optimizer)).Order());
        var graph = ProgramGraphs.Create(Source.Spec(Rule("ref float sum", "sum += 1; return parameter - sum * gradient;")
            + "[Model, Own]" + Model).Graph, optimizer).Calls[ProgramKind.TrainStep];
        Assert.Equal([("w.own", 1), ("w.sum", 0), ("w.weights", 0)],
            graph.States.Select(state => (state.Name, state.Type.Rank)).Order());
    }

    /// <summary>LARS (You, Gitman and Ginsburg, 2017), of a parameter of three numbers; the sums travel as text too.</summary>
    [Fact]
    public void ARuleAsksForNormsOfTheWholeParameter()
    {
        const string lars = """
            [Optimizer]
            public sealed partial class LarsAttribute : Attribute
            {
                public double LearningRate { get; set; } = 0.1;
                public double Trust { get; set; } = 0.5;
                public double WeightDecay { get; set; }

                internal static float Update(float parameter, float gradient, float learningRate, float trust, float weightDecay)
                {
                    if (weightDecay != 0) gradient += weightDecay * parameter;
                    return parameter - learningRate * Scale(parameter, gradient, trust) * gradient;
                }

                private static float Scale(float parameter, float gradient, float trust)
                    => trust * WholeParameter.Norm(parameter) / WholeParameter.Norm(gradient) + WholeParameter.Sum(2);
            }
            """;
        var library = Source.Reference(Source.Generate(Source.Compile(lars)));
        var model = "[Model, Lars(Trust = 0.25)]" + Model;
        var spec = Source.Spec(Source.Compile(model, library), "M");
        Assert.Equal(Source.Spec(lars + model), spec);
        var graph = ProgramGraphs.Create(spec.Graph, spec.Optimizer).Calls[ProgramKind.TrainStep];
        GraphVerifier.Check(graph);
        double[] w = [3, 0, 4];
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 1 },
            Inputs = { ["x"] = [6, 3, -6] },
            Parameters = { ["w"] = w },
            HostScalars = { ["learning_rate"] = 0.1 },
        };
        var scale = (0.25 * 5 / 3) + (3 * 2);
        var expected = w.Zip([2d, 1, -2], (value, gradient) => value - (0.1 * scale * gradient)).ToArray();
        Numbers.MustBeClose(expected, Interpreter.Outputs(graph, bindings, OutputRole.Update)["w"].Data, 1e-6, "w");
    }

    [Fact]
    public void RulesComeFromOtherAssemblies()
    {
        var library = Source.Reference(Source.Generate(Source.Compile(Lion)));
        var model = "[Model, Lion(LearningRate = 0.5)]" + Model;
        Assert.Equal(Source.Spec(Lion + model), Source.Spec(Source.Compile(model, library), "M"));
    }

    [Fact]
    public void TheStandardOnesAreAsMetadataHasThem()
    {
        foreach (var name in new[] { "Sgd", "Adam", "AdamW", "RmsProp", "Adagrad", "Adamax", "Adadelta", "RAdam", "NAdam", "Rprop", "Lion",
            "Adan", "Lamb" })
            Assert.Equal(TestOptimizers.Of(name), Source.Spec($"[Model, {name}]" + Model).Optimizer! with { Source = null });
    }

    private static string Rule(string parameters, string body)
        => $"[Optimizer] public sealed partial class OwnAttribute : Attribute {{ public double LearningRate {{ get; set; }} = 0.1; "
            + $"internal static float Update(float parameter, float gradient, {parameters}) {{ {body} }} }} ";

    // One number of one parameter, whose gradient is an input.
    private static Dictionary<string, double> Step(OptimizerSpec optimizer, double parameter, double gradient, double rate, int step,
        double state)
    {
        var b = new GraphBuilder("g", ElementType.Float64);
        b.Parameter(new("w", new(ElementType.Float64, Shape.Of(1)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Gradient, "w", b.Input(new("g", new(ElementType.Float64, Shape.Of(1)))));
        var graph = GraphPasses.Run(OptimizerStep.Run(b.Build(), optimizer));
        var bindings = new Bindings
        {
            Inputs = { ["g"] = [gradient] },
            Parameters = { ["w"] = [parameter] },
            HostScalars = { ["learning_rate"] = rate, ["step"] = step }
        };
        foreach (var kept in graph.States) bindings.States[kept.Name] = [state];
        return Interpreter.Outputs(graph, bindings, OutputRole.Update).ToDictionary(item => item.Key, item => item.Value.Data[0]);
    }
}
