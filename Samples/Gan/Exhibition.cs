using System.Globalization;
using MnistDigits;
using Spectre.Console;

namespace Gan;

/// <summary>Shows paintings, and how good they are.</summary>
internal sealed class Exhibition(DigitGan gan, Judge judge, int seed)
{
    private const int Count = 2_000;
    private const int Rows = 3;

    private readonly float[] _paintings = new float[Count * DigitSet.Pixels];

    /// <summary>Paints, of the same noise each time.</summary>
    /// <returns>The quality of the paintings.</returns>
    public Quality Paintings()
    {
        var noise = new float[Count * DigitGan.NoiseSize];
        new Noise(seed).Fill(noise);
        gan.Paint(noise, _paintings);
        return Quality.Of(_paintings, judge);
    }

    /// <summary>The quality of as many real digits.</summary>
    public Quality Real(DigitSet digits)
    {
        var batch = new DigitBatch(Count, Trainer.Scale);
        batch.Fill(digits, [.. Enumerable.Range(0, Count)]);
        return Quality.Of(batch.Pixels, judge);
    }

    /// <summary>Draws the first paintings.</summary>
    public void Draw()
    {
        var ink = new float[DigitDrawing.RowLength * DigitSet.Pixels];
        for (var row = 0; row < Rows; row++)
        {
            for (var pixel = 0; pixel < ink.Length; pixel++) ink[pixel] = (_paintings[(row * ink.Length) + pixel] + 1) / 2;
            DigitDrawing.Show(ink);
        }
    }

    /// <summary>Shows qualities below each other.</summary>
    public static void Compare(params (string Name, Quality Quality)[] images)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("images", "inception score", "rarest digit", "variety");
        foreach (var (name, quality) in images)
            table.AddRow(name, Text(quality.Score, "F2"), Text(quality.RarestDigit, "P1"), Text(quality.Variety, "F3"));
        AnsiConsole.Write(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
