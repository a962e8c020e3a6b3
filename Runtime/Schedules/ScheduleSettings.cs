using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// The settings of a schedule, wherever they come from. A schedule takes each by its name and range once, which is all that is to be known
/// to check it, to write it to a file and to read it from there.
/// </summary>
internal abstract class ScheduleSettings
{
    // Beyond this one whole number in double precision is as the next.
    private const long Most = 1L << 53;

    private readonly List<KeyValuePair<string, string>> _taken = [];

    /// <summary>What was taken so far, as text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Taken => _taken;

    /// <summary>A whole number in a range.</summary>
    public long Whole(string name, long least, long most = Most)
        => (long)One(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            value => IsWhole(value) && value >= least && value <= most);

    /// <summary>Whole numbers of 0 or more, none below the one before it.</summary>
    public long[] Ascending(string name)
    {
        var last = 0d;
        return [.. Take(name, $"whole numbers from 0 to {Most}, none below the one before it", IsNext).Select(value => (long)value)];

        bool IsNext(double value)
        {
            if (!IsWhole(value) || value < last || value > Most) return false;
            last = value;
            return true;
        }
    }

    /// <summary>A number from 0 to 1.</summary>
    public double Share(string name) => One(name, "a number from 0 to 1", value => value is >= 0 and <= 1);

    /// <summary>A number of 0 or more and below 1.</summary>
    public double BelowOne(string name) => One(name, "a number of 0 or more and below 1", value => value is >= 0 and < 1);

    /// <summary>A finite number of 0 or more.</summary>
    public double NotNegative(string name) => One(name, "a finite number of 0 or more", value => IsFinite(value) && value >= 0);

    /// <summary>A finite number above 0.</summary>
    public double Positive(string name) => One(name, "a finite number above 0", value => IsFinite(value) && value > 0);

    /// <summary>Any number, infinite or not.</summary>
    public double Known(string name) => One(name, "a number", value => !double.IsNaN(value));

    /// <summary>The numbers under a name; null where there are none.</summary>
    protected abstract IReadOnlyList<double>? Find(string name);

    /// <summary>The error of numbers that are not in their range.</summary>
    protected abstract Exception Wrong(string name, string range, double number);

    /// <summary>Whether a number is finite in the precision that counts.</summary>
    protected virtual bool IsFinite(double number) => double.IsFinite(number);

    private double One(string name, string range, Func<double, bool> isRight)
        => Take(name, range, isRight) is [var number] ? number : throw Wrong(name, range, double.NaN);

    private IReadOnlyList<double> Take(string name, string range, Func<double, bool> isRight)
    {
        var numbers = Find(name) ?? throw Wrong(name, range, double.NaN);
        foreach (var number in numbers)
        {
            if (!isRight(number)) throw Wrong(name, range, number);
        }

        _taken.Add(new(name, string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))));
        return numbers;
    }

    private static bool IsWhole(double number) => number == Math.Floor(number);
}
