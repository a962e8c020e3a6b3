using ModelGen.Generator.Emit;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Tests.FrontEnd;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Which targets a compilation has, and what they write for a model.</summary>
public class TargetTests
{
    private const string Net = """
        [Model, Adam] public partial class Net
        {
            private readonly Linear _layer = new(4, 2);
            public Tensor Forward([Shape("N", 4)] Tensor x) => _layer.Forward(x).Relu();
            public Tensor Loss(Tensor y, [Shape("N")] IndexTensor labels) => y.CrossEntropy(labels);
        }
        """;

    [Theory]
    [InlineData("", null, "Cpu")]
    [InlineData("ModelGen.Gpu.IlgpuExecutor", null, "Cpu Gpu")]
    [InlineData("", "Net", "Cpu Dump")]
    [InlineData("ModelGen.Gpu.IlgpuExecutor", "Other; Net", "Cpu Gpu Dump")]
    [InlineData("", "*", "Cpu Dump")]
    [InlineData("", "Network", "Cpu")]
    public void ATargetIsUsedWhereItsRuntimeIsThereAndItsPropertyNamesTheModel(string type, string? dump, string expected)
        => Assert.Equal(expected.Split(' '), Present(type, dump).Where(target => target.IsFor("Net")).Select(target => target.Name));

    [Fact]
    public void TheDumpHasEachPassOfEachCallAndEachKernel()
    {
        var files = ModelEmission.Files(Source.Spec(Net, "Net"), Present("", "Net")).ToDictionary(file => file.HintName, file => file.Text);
        string[] calls = ["Predict", "Evaluate", "Gradients", "TrainStep"];
        foreach (var call in calls)
        {
            var text = files[$"Net.Dump.{call}.g.cs"];
            Assert.All(GraphPasses.All, pass => Assert.Contains($"// == {pass.Name}", text, StringComparison.Ordinal));
        }

        var kernels = files["Net.Dump.Kernels.g.cs"];
        var emitted = files.Keys.Where(name => name.StartsWith("Net.Cpu.", StringComparison.Ordinal)).Select(name => name.Split('.')[^3]);
        Assert.All(emitted.Where(name => name != "Cpu"), name => Assert.Contains($"// == {name}: ", kernels, StringComparison.Ordinal));
        Assert.All(files.Where(file => file.Key.Contains(".Dump.")).SelectMany(file => file.Value.Split('\n')),
            line => Assert.Matches("^(//.*|#.*|)$", line));
    }

    [Fact]
    public void WithoutTheDumpTheOtherFilesAreTheSame()
    {
        var spec = Source.Spec(Net, "Net");
        var dumped = ModelEmission.Files(spec, Present("", "Net")).Where(file => !file.HintName.Contains(".Dump."));
        Assert.Equal(ModelEmission.Files(spec, Present("", null)), dumped);
    }

    private static EquatableArray<PresentTarget> Present(string type, string? dump)
        => PresentTarget.Find(name => name == type, property => property == "ModelGenDump" ? dump : null);
}
