using System.Globalization;
using System.Text;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>What Load took of a file, and what did not fit; of a strict Load nothing did not. It prints itself.</summary>
/// <param name="Loaded">How many parameters and buffers were taken.</param>
/// <param name="Missing">The model's names that the file does not have, as PyTorch's missing_keys; these tensors stayed as they
/// were.</param>
/// <param name="Unexpected">The file's names that the model does not have, as PyTorch's unexpected_keys; those that map left out are not
/// here.</param>
/// <param name="Mismatched">Those of another shape, or of a type that is no floating-point number; these tensors stayed as they
/// were.</param>
/// <param name="IsTrainingResumed">
/// Whether training goes on from the file: by its step count, seed and learning rate, and by what the optimizer kept for the tensors that
/// were taken. For others, and if this is false, the optimizer begins anew.
/// </param>
public sealed record LoadReport(
    int Loaded,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unexpected,
    IReadOnlyList<MismatchedTensor> Mismatched,
    bool IsTrainingResumed)
{
    private const int MostLines = 20;

    /// <summary>Whether everything fitted.</summary>
    public bool IsComplete => Missing.Count + Unexpected.Count + Mismatched.Count == 0;

    /// <summary>How many tensors were taken, then a line for each that did not fit; of very many the first 20 of each kind.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Loaded} {(Loaded == 1 ? "tensor" : "tensors")} loaded");
        if (IsTrainingResumed) text.Append(", training goes on from the file");
        if (IsComplete) return text.Append(", everything fits").ToString();
        Add(text, "missing in the file", Missing.Select(FileText.Quoted), Missing.Count);
        Add(text, "not in the model", Unexpected.Select(FileText.Quoted), Unexpected.Count);
        Add(text, "of another shape or type", Mismatched.Select(item => item.ToString()), Mismatched.Count);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string what, IEnumerable<string> items, int count)
    {
        if (count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{what}: {count}");
        foreach (var item in items.Take(MostLines)) text.Append("\n  ").Append(item);
        if (count > MostLines) text.Append(CultureInfo.InvariantCulture, $"\n  and {count - MostLines} more");
    }
}
