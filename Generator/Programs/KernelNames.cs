using System.Text;
using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Names for emitted code, derived from the user's names: kernels are named after the parameter or value they compute and the operations
/// they fuse.
/// </summary>
internal static class KernelNames
{
    private const int MostOperations = 3;

    /// <summary>Such as <c>HiddenMatMulAddSelect</c>, <c>HiddenWeightGradientUpdate</c> or <c>LogitsSoftmax</c>.</summary>
    public static string ForGroup(Graph graph, LoweredGroup group)
    {
        var updates = Targets(graph, group, OutputRole.Update);
        if (updates.Count > 0) return Pascal(updates.Find(target => IsParameter(graph, target)) ?? updates[0]) + "Update";
        var gradients = Targets(graph, group, OutputRole.Gradient);
        if (gradients.Count > 0) return Pascal(gradients[0]) + "Gradient";
        var members = group.Group.Members.Select(id => graph[id]).ToList();
        return Subject(graph, group, members) + Operations(members);
    }

    /// <summary>The targets of the outputs of a role that a group stores.</summary>
    private static List<string> Targets(Graph graph, LoweredGroup group, OutputRole role)
        => graph.Outputs.Where(output => output.Role == role && group.Stores.Contains(output.Node)).Select(output => output.Target)
            .ToList();

    private static bool IsParameter(Graph graph, string name) => graph.Parameters.Any(parameter => parameter.Name == name);

    private static string Operations(List<Node> members)
    {
        var operations = members.Select(node => Pascal(node.Kind.Row().Name)).Distinct().ToList();
        return string.Concat(operations.Take(MostOperations)) + (operations.Count > MostOperations ? "Fused" : "");
    }

    /// <summary>An identifier for each value, none twice.</summary>
    public static IReadOnlyList<string> Arguments(IEnumerable<Node> nodes)
        => Unique(nodes.Select(node => node.SourceName ?? node.Label ?? node.Kind.Row().Name));

    /// <summary>An identifier in camel case for each name, none twice.</summary>
    public static IReadOnlyList<string> Unique(IEnumerable<string> names, IReadOnlyCollection<string>? taken = null)
    {
        var result = new List<string>();
        var known = new UniqueNames(taken ?? []);
        foreach (var name in names.Select(Camel)) result.Add(known.Next(name));
        return result;
    }

    /// <summary><c>_hidden.weight</c> as <c>HiddenWeight</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c)) text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = !char.IsLetterOrDigit(c);
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "Value" + text : text.ToString();
    }

    public static string Camel(string name)
    {
        var letters = Pascal(name).ToCharArray();
        letters[0] = char.ToLowerInvariant(letters[0]);
        return new(letters);
    }

    /// <summary>The module whose parameter is read, or the label of what is stored.</summary>
    private static string Subject(Graph graph, LoweredGroup group, List<Node> members)
    {
        var parameter = group.Loads.Select(id => graph[id]).FirstOrDefault(node => node.Kind == OpKind.Parameter)?.Name;
        if (parameter is not null) return Pascal(parameter.Contains('.') ? parameter.Substring(0, parameter.LastIndexOf('.')) : parameter);
        var label = members.LastOrDefault(node => node.Label is not null)?.Label;
        return label is null ? "" : Pascal(label);
    }
}
