using System.Text;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>A random program as a class in C#.</summary>
internal sealed class CSharpProgram
{
    private static readonly string[] Optimizers =
        ["Sgd(LearningRate = 0.05, Momentum = 0.9)", "Adam(LearningRate = 0.01)", "Sgd(LearningRate = 0.1)"];

    private static readonly (string Name, string Text)[] Functions =
    [
        ("Bend,", "[Elementwise] private static real Bend(real a, real b) => a > b ? Maths.Tanh(a) * b : a + b / 2;"),
        ("Steps)", """
            [Elementwise] private static real Steps(real a)
                {
                    var sum = a;
                    for (var step = 0; step < 3; step++)
                    {
                        if (sum > 1) sum = sum / 2 + Maths.Sin(a);
                        else sum = sum + a / 4;
                    }
                    return sum;
                }
            """),
        ("Mixed(", "private static Tensor Mixed(Tensor a, Tensor b, double by = 2) => (a * by + b).Sin() * a;"),
        ("Halved(", "private static (Tensor Low, Tensor High) Halved(Tensor a) { var low = a * 0.5; return (low.Tanh(), a - low); }"),
    ];

    private readonly StringBuilder _text = new();
    private int _indent = 2;

    /// <summary>The class, whose parameters are those that are used.</summary>
    public static string Write(RandomProgram program, string name, bool isDouble)
    {
        var writer = new CSharpProgram();
        foreach (var statement in program.Statements) writer.Write(statement);
        var body = writer._text.ToString();
        var values = string.Join(", ", program.Results.Select(result => result.Value.Name));
        var types = string.Join(", ", program.Results.Select((_, number) => $"Tensor Y{GraphText.Number(number)}"));
        var several = program.Results.Count > 1;
        var losses = string.Concat(program.Results.Select((_, number) => $"Tensor y{GraphText.Number(number)}, "));
        var inputs = string.Concat(
            program.Inputs.Select(input => $"[Shape({ProgramText.CSharp(input.Shape.Dims)})] Tensor {input.Name}, "));
        var functions = Functions.Where(function => body.Contains(function.Name, StringComparison.Ordinal))
            .Select(function => function.Text).Distinct();
        var members = program.Parameters
            .Select(parameter => $"[Parameter({ProgramText.CSharp(parameter.Shape.Dims)})] private readonly Tensor {parameter.Name};")
            .Concat(functions.Select(function => Typed(function, isDouble)));
        var labels = $"[Shape({ProgramText.CSharp(program.Labels.Dims)})] IndexTensor labels";
        return $$"""
            [Model(Precision = Precision.{{(isDouble ? "Double" : "Single")}}), {{Optimizers[program.Seed % Optimizers.Length]}}]
            public partial class {{name}}
            {
                {{string.Join("\n    ", members)}}
                public {{(several ? $"({types})" : "Tensor")}} Forward({{inputs}}{{labels}}, int K, bool M)
                {
            {{body}}        return {{(several ? $"({values})" : values)}};
                }
                public Tensor Loss({{losses}}IndexTensor labels) => {{ProgramLosses.CSharp(program)}};
            }

            """;
    }

    private static string Typed(string function, bool isDouble) => function
        .Replace("real", isDouble ? "double" : "float", StringComparison.Ordinal)
        .Replace("Maths", isDouble ? "Math" : "MathF", StringComparison.Ordinal);

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Assignment assignment:
                Line($"var {assignment.Result.Name} = {ProgramText.Filled(assignment.CSharp, assignment.Arguments)};");
                break;
            case Loop loop:
                WriteLoop(loop);
                break;
            case Branch branch:
                Line($"Tensor {branch.Result.Name};");
                Line($"if ({ProgramText.Filled(branch.CSharp, [branch.Sized])})");
                WriteBlock(branch.Then, branch.Result);
                Line("else");
                WriteBlock(branch.Else, branch.Result);
                break;
        }
    }

    private void WriteLoop(Loop loop)
    {
        var (range, index) = (loop.Range, loop.Range.Index);
        var (name, list) = (loop.Result.Name, loop.Result.Name + "s");
        var isUp = range.Step > 0;
        var first = isUp ? GraphText.Number(range.Start) : $"{range.CSharp} - 1";
        var condition = isUp ? $"{index} < {range.CSharp}" : $"{index} >= {range.Start}";
        var step = isUp ? $"{index} += {range.Step}" : $"{index} -= {-range.Step}";
        Line($"var {name} = {loop.Start.Name};");
        if (loop.HasList) Line($"var {list} = new System.Collections.Generic.List<Tensor>();");
        if (range.IsWhile) Line($"var {index} = {first};");
        Line(range.IsWhile ? $"while ({condition})" : $"for (var {index} = {first}; {condition}; {step})");
        Line("{");
        if (loop.Skips) Line($"    if ({index} == 1) continue;");
        WriteInner(loop.Body, loop.Result,
            [.. loop.HasList ? [$"{list}.Add({name});"] : (string[])[], .. range.IsWhile ? [step + ";"] : (string[])[]]);
        if (loop.HasList) Line($"{name} = {name} + Tensor.Stack(0, {list}).Sum(0) * 0.1;");
    }

    private void WriteBlock(Block block, Variable result, params string[] last)
    {
        Line("{");
        WriteInner(block, result, last);
    }

    /// <summary>A block behind its opening brace.</summary>
    private void WriteInner(Block block, Variable result, params string[] last)
    {
        _indent++;
        foreach (var statement in block.Statements) Write(statement);
        Line($"{result.Name} = {block.Value.Name};");
        foreach (var line in last) Line(line);
        _indent--;
        Line("}");
    }

    private void Line(string line) => _text.Append(' ', 4 * _indent).Append(line).Append('\n');
}
