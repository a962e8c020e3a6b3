using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>The terms of a random program's loss, one for each result, in both languages.</summary>
internal static class ProgramLosses
{
    // {0} is the result, {1} a parameter of one number, {2} the result's sizes.
    private static readonly (string CSharp, string PyTorch)[] All =
    [
        ("({0} * {0} * 0.3 + ({0} * 1.7).Sin()).Mean()", "({0} * {0} * 0.3 + torch.sin({0} * 1.7)).mean()"),
        ("({0} - 0.2).Square().Sum() * 0.1", "torch.square({0} - 0.2).sum() * 0.1"),
        ("(({0} - 0.5) * ({0} - 0.5) * {1}).Mean()", "(({0} - 0.5) * ({0} - 0.5) * {1}).mean()"),
        ("{0}.MeanSquared(Tensor.Full({2}))", "F.mse_loss({0}, full({2}))"),
        ("{0}.SmoothL1(Tensor.Full({2}))", "F.smooth_l1_loss({0}, full({2}))"),
        ("{0}.CrossEntropy(labels)", "F.cross_entropy({0}, labels)"),
    ];

    public static int Count => All.Length;

    public static string CSharp(RandomProgram program)
        => string.Join(" + ", program.Results.Select((result, number)
            => Term(program, number, Template(program, result).CSharp, ProgramText.CSharp(result.Value.Shape.Dims))));

    public static string PyTorch(RandomProgram program)
        => string.Join(" + ", program.Results.Select((result, number)
            => Term(program, number, Template(program, result).PyTorch, ProgramText.PyTorch(result.Value.Shape.Dims))));

    public static Variable Scale(RandomProgram program) => program.Parameters.First(parameter => parameter.Shape == Shape.Of(1));

    private static string Term(RandomProgram program, int number, string template, string sizes)
        => ProgramText.Filled(template, [new($"y{GraphText.Number(number)}", default), Scale(program)])
            .Replace("{2}", sizes.Length == 0 ? "0.3" : $"0.3, {sizes}", StringComparison.Ordinal);

    /// <summary>Class scores where a result has them, else a loss of numbers.</summary>
    private static (string CSharp, string PyTorch) Template(RandomProgram program, (Variable Value, int Loss) result)
    {
        var shape = result.Value.Shape;
        var hasClasses = shape.Rank == 2 && shape[0] == program.Labels[0] && shape[1].Constant >= 2;
        return All[result.Loss == All.Length - 1 && !hasClasses ? 0 : result.Loss];
    }
}
