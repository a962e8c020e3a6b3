using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Einstein's sums, as transposes, one batched product for each pair of operands, and a sum.</summary>
internal static partial class Composites
{
    /// <summary>Letters name the axes of each operand; those that the result does not name are summed over.</summary>
    /// <exception cref="ShapeException">The equation has another form, or sizes of a letter differ.</exception>
    public static Node Einsum(this GraphBuilder b, string equation, IReadOnlyList<Node> operands)
    {
        var (names, result) = Sides(equation);
        if (names.Length != operands.Count)
            throw new ShapeException($"\"{equation}\" names {names.Length} operands, but got {operands.Count}");
        if (result.Except(string.Concat(names)).Any() || result.Distinct().Count() != result.Length)
            throw new ShapeException($"the result of \"{equation}\" names each letter of the operands once at most");
        var terms = names.Zip(operands, (letters, node) => Term(equation, letters, node)).ToList();
        var first = terms[0];
        for (var next = 1; next < terms.Count; next++)
            first = b.Pair(first, terms[next], string.Concat(terms.Skip(next + 1).Select(term => term.Letters)) + result);
        return b.Ordered(b.Summed(first, result), result).Node;
    }

    /// <summary>The letters of each operand, and those of the result: if it has none, all that are named once.</summary>
    private static (string[] Operands, string Result) Sides(string equation)
    {
        var sides = equation.Replace(" ", "").Split(["->"], StringSplitOptions.None);
        var names = sides[0].Split(',');
        var used = string.Concat(names);
        var result = sides.Length == 2 ? sides[1] : string.Concat(used.Where(IsSingle).OrderBy(letter => letter));
        if (sides.Length > 2 || !used.Concat(result).All(char.IsLetter))
            throw new ShapeException($"\"{equation}\" is not of the form \"ij,jk->ik\": letters for axes, commas between operands");
        return (names, result);

        bool IsSingle(char letter) => used.Count(other => other == letter) == 1;
    }

    private static EinsumTerm Term(string equation, string letters, Node node)
    {
        if (letters.Length != node.Type.Rank)
            throw new ShapeException($"\"{letters}\" of \"{equation}\" names {letters.Length} axes, but the operand is {node.Type.Shape}");
        if (letters.Distinct().Count() != letters.Length)
            throw new ShapeException($"\"{letters}\" of \"{equation}\" names a letter twice: diagonals are not taken");
        return new(node, letters);
    }

    /// <summary>Two operands as one product [shared, left, sum] x [shared, sum, right].</summary>
    private static EinsumTerm Pair(this GraphBuilder b, EinsumTerm left, EinsumTerm right, string later)
    {
        var (x, y) = (b.Summed(left, right.Letters + later), b.Summed(right, left.Letters + later));
        var both = b.CommonLetters(x, y);
        var (shared, sum) = (Only(both, later.Contains), Only(both, letter => !later.Contains(letter)));
        var (rows, columns) = (string.Concat(x.Letters.Except(both)), string.Concat(y.Letters.Except(both)));
        var a = b.Matrices(x, shared, rows, sum);
        var c = b.Matrices(y, shared, sum, columns);
        return new(b.Reshape(b.MatMul(a, c), Shape.Of([.. shared.Concat(rows).Select(x.Size), .. columns.Select(y.Size)])),
            shared + rows + columns);
    }

    /// <summary>A term as matrices, one for each place of the leading letters.</summary>
    private static Node Matrices(this GraphBuilder b, EinsumTerm term, string leading, string rows, string columns)
        => b.Reshape(b.Ordered(term, leading + rows + columns).Node,
            Shape.Of([.. leading.Select(term.Size), term.Product(rows), term.Product(columns)]));

    /// <summary>The letters that two terms have, which must be of one size.</summary>
    private static string CommonLetters(this GraphBuilder b, EinsumTerm x, EinsumTerm y)
    {
        var both = string.Concat(x.Letters.Intersect(y.Letters));
        foreach (var letter in both)
            b.Require(x.Size(letter), y.Size(letter), $"\"{letter}\" is {x.Size(letter)} in one operand and {y.Size(letter)} in another");
        return both;
    }

    private static string Only(string letters, Func<char, bool> isTaken) => string.Concat(letters.Where(isTaken));

    /// <summary>The term without the axes that are named nowhere else.</summary>
    private static EinsumTerm Summed(this GraphBuilder b, EinsumTerm term, string keptLetters)
    {
        var axes = Enumerable.Range(0, term.Letters.Length).Where(axis => !keptLetters.Contains(term.Letters[axis])).ToList();
        return axes.Count == 0 ? term : new(b.Sum(term.Node, axes), string.Concat(term.Letters.Where(keptLetters.Contains)));
    }

    private static EinsumTerm Ordered(this GraphBuilder b, EinsumTerm term, string letters)
        => letters == term.Letters
            ? term
            : new(b.Transpose(term.Node, letters.Select(letter => term.Letters.IndexOf(letter)).ToList()), letters);

    private sealed record EinsumTerm(Node Node, string Letters)
    {
        public Dim Size(char letter) => Node.Type.Shape[Letters.IndexOf(letter)];

        public Dim Product(string letters) => letters.Aggregate(Dim.One, (product, letter) => product * Size(letter));
    }
}
