using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Lecture;

/// <summary>
/// Holds a lesson's numbers against PyTorch's stored ones (References/make_lecture.py), which were computed in double precision from the
/// same start.
/// </summary>
/// <param name="lesson">The lesson's numbers.</param>
internal sealed class Report(JsonElement lesson)
{
    // A float has 24 bits; sums of a thousand products lose a few, and each step of training starts from the rounding of the one before.
    private const double Tolerance = 2e-5;

    private readonly Table _table = new Table().Border(TableBorder.Simple).AddColumns("number", "ModelGen", "PyTorch", "difference", "");
    private readonly List<string> _notes = [];
    private bool _isSame = true;

    /// <summary>Something that the lesson shows beside its numbers.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Numbers of one tensor: as many as PyTorch's file has of it.</summary>
    /// <param name="path">Its place in the file, such as <c>first/w1</c>.</param>
    /// <param name="values">The lesson's.</param>
    public void Compare(string path, ReadOnlySpan<float> values)
    {
        var stored = Stored(lesson, path);
        var (scale, worst) = (Math.Max(stored.Max(Math.Abs), 1e-30), 0.0);
        for (var index = 0; index < stored.Length; index++) worst = Math.Max(worst, Math.Abs(values[index] - stored[index]) / scale);
        var name = stored.Length == 1 ? path : $"{path}, the first of {stored.Length}";
        _table.AddRow(name.EscapeMarkup(), Text(values[0]), Text(stored[0]), Difference(worst), Verdict(worst, Tolerance));
    }

    /// <summary>One number.</summary>
    public void Compare(string path, double value) => Compare(path, [(float)value]);

    /// <summary>The losses of training: the first, one in the middle and the last are shown, all are compared.</summary>
    /// <param name="path">Their place in the file.</param>
    /// <param name="losses">One for each step.</param>
    public void Losses(string path, IReadOnlyList<float> losses)
    {
        var stored = Stored(lesson, path);
        if (losses.Count != stored.Length)
            throw new InvalidOperationException($"{path}: {losses.Count} steps were made, PyTorch made {stored.Length}.");
        var worst = losses.Zip(stored, (loss, expected) => Math.Abs(loss - expected) / Math.Max(Math.Abs(expected), stored[0] * 1e-3))
            .Max();
        foreach (var step in new[] { 0, losses.Count / 2, losses.Count - 1 }) Row($"{path}, step {step + 1}", losses[step], stored[step]);
        _table.AddRow($"{path}, all {losses.Count} steps", "", "", Difference(worst), Verdict(worst, 10 * Tolerance));
    }

    /// <summary>Prints the table.</summary>
    /// <returns>Whether all numbers are PyTorch's.</returns>
    public bool Show()
    {
        if (_table.Rows.Count > 0) AnsiConsole.Write(_table);
        foreach (var note in _notes) AnsiConsole.WriteLine(note);
        AnsiConsole.WriteLine();
        return _isSame;
    }

    private static double[] Stored(JsonElement from, string path)
    {
        foreach (var name in path.Split('/')) from = from.GetProperty(name);
        return from.ValueKind == JsonValueKind.Array ? [.. from.EnumerateArray().Select(item => item.GetDouble())] : [from.GetDouble()];
    }

    private void Row(string name, double value, double stored)
        => _table.AddRow(name.EscapeMarkup(), Text(value), Text(stored), Difference(Math.Abs(value - stored) / Math.Abs(stored)), "");

    private string Verdict(double worst, double bound)
    {
        _isSame &= worst <= bound;
        return worst <= bound ? "[green]the same[/]" : "[red]differ[/]";
    }

    private static string Difference(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
