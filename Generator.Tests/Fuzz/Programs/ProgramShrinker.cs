using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Makes a program smaller, a step at a time, while it keeps a fault.</summary>
internal static class ProgramShrinker
{
    /// <param name="program">A program with the fault.</param>
    /// <param name="isFaulty">Whether a smaller program has the fault still.</param>
    public static RandomProgram Run(RandomProgram program, Func<RandomProgram, bool> isFaulty)
    {
        while (Smaller(program) is { } better) program = better;
        return program;

        RandomProgram? Smaller(RandomProgram of)
            => Candidates(of).Select(Lean).FirstOrDefault(smaller => Size(smaller) < Size(of) && isFaulty(smaller));
    }

    /// <summary>Statements, those in blocks too, and results.</summary>
    public static int Size(RandomProgram program) => (2 * Size(program.Statements)) + program.Results.Count + program.Parameters.Count;

    private static int Size(IEnumerable<Statement> statements)
        => statements.Sum(statement => 1 + statement.Reads.Count() + statement.Blocks.Sum(block => Size(block.Statements)));

    /// <summary>The boldest first.</summary>
    private static IEnumerable<RandomProgram> Candidates(RandomProgram program)
    {
        foreach (var result in program.Results) if (program.Results.Count > 1) yield return program with { Results = [result] };
        foreach (var (value, loss) in program.Results)
            foreach (var other in program.Statements.Select(statement => statement.Result).Where(other => other != value))
                yield return program with { Results = [(other, loss)] };
        foreach (var (statements, replace) in Fewer(program.Statements, [.. program.Inputs, .. program.Parameters]))
        {
            var results = program.Results.Select(result => (replace(result.Value), result.Loss));
            yield return program with { Statements = statements, Results = [.. results] };
        }
    }

    /// <summary>The statements with one left out or made simpler, and what stands for each variable then.</summary>
    private static IEnumerable<(IReadOnlyList<Statement> Statements, Func<Variable, Variable> Replace)> Fewer(
        IReadOnlyList<Statement> all, IReadOnlyList<Variable> before)
    {
        var visible = before.ToList();
        for (var place = 0; place < all.Count; place++)
        {
            var (head, statement, tail) = (all.Take(place).ToList(), all[place], all.Skip(place + 1).ToList());
            foreach (var other in visible.Where(other => other.Shape == statement.Result.Shape)) yield return Replaced([], other);
            foreach (var block in statement is Branch ? statement.Blocks : []) yield return Replaced(block.Statements, block.Value);
            foreach (var simpler in Simpler(statement, visible)) yield return ([.. head, simpler, .. tail], variable => variable);
            visible.Add(statement.Result);

            (IReadOnlyList<Statement>, Func<Variable, Variable>) Replaced(IEnumerable<Statement> instead, Variable by)
            {
                Variable Replace(Variable variable) => variable == statement.Result ? by : variable;
                return ([.. head, .. instead, .. tail.Select(later => later.With(Replace))], Replace);
            }
        }
    }

    /// <summary>A statement with a smaller block, without a list, or as one number all over.</summary>
    private static IEnumerable<Statement> Simpler(Statement statement, IReadOnlyList<Variable> visible)
    {
        if (statement is Loop loop)
        {
            if (loop.HasList) yield return loop with { HasList = false };
            if (loop.Skips) yield return loop with { Skips = false };
            foreach (var body in Fewer(loop.Body, [.. visible, loop.Result])) yield return loop with { Body = body };
        }
        else if (statement is Branch branch)
        {
            foreach (var then in Fewer(branch.Then, visible)) yield return branch with { Then = then };
            foreach (var otherwise in Fewer(branch.Else, visible)) yield return branch with { Else = otherwise };
        }

        var sizes = statement.Result.Shape.Dims;
        var (csharp, pytorch) = ($"Tensor.Full(0.5, {ProgramText.CSharp(sizes)})", $"full(0.5, {ProgramText.PyTorch(sizes)})");
        if (sizes.Count > 0) yield return new Assignment(statement.Result, csharp, pytorch, []);
    }

    private static IEnumerable<Block> Fewer(Block block, IReadOnlyList<Variable> visible)
        => Fewer(block.Statements, visible).Select(fewer => new Block(fewer.Statements, fewer.Replace(block.Value)));

    /// <summary>Without what nothing reads.</summary>
    private static RandomProgram Lean(RandomProgram program)
    {
        var read = program.Results.Select(result => result.Value).ToHashSet();
        var kept = Lean(program.Statements, read);
        var scale = ProgramLosses.Scale(program);
        var parameters = program.Parameters.Where(parameter => read.Contains(parameter) || parameter == scale);
        return program with { Statements = kept, Parameters = [.. parameters] };
    }

    private static List<Statement> Lean(IReadOnlyList<Statement> statements, HashSet<Variable> read)
    {
        var kept = new List<Statement>();
        foreach (var statement in statements.Reverse().Where(statement => read.Contains(statement.Result)))
        {
            kept.Insert(0, statement);
            read.UnionWith(statement.Reads);
        }

        return kept;
    }
}
