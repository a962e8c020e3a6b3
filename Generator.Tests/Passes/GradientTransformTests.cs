using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>A user's methods between gradient and rule: which parameters they are for, what they keep, and where they stand.</summary>
public class GradientTransformTests
{
    private const string Noise = "[GradientTransform] static Tensor Noisy(Tensor gradient) => gradient + gradient.NormalLike();";

    [Fact]
    public void EachIsReadForTheParametersThatMatchInTheOrderOfDeclaration()
    {
        var transforms = TestTransforms.Spec("""
            [GradientTransform("*.weight")] static float Second(float gradient) => gradient;
            [GradientTransform("hidden.*"), GradientTransform("hidden.bias")] static Tensor First(Tensor gradient) => gradient;
            """).Optimizer!.Transforms;
        Assert.Equal([("Second", "hidden.weight"), ("Second", "output.weight"), ("First", "hidden.weight"), ("First", "hidden.bias")],
            transforms.Select(transform => (transform.Method, transform.Parameter)));
    }

    [Fact]
    public void WhatIsFrozenIsNotTransformed()
    {
        var step = Calls(TestTransforms.Spec(Noise, "Sgd, Freeze(\"hidden.*\")"))[ProgramKind.TrainStep];
        Assert.Equal(["[3, 5]", "[3]"], Randoms(step).Select(random => random.Shape.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Noise, dropout and noise of other parameters are drawn from other streams.</summary>
    [Fact]
    public void StreamsOfRandomNumbersAreNotShared()
    {
        var spec = FrontEnd.Source.Spec($$"""
            [Model, Sgd, Accumulate]
            public partial class M
            {
                readonly Linear hidden = new(7, 5);
                public Tensor Forward([Shape("N", 7)] Tensor x) => hidden.Forward(x.Dropout(0.5)).Dropout(0.5);
                public Tensor Loss(Tensor y) => y.Mean();
                {{Noise}}
            }
            """);
        var calls = Calls(spec);
        var streams = Randoms(calls[ProgramKind.TrainStep]).Select(random => random.Stream).ToList();
        Assert.Equal(6, streams.Count);
        Assert.Equal(streams.Distinct(), streams);
        var halves = Randoms(calls[ProgramKind.Accumulate]).Concat(Randoms(calls[ProgramKind.Apply])).Select(random => random.Stream);
        Assert.Equal(streams.Order(), halves.Order());
        Assert.Empty(Randoms(calls[ProgramKind.Gradients]).Select(random => random.Stream).Except(streams));
    }

    [Fact]
    public void StreamsOfTrainingProgramsAreNotSharedEither()
    {
        var spec = FrontEnd.Source.Spec($$"""
            [Model]
            public partial class M
            {
                readonly Linear hidden = new(7, 5);
                [TrainingProgram, Sgd] public Tensor First([Shape("N", 7)] Tensor x) => hidden.Forward(x.Dropout(0.5)).Mean();
                [TrainingProgram, Sgd] public Tensor Second([Shape("N", 7)] Tensor x)
                    => hidden.Forward(x.Dropout(0.5)).Dropout(0.5).Mean();
                {{Noise}}
            }
            """);
        foreach (var program in spec.Programs)
        {
            var streams = Randoms(ProgramGraphs.OfProgram(program).Calls[ProgramKind.TrainStep]).Select(random => random.Stream).ToList();
            Assert.Equal(program.Name == "First" ? 5 : 6, streams.Count);
            Assert.Equal(streams.Distinct(), streams);
        }
    }

    [Fact]
    public void StatesHaveNamesThatNoRuleHasAndStayWhereACallDoesNotReach()
    {
        var spec = FrontEnd.Source.Spec("""
            [Model, Adam, Accumulate]
            public partial class M
            {
                [Parameter(3)] Tensor v;
                [Parameter(3)] Tensor w;
                public Tensor Forward([Shape("N", 3)] Tensor x, bool isTaken)
                {
                    if (isTaken) x = x * w;
                    return x * v;
                }
                public Tensor Loss(Tensor y) => y.Mean();
                [GradientTransform]
                static float Accumulated(float gradient, ref float gradientSum, ref float firstMoment, ref float reached)
                {
                    gradientSum += gradient;
                    firstMoment = gradient;
                    reached = 1;
                    return gradientSum;
                }
            }
            """);
        var calls = Calls(spec);
        foreach (var kind in (ProgramKind[])[ProgramKind.TrainStep, ProgramKind.Apply])
        {
            var step = calls[kind];
            GraphVerifier.Check(step);
            foreach (var name in (string[])["gradient_sum", "first_moment", "reached"])
            {
                Assert.Contains(step.States, state => state.Name == $"w.transform-accumulated-{name}");
                var update = step.Outputs.Single(output => output.Target == $"w.transform-accumulated-{name}");
                Assert.Equal(OpKind.Select, step[update.Node].Kind);
            }
        }
    }

    /// <summary>A loop of a transformation has an index that no other loop of the step has.</summary>
    [Fact]
    public void LoopsAreToldApart()
    {
        const string turns = "for (var turn = 0; turn < 90; turn++) sum = sum * 0.5f + gradient[0].Sum();";
        var spec = TestTransforms.Spec($$"""
            [GradientTransform] static Tensor Walk(Tensor gradient) { var sum = gradient.Sum(); {{turns}} return gradient * sum; }
            """);
        var step = Calls(spec)[ProgramKind.TrainStep];
        GraphVerifier.Check(step);
        var indices = step.Nodes.Where(node => node.Kind == OpKind.Loop).Select(node => ((LoopArguments)node.Arguments).Index).ToList();
        Assert.NotEmpty(indices);
        Assert.Equal(indices.Distinct(), indices);
    }

    /// <summary>Sizes that the constructor is given are those of the parameters; what depends on them is decided for each model.</summary>
    [Fact]
    public void ShapesMayDependOnTheConstructor()
    {
        var spec = FrontEnd.Source.Spec("""
            [Model(Precision = Precision.Double), Sgd, Accumulate]
            public partial class M(int width)
            {
                readonly Linear hidden = new(7, width);
                public Tensor Forward([Shape("N", 7)] Tensor x) => hidden.Forward(x);
                public Tensor Loss(Tensor y) => y.Mean();
                [GradientTransform("*.weight")]
                static Tensor Whitened(Tensor gradient, ref Tensor mean)
                {
                    mean = 0.9 * mean + 0.1 * gradient.MatMul(gradient.Transpose()).MatMul(gradient) / gradient.Size(0);
                    return mean + gradient.NormalLike();
                }
                [GradientTransform] static float Halved(float gradient) => gradient / (1 + WholeParameter.Norm(gradient));
            }
            """);
        foreach (var kind in (ProgramKind[])[ProgramKind.TrainStep, ProgramKind.Apply])
        {
            var step = Calls(spec)[kind];
            GraphVerifier.Check(step);
            Assert.Equal("[width, 7]", step.States.Single(state => state.Name.Contains("whitened")).Type.Shape.ToString());
        }
    }

    /// <summary>A condition that only the step knows chooses between values, also those of a state; that it waits is told once.</summary>
    [Fact]
    public void AConditionOfTheStepChooses()
    {
        var compilation = FrontEnd.Source.Compile("""
            [Model, Sgd]
            public partial class M
            {
                readonly Linear hidden = new(7, 5);
                public Tensor Forward([Shape("N", 7)] Tensor x) => hidden.Forward(x);
                public Tensor Loss(Tensor y) => y.Mean();
                [GradientTransform]
                static Tensor Bounded(Tensor gradient, ref Tensor last)
                {
                    var before = last;
                    last = gradient;
                    if (gradient.Abs().Max().Item() > 1) last = before;
                    return last;
                }
            }
            """);
        var notes = new List<Microsoft.CodeAnalysis.Diagnostic>();
        var spec = Generator.FrontEnd.ModelParser.Parse(FrontEnd.Source.Type(compilation, "M"), compilation, notes.Add,
            TestContext.Current.CancellationToken)!;
        Assert.Equal("MG0403", Assert.Single(notes).Id);
        var step = Calls(spec)[ProgramKind.TrainStep];
        GraphVerifier.Check(step);
        Assert.Equal(2, step.Nodes.Count(node => node.Kind == OpKind.Branch));
        Assert.Equal(["hidden.bias.transform-bounded-last", "hidden.weight.transform-bounded-last"],
            step.Outputs.Select(output => output.Target).Where(target => target.Contains("transform")).Order());
    }

    [Fact]
    public void AModelWithoutThemHasTheStepThatItHad()
    {
        var plain = TestTransforms.Spec("");
        var same = TestTransforms.Spec("[GradientTransform] static float Same(float gradient) => gradient;");
        Assert.Empty(plain.Optimizer!.Transforms);
        Assert.Equal(GraphPrinter.Print(Calls(plain)[ProgramKind.TrainStep]), GraphPrinter.Print(Calls(same)[ProgramKind.TrainStep]));
    }

    private static IReadOnlyDictionary<ProgramKind, Graph> Calls(ModelSpec spec)
        => ProgramGraphs.Create(spec.Graph, spec.Optimizer).After(GraphPasses.ForKernels);

    private static IEnumerable<RandomArguments> Randoms(Graph graph)
        => graph.Nodes.SelectMany(node => node.Bodies.SelectMany(Randoms).Concat(
            node.Kind == OpKind.Random ? [(RandomArguments)node.Arguments] : []));
}
