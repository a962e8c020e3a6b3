namespace ModelGen.Runtime;

/// <summary>The settings of a schedule in a file, each under a key of its own.</summary>
/// <param name="texts">The file's metadata.</param>
/// <param name="prefix">What comes before a setting's name in its key.</param>
internal sealed class SavedSettings(StateTexts texts, string prefix) : ScheduleSettings
{
    /// <inheritdoc/>
    protected override IReadOnlyList<double>? Find(string name) => texts.Numbers(prefix + name);

    /// <inheritdoc/>
    protected override Exception Wrong(string name, string range, double number) => texts.Wrong(prefix + name, range);

    /// <inheritdoc/>
    protected override bool IsFinite(double number) => texts.IsFinite(number);
}
