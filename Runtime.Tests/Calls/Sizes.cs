namespace ModelGen.Tests.Calls;

/// <summary>A symbol that stands only in a product with a number.</summary>
[Model]
[Sgd(LearningRate = 0.1)]
public partial class Paired
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("N", "2*K")] Tensor x) => x.Reshape("N", "K", 2).Sum(2) * weight;

    public Tensor Loss(Tensor y, [Shape("N", "K")] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same in double precision, with a number beside the product.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.1)]
public partial class Odd
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("N", "2*K+1")] Tensor x)
    {
        var (size, half) = (x.Size(1), x.Size(1) / 2);
        return (x.Slice(1, 0, half) + x.Slice(1, half + 1, size)) * weight;
    }

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

/// <summary>A symbol beside one that another input tells, which comes later.</summary>
[Model]
[Sgd]
public partial class Beside
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("H+K", 3)] Tensor x, [Shape("H")] Tensor y)
        => (x.Slice(0, y.Size(0), x.Size(0)) * weight).Sum(1) + y.Sum();

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

/// <summary>Two such symbols, which only shapes tell.</summary>
[Model]
[Sgd]
public partial class Halved
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape(1, "2*H", "2*W")] Tensor image) => image.Reshape("H", 2, "W", 2).Sum([1, 3]) * weight;

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

/// <summary>Text of any number of rows and columns, with one number as its second result.</summary>
[Model]
[Sgd(LearningRate = 0.5)]
public partial class Text
{
    [Parameter(5, 4)]
    private readonly Tensor table;

    public (Tensor Logits, Tensor Size) Forward([Shape("N", "T")] IndexTensor text)
    {
        var logits = table.Gather(text);
        return (logits, logits.Square().Sum());
    }

    public Tensor Loss(Tensor logits, Tensor size, [Shape("N", "T")] IndexTensor next) => logits.CrossEntropy(next) + 0.01 * size;
}

/// <summary>A symbol that is an input's name, one in capitals, and one number as an input.</summary>
[Model]
public partial class Named
{
    public Tensor Forward([Shape("n", "HW", "Rows")] Tensor n, [Shape] Tensor hw, int kind) => n.Sum(2) * hw * kind;
}

/// <summary>Sizes of which a call is told one as a whole number.</summary>
[Model]
public partial class Told
{
    public Tensor Forward([Shape("N", "rows*columns")] Tensor x, int rows, int columns) => x.Reshape("N", "rows", "columns").Sum(1);
}
