namespace ModelGen.Generator.Tests.House;

/// <summary>The arrows between the rooms of a project point one way: each room uses those that stand above it here.</summary>
public class ArrowTests
{
    /// <summary>Each room of the compiler, and the rooms that it may use.</summary>
    private static readonly (string Room, string Uses)[] Generator =
    [
        ("Helpers", ""),
        ("IR", "Helpers"),
        ("Vocabulary", "Helpers IR"),
        ("Operations", "Helpers IR Vocabulary"),
        ("Specs", "Helpers IR"),
        ("Analysis", "Helpers IR Vocabulary"),
        ("Passes/Canonical", "Helpers IR Vocabulary Analysis"),
        ("Passes/Differentiation", "Helpers IR Vocabulary Analysis"),
        ("Passes/Loops", "Helpers IR Vocabulary Passes/Canonical Passes/Differentiation"),
        ("Passes/Products", "Helpers IR Vocabulary Analysis Passes/Canonical"),
        ("Passes", "IR Passes/Canonical Passes/Loops Passes/Products"),
        ("Passes/Optimizers", "Helpers IR Vocabulary Specs Analysis Passes/Canonical Passes/Differentiation Passes"),
        ("Kernels", "Helpers IR Analysis"),
        ("Indexing", "Helpers IR Kernels"),
        ("Fusion", "Helpers IR Vocabulary Analysis Passes/Canonical Kernels Indexing"),
        ("Lowering", "Helpers IR Analysis Kernels Indexing Fusion"),
        ("Programs", "Helpers IR Vocabulary Specs Passes/Canonical Passes/Differentiation Passes Passes/Optimizers Kernels Fusion "
            + "Lowering"),
        ("CSharp", "Helpers IR Specs Kernels"),
        ("Targets/Writers", "Helpers IR Kernels CSharp"),
        ("Targets/Host", "Helpers IR Specs Passes Passes/Optimizers Kernels Programs CSharp"),
        ("Targets/Simd", "Helpers IR Analysis Kernels Indexing CSharp Targets/Writers Targets/Host"),
        ("Targets/Ilgpu", "Helpers IR Kernels CSharp Targets/Writers Targets/Host"),
        ("Targets/Dump", "Helpers IR Specs Passes Kernels Programs CSharp Targets/Host Targets/Simd"),
        ("Targets/Card", "Helpers IR Specs Passes Kernels Programs CSharp Targets/Host"),
        ("Targets", "Helpers Passes CSharp Targets/Host Targets/Simd Targets/Ilgpu Targets/Dump Targets/Card"),
        ("Emit", "Helpers IR Specs Passes Passes/Canonical Passes/Optimizers Kernels Programs CSharp Targets Targets/Host"),
        ("Diagnostics", ""),
        ("FrontEnd/Source", "IR Specs Diagnostics"),
        ("FrontEnd/Values", "IR Vocabulary Operations Diagnostics FrontEnd/Source"),
        ("FrontEnd/Fixes", "Helpers IR Diagnostics FrontEnd/Source"),
        ("FrontEnd/Words", "Diagnostics FrontEnd/Source FrontEnd/Fixes"),
        ("FrontEnd/Scalars", "IR Vocabulary Operations Diagnostics FrontEnd/Source FrontEnd/Values"),
        ("FrontEnd/Optimizers", "Helpers IR Vocabulary Operations Specs Passes/Canonical Passes/Optimizers Diagnostics FrontEnd/Source "
            + "FrontEnd/Values FrontEnd/Scalars"),
        ("FrontEnd/Context", "Helpers IR Operations Specs Diagnostics FrontEnd/Source FrontEnd/Fixes FrontEnd/Values"),
        ("FrontEnd/Modules", "Helpers IR Vocabulary Operations Passes/Canonical Diagnostics FrontEnd/Source FrontEnd/Fixes FrontEnd/Values "
            + "FrontEnd/Context"),
        ("FrontEnd/Bodies", "Helpers IR Vocabulary Operations Diagnostics FrontEnd/Source FrontEnd/Fixes FrontEnd/Values FrontEnd/Scalars "
            + "FrontEnd/Context FrontEnd/Modules"),
        ("FrontEnd/Classes", "Helpers IR Vocabulary Operations Specs Diagnostics FrontEnd/Source FrontEnd/Fixes FrontEnd/Values "
            + "FrontEnd/Optimizers FrontEnd/Context FrontEnd/Modules FrontEnd/Bodies"),
        ("FrontEnd", "Helpers IR Operations Specs Diagnostics FrontEnd/Source FrontEnd/Values FrontEnd/Optimizers "
            + "FrontEnd/Context FrontEnd/Modules FrontEnd/Classes"),
        (".", "Helpers IR Specs Programs CSharp Targets Emit Diagnostics FrontEnd/Source FrontEnd/Words FrontEnd/Scalars "
            + "FrontEnd/Optimizers FrontEnd/Bodies FrontEnd"),
    ];

    /// <summary>Each room of what a model file mentions, and the rooms that it may use.</summary>
    private static readonly (string Room, string Uses)[] Attributes =
    [
        ("Declarations", ""),
        ("Emitted", ""),
        ("Language", "Declarations"),
        ("Optimizers", "Declarations Language"),
        ("Layers", "Declarations Language"),
    ];

    /// <summary>Each room of the runtime, and the rooms that it may use; its GPU's is a project of its own.</summary>
    private static readonly (string Room, string Uses)[] Runtime =
    [
        ("Messages", ""),
        ("Threads", ""),
        ("Vectors", ""),
        ("Gemm/Operands", "Vectors"),
        ("Gemm/Kernels", "Vectors"),
        ("Gemm", "Vectors Gemm/Operands Gemm/Kernels"),
        ("Convolution", "Vectors Gemm/Operands Gemm/Kernels Gemm"),
        ("Products", "Threads Vectors Gemm/Operands Gemm/Kernels Gemm Convolution"),
        ("Devices", ""),
        ("Checks", "Messages"),
        ("Data", "Vectors Checks"),
        ("Metrics", ""),
        ("Summary", ""),
        ("Memory", ""),
        ("Schedules", ""),
        ("Parameters", "Messages Vectors Devices Memory Schedules"),
        ("Checkpoints", "Messages Memory Parameters Schedules"),
        ("Execution", "Threads Devices Memory Parameters Checkpoints"),
        ("Training", "Messages Data Metrics Memory Parameters Schedules Checkpoints Execution"),
        ("Audit", "Vectors Devices Memory Parameters Execution Training"),
    ];

    [Fact]
    public void TheCompilersRoomsUseThoseBelowAlone()
        => Holds(Generator, Rooms.Files(Path.Combine(HouseTests.Root, "Generator"), _ => true));

    [Fact]
    public void TheRoomsOfTheModelLanguageUseThoseBelowAlone()
        => Holds(Attributes, Rooms.Files(Path.Combine(HouseTests.Root, "Attributes"), _ => true));

    [Fact]
    public void TheRuntimesRoomsUseThoseBelowAlone()
        => Holds(Runtime, Rooms.Files(Path.Combine(HouseTests.Root, "Runtime"),
            path => !path.StartsWith("Gpu/", StringComparison.Ordinal)));

    [Fact]
    public void AnArrowThatIsNotAllowedIsFound()
    {
        var files = new Dictionary<string, string>
        {
            ["IR/Low.cs"] = "namespace N.IR; static class Low { public static int Get() => Fusion.High.Get(); }",
            ["Fusion/High.cs"] = "namespace N.Fusion; static class High { public static int Get() => IR.Low.Get(); }",
        };
        (string, string)[] table = [("IR", ""), ("Fusion", "IR")];
        Assert.Contains("IR -> Fusion: IR/Low.cs: Get, IR/Low.cs: High", Faults(table, files));
        Assert.Contains("Nowhere of Fusion stands below it", Faults([("IR", ""), ("Fusion", "IR Nowhere")], files));
    }

    private static void Holds((string Room, string Uses)[] table, IReadOnlyDictionary<string, string> files)
        => Assert.Empty(Faults(table, files));

    /// <summary>
    /// What the table does not allow, or allows in vain; a room that uses one that stands behind it would close a circle.
    /// </summary>
    private static List<string> Faults((string Room, string Uses)[] table, IReadOnlyDictionary<string, string> files)
    {
        var arrows = Rooms.Arrows(files, Room);
        var allowed = table.SelectMany(row =>
            row.Uses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(to => (From: row.Room, To: to)))
            .ToHashSet();
        var names = table.Select(row => row.Room).ToList();
        var wrong = arrows.Where(arrow => !allowed.Contains(arrow.Key))
            .Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {string.Join(", ", arrow.Value.Take(4))}");
        var circular = allowed.Where(arrow => names.IndexOf(arrow.To) is var to && (to < 0 || to >= names.IndexOf(arrow.From)))
            .Select(arrow => $"{arrow.To} of {arrow.From} stands below it");
        var unused = allowed.Where(arrow => !arrows.ContainsKey(arrow)).Select(arrow => $"{arrow.From} does not use {arrow.To}");
        return [.. wrong, .. circular, .. unused];

        string Room(string path)
        {
            var folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
            while (folder.Length > 0 && !table.Any(row => row.Room == folder)) folder = Path.GetDirectoryName(folder)!.Replace('\\', '/');
            return folder.Length > 0 ? folder : ".";
        }
    }
}
