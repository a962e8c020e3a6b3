using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// A random model: what it is given, its parameters, the statements of Forward, and the results with the form of the loss of each.
/// </summary>
internal sealed record RandomProgram(
    int Seed, IReadOnlyList<Variable> Inputs, IReadOnlyList<Variable> Parameters, Shape Labels, IReadOnlyList<Statement> Statements,
    IReadOnlyList<(Variable Value, int Loss)> Results)
{
    private static readonly Dim N = Dim.Symbol("N");

    private static readonly Dim T = Dim.Symbol("T");

    private static readonly Shape[] InputShapes =
    [
        Shape.Of(N, 3), Shape.Of(N, T, 2), Shape.Of(N, 2, 5, 4), Shape.Of(T, N, 3), Shape.Of(N, 1, 1), Shape.Of(3, 1, 4),
        Shape.Of(N, 2, 7), Shape.Of(T, 3),
        Shape.Of(1), Shape.Of(N), Shape.Of(N, 1, 4, 4), Shape.Of(T, 2, 3), Shape.Of(1, 1), Shape.Of(N, 4), Shape.Of(N, 3, 6, 6),
    ];

    private static readonly Shape[] ParameterShapes =
        [Shape.Of(1), Shape.Of(3), Shape.Of(2), Shape.Of(4), Shape.Of(3, 3), Shape.Of(2, 1), Shape.Of(4, 3), Shape.Of(3, 1),
            Shape.Of(5, 4), Shape.Of(2, 3)];

    public string Name => "P" + GraphText.Number(Seed);

    /// <summary>The program of a seed.</summary>
    public static RandomProgram Make(int seed)
    {
        var random = new Random(seed);
        var names = new ProgramNames { Labels = Shape.Of(random.Next(2) == 0 ? N : 3) };
        var scope = new ProgramScope(random, names, 0);
        var inputs = new[] { new Variable("x", scope.Pick(InputShapes)), new Variable("y", scope.Pick(InputShapes)) };
        scope.Variables.AddRange(inputs);
        foreach (var shape in new[] { scope.Pick(ParameterShapes), scope.Pick(ParameterShapes), Shape.Of(1) }) scope.Parameter(shape);
        scope.Grow(10 + random.Next(6));
        var results = Ends(scope).Select(value => (value, scope.Below(ProgramLosses.Count))).ToList();
        return new(seed, inputs, names.Parameters, names.Labels, scope.Statements, results);
    }

    /// <summary>The last variables that nothing reads, three at most; a loop reads its own.</summary>
    private static IEnumerable<Variable> Ends(ProgramScope scope)
    {
        var read = scope.Statements.SelectMany(statement => statement.Reads.Where(variable => variable != statement.Result)).ToHashSet();
        return scope.Statements.Select(statement => statement.Result).Where(result => !read.Contains(result)).TakeLast(3);
    }
}

/// <summary>What all scopes of a program share: names and parameters.</summary>
internal sealed class ProgramNames
{
    private int _count;

    public required Shape Labels { get; init; }

    public List<Variable> Parameters { get; } = [];

    public string Next(string letter) => letter + GraphText.Number(_count++);
}
