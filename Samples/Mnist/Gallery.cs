using System.Text;
using Spectre.Console;

namespace Mnist;

/// <summary>Draws a few test digits in the terminal, with what the model takes them for.</summary>
internal static class Gallery
{
    private const int Shown = 5;

    private const int Side = 28;

    public static void Show(DigitClassifier model, DigitSet digits)
    {
        var logits = new float[Shown * 10];
        model.Predict(digits.Images.AsSpan(0, Shown * DigitSet.Pixels), logits);
        var grid = new Grid();
        for (var number = 0; number < Shown; number++) grid.AddColumn();
        grid.AddRow([.. Enumerable.Range(0, Shown).Select(number => Drawing(digits.Images.AsSpan(number * DigitSet.Pixels, DigitSet.Pixels)))]);
        grid.AddRow([.. Enumerable.Range(0, Shown).Select(number => $"prediction {Accuracy.Greatest(logits.AsSpan(number * 10, 10))}, label {digits.Labels[number]}")]);
        AnsiConsole.Write(grid);
    }

    /// <summary>Four pixels become a dot, and two rows of dots a line of half blocks.</summary>
    private static string Drawing(ReadOnlySpan<float> image)
    {
        var text = new StringBuilder();
        for (var row = 0; row < Side; row += 4)
        {
            for (var column = 0; column < Side; column += 2)
                text.Append((IsDark(image, row, column), IsDark(image, row + 2, column)) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            text.Append('\n');
        }

        return text.ToString();
    }

    private static bool IsDark(ReadOnlySpan<float> image, int row, int column)
    {
        var first = (row * Side) + column;
        return image[first] + image[first + 1] + image[first + Side] + image[first + Side + 1] > 3;
    }
}
