using System.Globalization;
using System.Numerics;

namespace ModelGen;

/// <summary>Checks a batch of scores and labels, and finds what the scores say.</summary>
internal static class ScoreRows
{
    /// <summary>How many scores a sample has.</summary>
    public static int Columns(string metric, int scores, int labels)
    {
        if (labels == 0 && scores == 0) return 1;
        if (labels > 0 && scores > 0 && scores % labels == 0) return scores / labels;
        throw new ArgumentException($"{metric} got {scores} scores and {labels} labels; scores must be [N, C] and labels [N], so "
            + "that the number of scores is a multiple of that of the labels.", "predictions");
    }

    /// <summary>How many scores a sample has, where it must have one for each class.</summary>
    public static int ColumnsOfClasses(string metric, int scores, int labels, string what)
    {
        var columns = Columns(metric, scores, labels);
        return labels == 0 || columns > 1 ? columns
            : throw new ArgumentException($"{metric} got one score for a sample; give the {what} of two classes or more.", "predictions");
    }

    /// <summary>Throws where a label is none of the classes.</summary>
    public static void CheckLabel(string metric, int label, int classes, int sample, string what = "label")
    {
        if ((uint)label >= (uint)classes)
            throw new ArgumentException($"{metric}: the {what} of sample {sample} is {label}; there are {classes} classes, so it "
                + $"must be in [0, {classes}).", what == "label" ? "targets" : "predictions");
    }

    /// <summary>Throws where a score has no order.</summary>
    public static void CheckScores<T>(string metric, ReadOnlySpan<T> row, int sample)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var column = 0; column < row.Length; column++)
        {
            if (T.IsNaN(row[column]))
                throw new ArgumentException($"{metric}: the score of sample {sample} for class {column} is NaN; scores must be ordered. "
                    + "Look for a model whose weights are no longer finite.", "predictions");
        }
    }

    /// <summary>The class with the highest score, the first of equal ones; of one score, whether it is above the threshold.</summary>
    public static int Predicted<T>(ReadOnlySpan<T> row, double threshold)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (row.Length == 1) return double.CreateChecked(row[0]) > threshold ? 1 : 0;
        var best = 0;
        for (var column = 1; column < row.Length; column++)
        {
            if (row[column] > row[best]) best = column;
        }

        return best;
    }

    /// <summary>A metric's value in a text: at most six digits, with a point.</summary>
    public static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
