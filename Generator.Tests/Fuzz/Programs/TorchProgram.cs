using System.Text;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// A random program as a function in Python: forward(K, M, N, T, labels, inputs and parameters) gives the loss, then the results.
/// </summary>
internal sealed class TorchProgram
{
    private readonly StringBuilder _text = new();
    private int _indent = 1;

    public static string Write(RandomProgram program)
    {
        var writer = new TorchProgram();
        foreach (var statement in program.Statements) writer.Write(statement);
        for (var number = 0; number < program.Results.Count; number++)
            writer.Line($"y{GraphText.Number(number)} = {program.Results[number].Value.Name}");
        var results = string.Concat(program.Results.Select((_, number) => $", y{GraphText.Number(number)}"));
        writer.Line($"return {ProgramLosses.PyTorch(program)}{results}");
        var names = string.Join(", ", program.Inputs.Concat(program.Parameters).Select(variable => variable.Name));
        return $"def forward(K, M, N, T, labels, {names}):\n{writer._text}";
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Assignment assignment:
                Line($"{assignment.Result.Name} = {ProgramText.Filled(assignment.PyTorch, assignment.Arguments)}");
                break;
            case Loop loop:
                WriteLoop(loop);
                break;
            case Branch branch:
                Line($"if {ProgramText.Filled(branch.PyTorch, [branch.Sized])}:");
                WriteBlock(branch.Then, branch.Result);
                Line("else:");
                WriteBlock(branch.Else, branch.Result);
                break;
        }
    }

    private void WriteLoop(Loop loop)
    {
        var (range, name) = (loop.Range, loop.Result.Name);
        var bounds = range.Step > 0
            ? $"{range.Start}, {range.PyTorch}, {range.Step}"
            : $"{range.PyTorch} - 1, {range.Start} - 1, {range.Step}";
        Line($"{name} = {loop.Start.Name}");
        Line($"{name}s = []");
        Line($"for {range.Index} in range({bounds}):");
        if (loop.Skips) Line($"    if {range.Index} == 1: continue");
        WriteBlock(loop.Body, loop.Result, $"{name}s.append({name})");
        if (loop.HasList) Line($"{name} = {name} + sum({name}s, torch.zeros_like({name})) * 0.1");
    }

    private void WriteBlock(Block block, Variable result, params string[] last)
    {
        _indent++;
        foreach (var statement in block.Statements) Write(statement);
        Line($"{result.Name} = {block.Value.Name}");
        foreach (var line in last) Line(line);
        _indent--;
    }

    private void Line(string line) => _text.Append(' ', 4 * _indent).Append(line).Append('\n');
}
