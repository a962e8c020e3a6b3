using System.Globalization;

namespace ModelGen.Runtime;

/// <content>What ends a run before its time.</content>
public sealed partial class FitRun
{
    /// <summary>The error of a loss that is not finite.</summary>
    /// <param name="input">Where an input of the step is not, if one is and it was not told by <see cref="Found"/>.</param>
    public NonFiniteLossException Failure(string? input = null)
    {
        var known = input ?? _input;
        var parameter = known is null ? FiniteCheck.Find(Executor) : null;
        var (what, fix) = (known, parameter) switch
        {
            ({ } found, _) => ($"The first tensor that is not finite is the {found}", "Leave such samples out, or mend them"),
            (_, { } found) =>
                ($"{(_inputsWereSeen ? "The inputs are finite; the first tensor that is not is" : "The first tensor of the model that "
                + "is not finite is")} the {found}", "A smaller learning rate or gradients that are clipped may help"),
            _ when _inputsWereSeen => ("The inputs and parameters are finite, so the loss has no finite value there",
                "Look for a logarithm or a quotient of 0"),
            _ => ("The parameters are finite; the step's inputs were gone when its loss was read",
                "Look for numbers that are not finite in "
                + "the data, and for a logarithm or a quotient of 0"),
        };
        var loss = _loss.NotFinite;
        var more = known is null && !Options.DetectAnomaly
            ? $"{nameof(FitOptions)}.{nameof(FitOptions.DetectAnomaly)} tells which operation it is; "
            : "";
        return new(
            $"Fit of {Executor.Layout.Model} stopped in epoch {Epoch} of {Options.MostEpochs}, in its step {FailedStep}: the loss is "
                + $"{loss.ToString(CultureInfo.InvariantCulture)}. {what}.{_found} {fix}; {more}"
                + "Fit(..., allowNonFinite: true) would go on.",
            loss,
            History);
    }

    private void ThrowIfCancelled(Stage stage)
    {
        if (!Options.Cancellation.IsCancellationRequested) return;

        // Who goes on from here begins the validation anew, and random numbers are drawn by the number of a call.
        if (stage == Stage.Validation) Executor.Calls = _validationStart;
        if (!Position.IsInEpoch || EndsWell()) _callbacks.OnStop();
        var where = stage switch
        {
            Stage.Start => "before its first step",
            Stage.Step => string.Create(CultureInfo.InvariantCulture, $"after its step {Position.Batches}"),
            _ => "in its validation",
        };
        throw new FitCanceledException(
            $"Fit of {Executor.Layout.Model} was cancelled in epoch {History.Count + 1} of {Options.MostEpochs}, {where}. The steps that "
                + $"were done stay; History has the epochs that ended: {History.Count}.",
            History,
            Options.Cancellation);
    }
}
