using System.Globalization;

namespace ModelGen.Runtime;

/// <content>
/// The search for what broke a step: the model is as it was before it, the step runs again, and a watch looks at what each kernel leaves.
/// </content>
public sealed partial class FitRun
{
    private const int ClearedAtOnce = 1 << 16;

    private ModelSnapshot? _beforeStep;
    private NotFiniteWatch? _watch;
    private KernelProfile? _profile;
    private string? _broken;
    private string? _found;

    /// <summary>Whether the step that was last is to run again, on the same batch.</summary>
    internal bool RunsAgain => _watch is not null;

    /// <summary>Tells the same; null where no step ever is.</summary>
    internal Func<bool>? Again { get; }

    /// <summary>Keeps the model as it is before a step.</summary>
    private void KeepModel()
    {
        if (!Options.DetectAnomaly) return;
        _beforeStep?.Dispose();
        _beforeStep = Executor.CopyModel();
    }

    /// <summary>Looks at a step's loss and update, and has the step run again where one is not finite.</summary>
    /// <returns>Whether it is to run again.</returns>
    private bool LooksAgain()
    {
        if (!Options.DetectAnomaly) return false;
        _broken = GoesOn ? FiniteCheck.Find(Executor) : null;
        if ((GoesOn && _broken is null) || _beforeStep is null) return false;
        Executor.PutBack(_beforeStep);
        Executor.ClearArena(new byte[ClearedAtOnce]);
        (_watch, _profile) = (new(), Executor.Profile);
        Executor.Profile = new() { Watch = _watch };
        return true;
    }

    /// <summary>Ends the second run of a step: the model is as it was before the first.</summary>
    /// <exception cref="NonFiniteLossException">The loss is finite, and the update is not.</exception>
    private void EndSecondRun()
    {
        Executor.Profile = _profile;
        Executor.PutBack(_beforeStep!);
        _found = _watch!.Describe(Executor.Layout) + " The model is as it was before the step.";
        _watch = null;
        if (_broken is not null) throw Anomaly(_broken);
    }

    /// <summary>The error of a step whose loss is finite and whose update is not.</summary>
    private NonFiniteLossException Anomaly(string broken)
    {
        var loss = LastStep.Loss;
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Fit of {Executor.Layout.Model} stopped in epoch {Epoch} of {Options.MostEpochs}, after its step {Position.Batches}: ")
                + string.Create(CultureInfo.InvariantCulture, $"the loss is {loss:G7}, but its update left the {broken}.{_found} ")
                + "A gradient is not finite: look for a root, a logarithm or a quotient at 0, or take a smaller learning rate.",
            loss,
            History);
    }
}
