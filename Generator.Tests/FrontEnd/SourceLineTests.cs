using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Emitted code tells the user's lines: in comments, and in a debug build in stack traces and to the debugger.</summary>
public class SourceLineTests
{
    private const string Net = """
        [Model]
        [Adam]
        public partial class Net
        {
            private readonly Linear _layer = new(3, 2);

            public Tensor Forward([Shape("N", 3)] Tensor x)
            {
                var hidden = _layer.Forward(x);
                return hidden
                    .Softmax(1);
            }

            public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target)
                => y.MeanSquared(target);
        }

        public static class Calls
        {
            public static void Train()
            {
                using var net = Net.Create(Device.CpuWith(1), seed: 1);
                net.TrainStep(new float[6], new float[4]);
            }
        }
        """;

    private static readonly Lazy<Compilation> Debug = new(() => Generated(Net, OptimizationLevel.Debug));

    private static readonly string[] Lines =
        ["[Adam]", "        var hidden = _layer.Forward(x);", "            .Softmax(1);", "        => y.MeanSquared(target);"];

    /// <summary>The kernels that a step launches.</summary>
    public static TheoryData<string> Kernels()
    {
        var executor = Named("Net.Cpu.g.cs").ToString();
        var start = executor.IndexOf("void RunTrainStep(", StringComparison.Ordinal);
        var step = executor[start..executor.IndexOf("void RunGradients(", start, StringComparison.Ordinal)];
        return [.. step.Split('\n').Where(line => line.Contains(".Launch(", StringComparison.Ordinal))
            .Select(line => line.Split('.')[1]).Distinct()];
    }

    /// <summary>Whatever goes wrong in a kernel, the stack trace leads to what it computes, differentiates or updates by.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void AnExceptionInALaunchStandsAtItsExpression(string kernel)
    {
        var tree = Named($"Net.Cpu.{kernel}.g.cs");
        var text = tree.ToString();
        var start = text.IndexOf("{\n", text.IndexOf("void Launch(", StringComparison.Ordinal), StringComparison.Ordinal);
        var broken = text.Insert(start + 1, "throw new System.InvalidOperationException();");
        var (assembly, _) = Load(Debug.Value.ReplaceSyntaxTree(tree, WithText(tree, broken)));
        var thrown = Record.Exception(() => assembly.GetType("Calls")!.GetMethod("Train")!.Invoke(null, null));
        var trace = thrown!.InnerException!.StackTrace!.Split('\n');
        var frame = trace.Single(line => line.Contains("RunTrainStep", StringComparison.Ordinal));
        Assert.Contains("Source.cs:line ", frame, StringComparison.Ordinal);
        var line = int.Parse(frame[(frame.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(Net.Split('\n')[line - 1], Lines);
    }

    /// <summary>A breakpoint on each expression of Forward and Loss is one on its launches, in forward and backward.</summary>
    [Fact]
    public void TheDebuggerFindsLaunchesAtExpressions()
    {
        var (assembly, symbols) = Load(Debug.Value);
        var points = Points(assembly, symbols, "RunTrainStep");
        foreach (var line in new[] { 9, 11, 15 }) Assert.Contains(("Source.cs", line), points);
        Assert.True(points.Count(point => point == ("Source.cs", 9)) > 1, "forward and backward of the layer");
        Assert.Contains(points, point => point.File == "Net.Cpu.g.cs");
        Assert.Contains(Points(assembly, symbols, "RunPredict"), point => point == ("Source.cs", 11));
    }

    [Fact]
    public void ADebugBuildHasKernelsToStepThrough()
        => Assert.All(Trees(Debug.Value),
            tree => Assert.DoesNotContain("AggressiveOptimization", tree.ToString(), StringComparison.Ordinal));

    [Fact]
    public void AReleaseBuildIsTheSameOnEveryMachine()
    {
        var texts = Trees(Generated(Net, OptimizationLevel.Release)).Select(tree => tree.ToString()).ToList();
        Assert.All(texts, text => Assert.DoesNotContain("#line", text, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("AggressiveOptimization", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("// forward of Source.cs:9  _layer.Forward(x)\n", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("// backward of Source.cs:9  _layer.Forward(x)\n", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(text, letter => letter < ' ' && letter != '\n'));
    }

    /// <summary>Code that moves is not compiled again: its text alone is placed anew, and for edits elsewhere not even that.</summary>
    [Theory]
    [InlineData("[Model]", "// about it\n\n[Model]", true)]
    [InlineData("public static class Calls", "public static class Calls // all of them", false)]
    [InlineData("seed: 1", "seed: 2", false)]
    public void MovedCodeIsPlacedAnew(string from, string to, bool isMoved)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = Source.Compile(Net);
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs");
        var driver = Source.Driver(track: true).RunGenerators(compilation, cancellation);
        var edited = WithText(tree, Net.Replace(from, to, StringComparison.Ordinal));
        var result = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited), cancellation).GetRunResult().Results.Single();
        Assert.True(Kept(ModelGenerator.Files));
        Assert.Equal(!isMoved, Kept(ModelGenerator.Placed));
        var line = isMoved ? 11 : 9;
        Assert.Contains(result.GeneratedSources, file => file.SourceText.ToString()
            .Contains($"// forward of Source.cs:{line}  _layer.Forward(x)\n", StringComparison.Ordinal));

        bool Kept(string step) => result.TrackedSteps[step].SelectMany(one => one.Outputs)
            .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    private static IEnumerable<SyntaxTree> Trees(Compilation compilation) => compilation.SyntaxTrees;

    private static SyntaxTree Named(string file) => Trees(Debug.Value).Single(tree => Path.GetFileName(tree.FilePath) == file);

    private static SyntaxTree WithText(SyntaxTree tree, string text) => tree.WithChangedText(SourceText.From(text, Encoding.UTF8));

    private static Compilation Generated(string text, OptimizationLevel level)
    {
        var compilation = Source.Compile(text);
        var files = compilation.SyntaxTrees.Select(tree => WithText(tree, tree.ToString()));
        return Source.Generate(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(files)
            .WithOptions(compilation.Options.WithOptimizationLevel(level)));
    }

    private static (Assembly Assembly, byte[] Symbols) Load(Compilation compilation)
    {
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(5)));
        return (Assembly.Load(code.ToArray(), symbols.ToArray()), symbols.ToArray());
    }

    private static List<(string File, int Line)> Points(Assembly assembly, byte[] symbols, string method)
    {
        var executor = assembly.GetTypes().Single(type => type.Name == "NetCpu");
        var info = executor.GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();
        var debug = reader.GetMethodDebugInformation(((MethodDefinitionHandle)MetadataTokens.EntityHandle(info.MetadataToken))
            .ToDebugInformationHandle());
        return [.. debug.GetSequencePoints().Where(point => !point.IsHidden)
            .Select(point => (Path.GetFileName(reader.GetString(reader.GetDocument(point.Document).Name)), point.StartLine))];
    }
}
