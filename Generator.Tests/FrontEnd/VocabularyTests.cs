using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Tensor's methods against PyTorch's numbers: a row an expression.</summary>
public class VocabularyTests
{
    private static readonly Dictionary<string, string> Expressions = new()
    {
        ["sin"] = "x0.Sin()",
        ["cos"] = "x0.Cos()",
        ["floor"] = "x0.Floor()",
        ["ceiling"] = "x0.Ceiling()",
        ["round"] = "x0.Round()",
        ["sign"] = "x0.Sign()",
        ["erf"] = "x0.Erf()",
        ["log1p"] = "x0.Log1p()",
        ["square"] = "x0.Square()",
        ["elu"] = "x0.Elu(0.7)",
        ["mish"] = "x0.Mish()",
        ["detach"] = "x0 * x0.Detach()",
        ["where"] = "Tensor.Where(x0 > 0.3, x0 * x0, -x0)",
        ["where_both"] = "Tensor.Where((x0 > -1) & (x0 <= 1), x0, 2)",
        ["where_either"] = "Tensor.Where((x0 < -1) | !(x0 < 1), (x0 / 10).Exp(), x0)",
        ["where_equal"] = "Tensor.Where(x0.EqualTo(0.5), x0 * 3, x0)",
        ["where_not_equal"] = "Tensor.Where(x0.NotEqualTo(0.5), x0 * 3, x0)",
        ["where_broadcast"] = "Tensor.Where(x0 > x1, x0, x1 * 2)",
        ["where_index"] = "Tensor.Where(labels.Reshape(-1, 1) > 1, x0, -x0)",
        ["where_equal_index"] = "Tensor.Where(labels.Reshape(-1, 1).EqualTo(2), x0, -x0)",
        ["flip"] = "x0.Flip(0, -1)",
        ["mask"] = "x0 * (x0 >= 0).ToTensor()",
        ["min"] = "x0.Min(1)",
        ["min_all"] = "x0.Min()",
        ["min_axes"] = "x0.Min([0, 1], keepDimension: true)",
        ["argmin"] = "x0 * x0.ArgMin(1, keepDimension: true).ToTensor()",
        ["variance"] = "x0.Variance(1)",
        ["variance_all"] = "x0.Variance()",
        ["variance_biased"] = "x0.Variance(0, correction: 0, keepDimension: true)",
        ["deviation"] = "x0.StandardDeviation(1)",
        ["log_sum_exp"] = "x0.LogSumExp(1)",
        ["log_sum_exp_keep"] = "x0.LogSumExp(0, keepDimension: true)",
        ["log_sum_exp_all"] = "x0.LogSumExp()",
        ["norm"] = "x0.Norm(1)",
        ["norm_1"] = "x0.Norm(p: 1.0)",
        ["norm_3"] = "x0.Norm(0, p: 3)",
        ["norm_infinite"] = "x0.Norm(1, double.PositiveInfinity)",
        ["norm_half"] = "x0.Norm(1, 0.5)",
        ["norm_rows_1"] = "x0.Norm(1, 1.0)",
        ["norm_more"] = "x0.Norm(1, 1.5)",
        ["norm_rows"] = "x0.Norm(1, 2.0)",
        ["norm_rows_3"] = "x0.Norm(1, 3.0)",
        ["deviation_biased"] = "x0.StandardDeviation(1, correction: 0)",
        ["pow"] = "x0.Pow(x1)",
        ["sqrt"] = "x0.Sqrt()",
        ["log"] = "x0.Log()",
        ["softplus"] = "x0.Softplus()",
        ["softmax"] = "x0.Softmax()",
        ["least"] = "x0.Min(1)",
        ["greatest"] = "x0.Max()",
        ["cum_sum"] = "x0.CumSum(1)",
        ["cum_sum_first"] = "x0.CumSum(0)",
        ["tril"] = "x0.Tril()",
        ["triu"] = "x0.Triu(1)",
        ["tril_below"] = "x0.Tril(-1)",
        ["squeeze"] = "x0.Squeeze(1)",
        ["squeeze_all"] = "x0.Squeeze()",
        ["unsqueeze"] = "x0.Unsqueeze(1)",
        ["unsqueeze_last"] = "x0.Unsqueeze(-1)",
        ["expand"] = "x0.Expand(2, -1, 5, 4)",
        ["pad"] = "x0.Pad([1, 2])",
        ["pad_two"] = "x0.Pad([1, 0, 2, 3], 0.5)",
        ["chunk"] = "x0.Chunk(2, 2)[0] * x0.Chunk(2, 2)[1]",
        ["split"] = "x0.Split(3, 2)[0].Sum(2) + x0.Split(3, 2)[1].Sum(2)",
        ["one_hot"] = "x0 * labels.OneHot(5)",
        ["likelihood_mean"] = "x0.NegativeLogLikelihood(labels)",
        ["likelihood_sum"] = "x0.NegativeLogLikelihood(labels, Reduction.Sum)",
        ["likelihood_none"] = "x0.NegativeLogLikelihood(labels, Reduction.None)",
        ["kl_mean"] = $"x0.KlDivergence({Sparse})",
        ["kl_sum"] = $"x0.KlDivergence({Sparse}, Reduction.Sum)",
        ["kl_none"] = $"x0.KlDivergence({Sparse}, Reduction.None)",
        ["kl_both"] = "x0.KlDivergence(x1, Reduction.BatchMean)",
        ["hinge"] = "x0.Hinge(x1)",
        ["hinge_margin"] = "x0.Hinge(x1, 0.5, Reduction.Sum)",
        ["cosine"] = "x0.CosineSimilarity(x1)",
        ["cosine_first"] = "x0.CosineSimilarity(x1, axis: 0)",
        ["cross_entropy_square"] = "x0.CrossEntropy(labels.Reshape(3, 3))",
        ["clamp_crossed"] = "x0.Map(t => Math.Clamp(t, 2, 1))",
        ["clamp_equal"] = "x0.Map(t => Math.Clamp(t, 1, 1))",
        ["clamp_wide"] = "x0.Map(t => Math.Clamp(t, -0.5, 0.5))",
        ["clamp_open"] = "x0.Clamp(double.NegativeInfinity, 1)",
        ["clamp_tensors"] = "Tensor.Map((t, low, high) => Math.Clamp(t, low, high), x0, x1, x2)",
    };

    // [[0, 1, 0], [0.2, 0.3, 0.5]].
    private const string Sparse =
        "Tensor.Concat(0, Tensor.Concat(1, Tensor.Zeros(1, 1), Tensor.Ones(1, 1), Tensor.Zeros(1, 1)), Tensor.Concat(1, "
            + "Tensor.Full(0.2, 1, 1), Tensor.Full(0.3, 1, 1), Tensor.Full(0.5, 1, 1)))";

    private static readonly ReferenceChecks Checks = new(References.Vocabulary,
        (reference, type) => ReferenceSource.Spec(reference, Expression(reference), type));

    private static readonly Dictionary<string, string> Axes = new() { ["first"] = "0", ["second"] = "-2", ["last"] = "2" };

    public static TheoryData<string> Names() => [.. Checks.Names];

    public static TheoryData<string> Devices() => [.. TestDevice.Fast];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsArePyTorchs(string name) => Checks.CheckGraph(name);

    [Theory]
    [MemberData(nameof(Devices))]
    public void EmittedCodeIsPyTorchs(string device) => Checks.CheckDevice(device);

    [Fact]
    public void EveryExpressionHasItsNumbers()
        => Assert.Empty(Expressions.Keys.Except(References.Vocabulary.Select(reference => reference.Operation)));

    private static string Expression(OperationReference reference)
    {
        var name = reference.Operation;
        if (Expressions.TryGetValue(name, out var expression)) return expression;
        if (name.StartsWith("einsum ", StringComparison.Ordinal))
            return $"Tensor.Einsum(\"{name["einsum ".Length..]}\", "
                + $"{string.Join(", ", reference.Operands.Select((_, index) => $"x{index}"))})";
        if (name.StartsWith("pow ", StringComparison.Ordinal)) return $"x0.Pow({name["pow ".Length..]})";
        return Loss(name[..name.LastIndexOf('_')], name[(name.LastIndexOf('_') + 1)..]);
    }

    // A loss and what becomes of its terms, such as l1_mean.
    private static string Loss(string loss, string reduction)
    {
        var rest = $"Reduction.{char.ToUpperInvariant(reduction[0])}{reduction[1..]}";
        if (Axes.TryGetValue(loss[(loss.LastIndexOf('_') + 1)..], out var axis))
            return AlongAxis(loss[..loss.LastIndexOf('_')], rest, axis);
        return loss switch
        {
            "l1" => $"x0.L1(x1, {rest})",
            "mean_squared" => $"x0.MeanSquared(x1, {rest})",
            "huber" => $"x0.Huber(x1, 0.5, {rest})",
            "smooth_l1" => $"x0.SmoothL1(x1, 0.5, {rest})",
            "binary_cross_entropy" => $"x0.BinaryCrossEntropy(x1, {rest})",
            "cross_entropy" => $"x0.CrossEntropy(labels, reduction: {rest})",
            "cross_entropy_smooth" => $"x0.CrossEntropy(labels, 0.2, {rest})",
            _ => throw new ArgumentException($"there is no expression for {loss}"),
        };
    }

    // Labels of 2 x 3, the classes along an axis of three.
    private static string AlongAxis(string loss, string reduction, string axis) => loss switch
    {
        "cross_entropy" => $"x0.CrossEntropy(labels.Reshape(2, 3), reduction: {reduction}, axis: {axis})",
        "cross_entropy_smooth" => $"x0.CrossEntropy(labels.Reshape(2, 3), 0.2, {reduction}, {axis})",
        _ => $"x0.LogSoftmax({axis}).NegativeLogLikelihood(labels.Reshape(2, 3), {reduction}, {axis})",
    };
}
