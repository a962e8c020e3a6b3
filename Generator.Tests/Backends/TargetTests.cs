using System.Text.RegularExpressions;
using ModelGen.Generator.Emit;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Tests.FrontEnd;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Which targets a compilation has, and what they write for a model.</summary>
public partial class TargetTests
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

    [Theory]
    [InlineData("", "| beside them, Predict | 64*floor((8*N+63)/(64)) | 64 |", "With N = 1: 10 parameters")]
    [InlineData("N=1000", "| beside them, Predict | 64*floor((8*N+63)/(64)) | 8,000 |", "With N = 1000: 10 parameters")]
    [InlineData("N = 9; M=2, x", "| 128 |", "`ModelGenCardSizes` has \"x\", which is no size")]
    public void TheCardTellsLayersMemoryAndKernels(string sizes, string memory, string numbers)
    {
        var card = Card(Net, sizes);
        Assert.Contains("| `_layer` | Linear(4, 2) | [N, 2] | 10 | 8*N |", card, StringComparison.Ordinal);
        Assert.Contains(memory, card, StringComparison.Ordinal);
        Assert.Contains(numbers, card, StringComparison.Ordinal);
        Assert.Contains("## TrainStep\n", card, StringComparison.Ordinal);
        Assert.Contains("[\"Y\"]", card, StringComparison.Ordinal);
        Assert.All(card.Split('\n').Where(line => line.StartsWith('|')), row => Assert.EndsWith("|", row, StringComparison.Ordinal));
    }

    /// <summary>Each arrow goes from a node that is there to another one, within loops too.</summary>
    [Fact]
    public void TheCardsArrowsLeadFromNodeToNode()
    {
        const string Recurrent = """
            [Model, Adam] public partial class Net
            {
                private readonly GruCell _cell = new(3, 4);
                public Tensor Forward([Shape("T", "N", 3)] Tensor x)
                {
                    var state = Tensor.Zeros("N", 4);
                    for (var t = 0; t < x.Size(0); t++) state = _cell.Forward(x[t], state);
                    return state.Relu();
                }
                public Tensor Loss(Tensor y, [Shape("N")] IndexTensor labels) => y.CrossEntropy(labels);
            }
            """;
        var lines = Card(Recurrent, "").Split('\n');
        var nodes = lines.Select(line => Node().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        var arrows = lines.Select(line => Arrow().Match(line)).Where(match => match.Success).ToList();
        Assert.True(arrows.Count > 10);
        Assert.All(arrows.SelectMany(arrow => arrow.Groups.Values.Skip(1)), end => Assert.Contains(end.Value, nodes));
    }

    [GeneratedRegex(@"^    ([ki]\d+)\(?\[")]
    private static partial Regex Node();

    [GeneratedRegex(@"^    ([ki]\d+) -->.*\| (k\d+)$")]
    private static partial Regex Arrow();

    [GeneratedRegex("(?m)^// ?")]
    private static partial Regex CommentMark();

    private static string Card(string source, string sizes) => Card(Source.Spec(source, "Net"), sizes);

    private static string Card(ModelSpec spec, string sizes = "")
    {
        var targets = PresentTarget.Find(_ => false, property => property switch
        {
            "ModelGenCardModels" => "*",
            "ModelGenCardSizes" => sizes,
            _ => null,
        });
        var file = ModelEmission.Files(spec, targets).Single(file => file.HintName.EndsWith(".Card.g.cs", StringComparison.Ordinal));
        Assert.All(file.Text.Split('\n'), line => Assert.Matches("^(//.*|#.*|)$", line));
        return CommentMark().Replace(file.Text, "");
    }

    private static EquatableArray<PresentTarget> Present(string type, string? dump)
        => PresentTarget.Find(name => name == type, property => property == "ModelGenDump" ? dump : null);
}
