using System.Text;
using Spectre.Console;

namespace Mnist;

/// <summary>Draws digits next to each other, with what the model sees in them.</summary>
internal static class DigitGallery
{
    private const int Shown = 3;

    // Of paper at each side, left out so that three digits fit into 80 columns.
    private const int Margin = 2;
    private const int Width = DigitSet.Side - (2 * Margin);

    // A character is twice as high as wide, so it stands for two rows of pixels. From paper to ink.
    private const string Shades = " .:oO@";

    /// <summary>Draws a few digits that the model recognises, then a few that it does not.</summary>
    /// <param name="digits">The images.</param>
    /// <param name="answers">The digit that the model sees in each.</param>
    public static void Show(DigitSet digits, int[] answers)
    {
        var numbers = Enumerable.Range(0, digits.Count).ToList();
        Draw(digits, answers, [.. numbers.Where(number => answers[number] == digits.Labels[number]).Take(Shown)]);
        Draw(digits, answers, [.. numbers.Where(number => answers[number] != digits.Labels[number]).Take(Shown)]);
    }

    private static void Draw(DigitSet digits, int[] answers, IReadOnlyList<int> numbers)
    {
        for (var row = 0; row < DigitSet.Side; row += 2)
            AnsiConsole.WriteLine(string.Concat(numbers.Select(number => Line(digits.Image(number), row))).TrimEnd());
        AnsiConsole.WriteLine(string.Concat(numbers.Select(number => Caption(answers[number], digits.Labels[number]).PadRight(Width)))
            .TrimEnd());
    }

    private static string Caption(int answer, int label) => answer == label ? $"prediction {answer}" : $"prediction {answer}, is {label}";

    private static string Line(ReadOnlySpan<byte> image, int row)
    {
        var line = new StringBuilder(Width);
        for (var column = Margin; column < Margin + Width; column++)
        {
            var pixel = (row * DigitSet.Side) + column;
            line.Append(Shade((image[pixel] + image[pixel + DigitSet.Side]) / 2));
        }

        return line.ToString();
    }

    private static char Shade(int ink) => Shades[ink * (Shades.Length - 1) / byte.MaxValue];
}
