using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>What a kernel computes, for its reader: a formula for each value that it stores, and for each that these share.</summary>
internal sealed class Formulas
{
    private const int LongestLine = 130;

    /// <summary>A value whose formula is longer has a line of its own.</summary>
    private const int LongestPart = 60;

    private readonly Graph _graph;
    private readonly HashSet<int> _stores;
    private readonly Dictionary<int, string> _names;
    private readonly UniqueNames _unique;
    private readonly HashSet<int> _shared;
    private readonly Dictionary<int, FormulaText.Term> _terms = [];
    private readonly List<string> _lines = [];

    private Formulas(Graph graph, LoweredGroup group, IReadOnlyDictionary<int, string> arguments)
    {
        (_graph, _stores) = (graph, group.Stores);
        _names = arguments.ToDictionary(argument => argument.Key, argument => argument.Value);
        _unique = new(arguments.Values);
        var members = group.Group.Members.Select(id => graph[id]);
        _shared = [.. members.SelectMany(node => node.Inputs.Distinct()).GroupBy(id => id).Where(uses => uses.Count() > 1)
            .Select(uses => uses.Key).Where(group.Group.Members.Contains).Where(id => graph[id].Inputs.Count > 0)];
    }

    /// <param name="graph">The graph.</param>
    /// <param name="group">The kernel.</param>
    /// <param name="arguments">The names of the values that it loads and stores.</param>
    /// <returns>Lines, of which those that go on with one are indented.</returns>
    public static IReadOnlyList<string> Write(Graph graph, LoweredGroup group, IReadOnlyDictionary<int, string> arguments)
    {
        var formulas = new Formulas(graph, group, arguments);
        foreach (var id in group.Group.Members.Where(group.Stores.Contains)) formulas.Stored(id);
        return formulas._lines;
    }

    private void Stored(int id)
    {
        if (!_terms.ContainsKey(id)) Define(id, _names.TryGetValue(id, out var name) ? name : ValueNames.Of(_graph[id]));
    }

    private FormulaText.Term Term(int id)
    {
        if (_terms.TryGetValue(id, out var known)) return known;
        if (_stores.Contains(id))
        {
            Stored(id);
            return _terms[id];
        }

        if (_names.TryGetValue(id, out var argument)) return FormulaText.Name(argument);
        if (_graph[id] is { Kind: OpKind.HostScalar } number) return FormulaText.Name(ValueNames.Camel(number.Name));
        if (_shared.Contains(id) && !IsMovement(_graph[id])) return Define(id, _unique.Next(ValueNames.Camel(ValueNames.Of(_graph[id]))));
        var term = Expanded(id);
        return term.Text.Length > LongestPart && !IsMovement(_graph[id])
            ? Line(id, _unique.Next(ValueNames.Camel(ValueNames.Of(_graph[id]))), term)
            : _terms[id] = term;
    }

    private static bool IsMovement(Node node) => node.Kind.Row().Class == OpClass.Movement;

    private FormulaText.Term Expanded(int id)
        => FormulaText.Of(_graph[id], [.. _graph[id].Inputs.Select(Term)]);

    private FormulaText.Term Define(int id, string name) => Line(id, name, Expanded(id));

    private FormulaText.Term Line(int id, string name, FormulaText.Term formula)
    {
        _lines.AddRange(Wrapped($"{name} = {formula.Text}"));
        return _terms[id] = FormulaText.Name(name);
    }

    private static IEnumerable<string> Wrapped(string line)
    {
        for (var indent = ""; line.Length > 0; indent = "    ")
        {
            var end = line.Length <= LongestLine ? line.Length : line.LastIndexOf(' ', LongestLine);
            if (end <= 0) end = line.Length;
            yield return indent + line.Substring(0, end);
            line = line.Substring(end).TrimStart();
        }
    }
}
