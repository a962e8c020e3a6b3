using System.Text;
using Spectre.Console;

namespace MnistDigits;

/// <summary>Draws digits next to each other.</summary>
public static class DigitDrawing
{
    /// <summary>How many digits fit into a row of 80 columns.</summary>
    public const int RowLength = 3;

    // Of paper at each side, left out so that three digits fit into 80 columns.
    private const int Margin = 2;
    private const int Width = DigitSet.Side - (2 * Margin);

    // A character is twice as high as wide, so it stands for two rows of pixels. From paper to ink.
    private const string Shades = " .:oO@";

    /// <summary>Draws a row of digits.</summary>
    /// <param name="images">[n, 784]: the ink of each pixel, from 0 to 1.</param>
    public static void Show(ReadOnlySpan<float> images)
    {
        for (var row = 0; row < DigitSet.Side; row += 2)
        {
            var line = new StringBuilder();
            for (var first = 0; first < images.Length; first += DigitSet.Pixels)
                AddLine(line, images.Slice(first, DigitSet.Pixels), row);
            AnsiConsole.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>Writes a caption below each digit of a row.</summary>
    public static void Caption(IEnumerable<string> captions)
        => AnsiConsole.WriteLine(string.Concat(captions.Select(caption => caption.PadRight(Width))).TrimEnd());

    private static void AddLine(StringBuilder line, ReadOnlySpan<float> image, int row)
    {
        for (var column = Margin; column < Margin + Width; column++)
        {
            var pixel = (row * DigitSet.Side) + column;
            line.Append(Shade((image[pixel] + image[pixel + DigitSet.Side]) / 2));
        }
    }

    private static char Shade(float ink) => Shades[(int)MathF.Round(Math.Clamp(ink, 0, 1) * (Shades.Length - 1))];
}
