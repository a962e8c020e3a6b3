using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// A graph, or the body of a loop or a branch, while random operations are added to it; what is there already stands in pools to choose
/// from.
/// </summary>
internal sealed class RandomScope(GraphBuilder builder, Random random, bool isSmooth, int depth)
{
    /// <summary>No tensor has more elements than this at the usual sizes, so that many graphs can be run.</summary>
    private const long MostElements = 100;

    private const int HighestRank = 5;

    private static readonly Dictionary<string, long> UsualSizes = new() { ["N"] = 3, ["M"] = 2, ["K"] = 2 };

    private static readonly Dictionary<string, long> LeastSizes = new() { ["N"] = 1, ["M"] = 1, ["K"] = 0 };

    private static readonly Action<RandomScope>[] Families =
    [
        RandomElementwise.Add, RandomElementwise.Add, RandomElementwise.Add, RandomElementwise.Add, RandomMovement.Add, RandomMovement.Add,
        RandomMovement.Add,
        RandomReductions.Add, RandomReductions.Add, RandomProducts.Add, RandomWindows.Add, RandomRows.Add, RandomSources.Add,
        RandomControl.Add,
        RandomFactors.Add,
    ];

    private static readonly Action<RandomScope>[] MixedFamilies =
        [.. Families, RandomConversions.Add, RandomConversions.Add, RandomConversions.Add, RandomConversions.Add];

    private Node? _last;

    public GraphBuilder Builder => builder;

    /// <summary>Whether a gradient must exist everywhere: no kinks, no steps, and values that stay small.</summary>
    public bool IsSmooth => isSmooth;

    /// <summary>Whether values have several float types.</summary>
    public bool IsMixed { get; init; }

    /// <summary>How many loops and branches are around.</summary>
    public int Depth => depth;

    /// <summary>Floats of the usual type and any shape.</summary>
    public List<Node> Floats { get; } = [];

    /// <summary>Those of them that depend on nothing that a gradient is taken of.</summary>
    public List<Node> Data { get; } = [];

    /// <summary>Floats of narrower types.</summary>
    public List<Node> Narrow { get; } = [];

    public List<Node> Indices { get; } = [];

    /// <summary>Truth values of any shape.</summary>
    public List<Node> Conditions { get; } = [];

    /// <summary>The indices of the loops around, and how often these run.</summary>
    public List<(Dim Index, Dim Count)> Turns { get; init; } = [];

    /// <summary>Adds operations; operands that do not meet cost a try.</summary>
    public void Grow(int tries)
    {
        for (; tries > 0; tries--)
        {
            try
            {
                Pick(IsMixed ? MixedFamilies : Families)(this);
            }
            catch (ShapeException)
            {
                // Another choice follows.
            }
        }
    }

    public int Below(int count) => random.Next(count);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>
    /// A float, more often a late one, so that graphs grow deep, and at times the one that was taken last, so that values are used twice.
    /// </summary>
    public Node Float()
        => _last = _last is not null && Chance(0.2) ? _last : Chance(0.5) ? Floats[^(1 + Below(Math.Min(3, Floats.Count)))] : Pick(Floats);

    public Node FloatOfRank(int least) => Pick(Floats.Where(node => node.Type.Rank >= least).DefaultIfEmpty(Floats[0]).ToList());

    /// <summary>A float that broadcasts with another without a guard; at times that itself.</summary>
    public Node Partner(Node x)
    {
        if (Chance(0.15)) return x;
        var candidates = Floats.Where(node => Meets(node.Type.Shape, x.Type.Shape)).ToList();
        return candidates.Count == 0 || Chance(0.1) ? Number() : Pick(candidates);
    }

    /// <summary>A number, of those that identities look for.</summary>
    public Node Number() => builder.Constant(Pick(isSmooth ? [0, 1, -1, 2, 0.5] : (IReadOnlyList<double>)[0, 1, -1, 2, 0.5, 3, -4]));

    /// <summary>Keeps a new node among the choices, unless it is too large.</summary>
    public Node Keep(Node node)
    {
        if (node.Type.Rank > HighestRank || SizeOf(node.Type.Shape) > MostElements) throw new ShapeException("too large to go on with");
        Pool(node.Type.Element).Add(node);
        return node;
    }

    /// <summary>The choices of a type.</summary>
    public List<Node> Pool(ElementType type) => type switch
    {
        ElementType.Bool => Conditions,
        ElementType.Int32 => Indices,
        ElementType.Float64 => Floats,
        _ => Narrow,
    };

    /// <summary>A float of any type.</summary>
    public Node AnyFloat() => Narrow.Count > 0 && Chance(0.4) ? Pick(Narrow) : Float();

    /// <summary>Whether two shapes broadcast whatever the symbols are, to one that is not too large.</summary>
    public bool Meets(Shape a, Shape b)
    {
        var (shorter, longer) = a.Rank < b.Rank ? (a, b) : (b, a);
        var pairs = shorter.Dims.Zip(longer.Dims.Skip(longer.Rank - shorter.Rank), (left, right) => (left, right)).ToList();
        if (!pairs.All(pair => pair.left == pair.right || pair.left.IsOne || pair.right.IsOne)) return false;
        return SizeOf(Shape.Of(longer.Dims.Take(longer.Rank - shorter.Rank)
            .Concat(pairs.Select(pair => pair.left.IsOne ? pair.right : pair.left)))) <= MostElements;
    }

    /// <summary>Whether a dimension is 1 or more whatever the symbols are.</summary>
    public bool IsNeverEmpty(Dim dim) => Evaluate(dim, LeastSizes, 0) > 0;

    /// <summary>A float of a shape without symbols, from the elements of another one.</summary>
    public Node Filled(Shape shape)
    {
        var source = Pick(Floats.Where(node => node.Type.Shape.Size.Constant > 0).DefaultIfEmpty(builder.Constant(0.5)).ToList());
        var (have, want) = (source.Type.Shape.Size.Constant!.Value, shape.Size.Constant!.Value);
        var flat = builder.Reshape(source, Shape.Of(have));
        return builder.Reshape(have < want ? builder.Pad(flat, 0, 0, want - have) : have > want ? builder.Slice(flat, 0, 0, want) : flat,
            shape);
    }

    private long SizeOf(Shape shape) => Evaluate(shape.Size, UsualSizes, 1);

    private long Evaluate(Dim dim, Dictionary<string, long> sizes, long turn)
    {
        var values = new Dictionary<string, long>(sizes);
        foreach (var (index, _) in Turns) values[index.ToString()] = turn;
        return dim.Evaluate(values);
    }
}
