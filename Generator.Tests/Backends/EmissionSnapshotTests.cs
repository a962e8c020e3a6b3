using ModelGen.Generator.CSharp;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets.Ilgpu;
using ModelGen.Generator.Targets.Simd;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>What users read: one kernel of each kind for each backend, and the members and host code of a whole model.</summary>
public class EmissionSnapshotTests
{
    private const string Text = "namespace Digits;\n" + SourceProgram.DigitClassifier;

    private static readonly ModelSpec Model = Spec();

    private static readonly CompiledModel Classifier = Compiler.Compile(Model.Graph, ["pixels"], ["labels"], Model.Optimizer);

    public static TheoryData<string> Kinds() => ["map", "row", "column", "contraction"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void VectorKernels(string kind) => Snapshot.Match(Placed(SimdBackend.Emit(Kernel(kind), "Digits")), "simd." + kind, "cs");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GpuKernels(string kind) => Snapshot.Match(Placed(IlgpuBackend.Emit(Kernel(kind), "Digits")), "ilgpu." + kind, "cs");

    [Fact]
    public void WhatTwoPhasesOfARowComputeIsKeptWhereTheResultWillBe()
    {
        var b = new GraphBuilder("Softmax", ElementType.Float32) { BatchSymbols = { "N" } };
        b.Output(OutputRole.Result, "y", b.Softmax(b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 64)))), -1));
        Snapshot.Match(SimdBackend.Emit(Compiler.Compile(b.Build(), ["x"], [], null).Kernels.Single(), "Digits"), "simd.kept", "cs");
    }

    [Fact]
    public void TheMembersOfAModel() => Snapshot.Match(File("Digits.DigitClassifier.g.cs"), "members", "cs");

    [Fact]
    public void TheHostCodeForTheProcessor() => Snapshot.Match(File("Digits.DigitClassifier.Cpu.g.cs"), "cpu", "cs");

    [Fact]
    public void TheHostCodeForGpus() => Snapshot.Match(File("Digits.DigitClassifier.Gpu.g.cs"), "gpu", "cs");

    [Fact]
    public void TheSameModelGivesTheSameText()
        => Assert.Equal(ModelEmission.Files(Spec(), Evaluation.AllTargets), ModelEmission.Files(Spec(), Evaluation.AllTargets));

    private static string File(string name)
        => Placed(ModelEmission.Files(Spec(), Evaluation.AllTargets).Single(file => file.HintName == name).Text);

    private static string Placed(string text)
        => new PlacedText(SourcePlaces.Find(Model, SourceProgram.Compile(Text)), isDebug: false).Place(new("", text)).Text;

    private static ModelSpec Spec() => SourceProgram.Spec(Text, "Digits.DigitClassifier");

    private static Kernel Kernel(string kind) => kind switch
    {
        "map" => Map(),
        "contraction" => Classifier.Kernels.First(kernel => kernel.Body is ContractionBody),
        _ => Classifier.Kernels.First(kernel =>
            kernel.Body is LoopNestBody { RowRank: > 0 } walk
                && string.Equals(walk.Kind.ToString(), kind, StringComparison.OrdinalIgnoreCase)),
    };

    private static Kernel Map()
    {
        var b = new GraphBuilder("Scaled", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 784))));
        var scale = b.Parameter(new("scale", new(ElementType.Float32, Shape.Of(784)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Result, "y", b.Gelu(b.Multiply(x, scale)));
        return Compiler.Compile(b.Build(), ["x"], [], null).Kernels.Single();
    }
}
