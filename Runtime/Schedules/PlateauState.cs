namespace ModelGen.Runtime;

/// <summary>What a <see cref="PlateauSchedule"/> was told so far.</summary>
/// <param name="Best">The best metric; infinite while there is none.</param>
/// <param name="Bad">How many reports in a row were no better.</param>
/// <param name="Cooldown">How many of the next reports are not counted.</param>
/// <param name="Reductions">How often the rate was multiplied.</param>
internal sealed record PlateauState(double Best, long Bad, long Cooldown, long Reductions);
