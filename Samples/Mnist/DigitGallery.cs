using MnistDigits;

namespace Mnist;

/// <summary>Draws digits next to each other, with what the model sees in them.</summary>
internal static class DigitGallery
{
    /// <summary>Draws a few digits that the model recognises, then a few that it does not.</summary>
    /// <param name="digits">The images.</param>
    /// <param name="answers">The digit that the model sees in each.</param>
    public static void Show(DigitSet digits, int[] answers)
    {
        var numbers = Enumerable.Range(0, digits.Count).ToList();
        Draw(digits, answers, numbers.Where(number => answers[number] == digits.Labels[number]));
        Draw(digits, answers, numbers.Where(number => answers[number] != digits.Labels[number]));
    }

    private static void Draw(DigitSet digits, int[] answers, IEnumerable<int> numbers)
    {
        var shown = numbers.Take(DigitDrawing.RowLength).ToArray();
        var batch = new DigitBatch(DigitDrawing.RowLength, ink => ink);
        batch.Fill(digits, shown);
        DigitDrawing.Show(batch.Pixels);
        DigitDrawing.Caption(shown.Select(number => Caption(answers[number], digits.Labels[number])));
    }

    private static string Caption(int answer, int label) => answer == label ? $"prediction {answer}" : $"prediction {answer}, is {label}";
}
