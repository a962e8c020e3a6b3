using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>The statements of Forward, a loop or a branch while random ones are added; what may be read there stands in a list.</summary>
internal sealed class ProgramScope(Random random, ProgramNames names, int depth)
{
    private const long MostElements = 400;

    private const int HighestRank = 5;

    private const int MostParameters = 8;

    private static readonly Dictionary<string, long> UsualSizes = new() { ["N"] = 3, ["T"] = 4 };

    private static readonly Dictionary<string, long> LeastSizes = new() { ["N"] = 1, ["T"] = 1 };

    private static readonly Action<ProgramScope>[] Families =
    [
        ProgramElementwise.Add, ProgramElementwise.Add, ProgramElementwise.Add, ProgramElementwise.Add, ProgramMovement.Add,
        ProgramMovement.Add, ProgramMovement.Add,
        ProgramReductions.Add, ProgramReductions.Add, ProgramProducts.Add, ProgramWindows.Add, ProgramControl.Add,
    ];

    public List<Variable> Variables { get; init; } = [];

    public List<Statement> Statements { get; } = [];

    public ProgramNames Names => names;

    public Random Random => random;

    /// <summary>How many loops and branches are around.</summary>
    public int Depth => depth;

    /// <summary>The indices of the loops around, and the size below which each stays, where there is one.</summary>
    public List<(string Name, Dim? Below)> Indices { get; init; } = [];

    /// <summary>Adds so many statements, as far as tries suffice.</summary>
    public void Grow(int statements)
    {
        for (var tries = 0; tries < 8 * statements && Statements.Count < statements; tries++) Pick(Families)(this);
    }

    public ProgramScope Inner() => new(random, names, depth + 1) { Variables = [.. Variables], Indices = [.. Indices] };

    public int Below(int count) => random.Next(count);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>A variable, more often a late one, so that programs grow deep.</summary>
    public Variable Any() => Chance(0.5) ? Variables[^(1 + Below(Math.Min(3, Variables.Count)))] : Pick(Variables);

    public Variable? Any(Func<Variable, bool> condition)
        => Variables.Where(condition).ToList() is { Count: > 0 } found ? Pick(found) : null;

    /// <summary>A variable that broadcasts with another one without a check; itself now and then.</summary>
    public Variable Partner(Variable x)
        => Chance(0.15) ? x : Any(other => Joined(other.Shape, x.Shape) is { } joined && IsSmall(joined)) ?? x;

    /// <summary>A parameter of that shape, an old one sometimes.</summary>
    public Variable Parameter(Shape shape)
    {
        var same = names.Parameters.Where(parameter => parameter.Shape == shape).ToList();
        if (same.Count > 0 && (Chance(0.4) || names.Parameters.Count >= MostParameters)) return Pick(same);
        var made = new Variable("p" + GraphText.Number(names.Parameters.Count), shape);
        names.Parameters.Add(made);
        Variables.Add(made);
        return made;
    }

    /// <summary>Assigns an expression to a new variable, unless that were too large.</summary>
    public Variable? Assign(Shape shape, string csharp, string pytorch, params Variable[] arguments)
    {
        if (!IsSmall(shape)) return null;
        var result = new Variable(names.Next("v"), shape);
        Add(new Assignment(result, csharp, pytorch, arguments));
        return result;
    }

    public void Add(Statement statement)
    {
        Statements.Add(statement);
        Variables.Add(statement.Result);
    }

    /// <summary>The shape that two broadcast to whatever the symbols are; null where that depends on them.</summary>
    public static Shape? Joined(Shape a, Shape b)
    {
        var (shorter, longer) = a.Rank < b.Rank ? (a, b) : (b, a);
        var skip = longer.Rank - shorter.Rank;
        var pairs = shorter.Dims.Zip(longer.Dims.Skip(skip), (left, right) => (left, right)).ToList();
        if (!pairs.All(pair => pair.left == pair.right || pair.left.IsOne || pair.right.IsOne)) return null;
        return Shape.Of(longer.Dims.Take(skip).Concat(pairs.Select(pair => pair.left.IsOne ? pair.right : pair.left)));
    }

    /// <summary>The least that a size can be.</summary>
    public static long Least(Dim dim) => dim.Evaluate(LeastSizes);

    /// <summary>Whether a value of that shape is quick to compute.</summary>
    public static bool IsSmall(Shape shape) => shape.Rank <= HighestRank && shape.Size.Evaluate(UsualSizes) <= MostElements;
}
