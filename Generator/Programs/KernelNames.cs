using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;
using static ModelGen.Generator.IR.ValueNames;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Names for emitted code, derived from the user's names: kernels are named after the parameter that they update or the value that they
/// compute.
/// </summary>
internal static class KernelNames
{
    private const int MostOperations = 3;

    /// <summary>What kernels call their own members and the types that they use, which no kernel may hide.</summary>
    public static IReadOnlyList<string> Taken { get; } = (
        "AffineOperand Arguments ArrayView BatchSteps BitConverter ColumnSum Convert Double4 Epilogue Finish "
            + "Float4 Gemm GemmAhead GemmTriangle Grid Group IGemmEpilogue IlgpuExecutor ImageOperand Index1D "
            + "KernelConfig KernelMath KernelSearch KernelWork LaneSum Lanes Launch Math MathF Philox PhiloxLanes "
            + "RowSum Run SharedMemory Span StridedOperand Task Unsafe Vector Vector128 Vector256 Vector512 VectorMath "
            + "VectorRandom Windows WorkerPool").Split(' ');

    /// <summary>
    /// Such as <c>HiddenRelu</c> or <c>HiddenWeightUpdate</c>; <c>CrossEntropyWithGradient</c> computes a value and a gradient.
    /// </summary>
    public static string ForGroup(Graph graph, LoweredGroup group)
    {
        var updates = Targets(graph, group, OutputRole.Update);
        if (updates.Count > 0) return Pascal(updates.Find(target => IsParameter(graph, target)) ?? updates[0]) + "Update";
        var gradients = Targets(graph, group, OutputRole.Gradient);
        if (gradients.Count > 0) return Pascal(gradients[0]) + "Gradient";
        return ForValues(group.Group.Members.Where(group.Stores.Contains).Select(id => graph[id]).ToList());
    }

    private static string ForValues(List<Node> stored)
    {
        var values = stored.Where(node => node.Origin?.Role != OriginRole.Gradient).ToList();
        if (values.Count == 0 || values.Count == stored.Count) return Pascal(ValueNames.Of(stored[^1]));
        var of = values[^1];
        return Pascal(of.Origin?.Subject ?? ValueNames.Of(of)) + "WithGradient";
    }

    /// <summary>A name for a kernel whose uses have nothing in common but what it does.</summary>
    public static string ForOperations(IEnumerable<string> operations)
        => string.Concat(operations.Select(Pascal).Distinct().Take(MostOperations));

    /// <summary>The targets of the outputs of a role that a group stores.</summary>
    private static List<string> Targets(Graph graph, LoweredGroup group, OutputRole role)
        => graph.Outputs.Where(output => output.Role == role && group.Stores.Contains(output.Node)).Select(output => output.Target)
            .ToList();

    private static bool IsParameter(Graph graph, string name) => graph.Parameters.Any(parameter => parameter.Name == name);

    /// <summary>An identifier for each value, none twice.</summary>
    public static IReadOnlyList<string> Arguments(IEnumerable<Node> nodes)
        => Unique(nodes.Select(ValueNames.Of));

    /// <summary>An identifier in camel case for each name, none twice.</summary>
    public static IReadOnlyList<string> Unique(IEnumerable<string> names, IReadOnlyCollection<string>? taken = null)
    {
        var result = new List<string>();
        var known = new UniqueNames(taken ?? []);
        foreach (var name in names.Select(ValueNames.Camel)) result.Add(known.Next(name));
        return result;
    }
}
