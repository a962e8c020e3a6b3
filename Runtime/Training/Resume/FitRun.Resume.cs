using System.Diagnostics;

namespace ModelGen.Runtime;

/// <content>Checkpoints of a run.</content>
public sealed partial class FitRun
{
    /// <summary>Writes a checkpoint; false if the last loss is not finite and ends the run.</summary>
    internal bool Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Position.IsInEpoch && !EndsWell()) return false;
        Executor.SaveCheckpoint(path, [.. Texts()], [.. Kept().SelectMany(kept => kept.Snapshot.Stored(kept.Prefix))]);
        return true;
    }

    /// <summary>Goes on from the newest checkpoint of a folder that is whole; begins anew where there is none at all.</summary>
    private void Resume(string folder)
    {
        List<string> skipped = [];
        foreach (var (_, path) in CheckpointFolder.Find(folder))
        {
            try
            {
                Executor.LoadCheckpoint(path, Take);
                (History.ResumedFrom, History.SkippedCheckpoints) = (path, skipped);
                return;
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException)
            {
                skipped.Add(fault.Message);
            }
        }

        if (skipped.Count == 0) return;
        throw new InvalidDataException($"Fit cannot go on from {FileText.Of(folder)}: none of its {skipped.Count} checkpoints can be "
            + $"loaded. The newest: {skipped[0]} Remove them to begin anew.");
    }

    private void Take(CheckpointContents contents)
    {
        var state = FitState.Read(contents.Texts, Options.MostEpochs);
        CheckData(contents.Texts, state.Position);
        CheckTurns(contents.Texts, state.Position);
        List<(IKeepsWeights Callback, WeightSnapshot? Kept)> weights = [];
        foreach (var (key, callback) in _callbacks.Named)
        {
            if (callback is IKeepsWeights keeper) weights.Add((keeper, ReadKept(contents, key)));
            callback.LoadState(contents.Texts.Under(FitTexts.Callback + key + "."));
        }

        foreach (var (callback, kept) in weights) callback.Kept = kept;
        Position = state.Position;
        _loss = state.Loss;
        foreach (var epoch in state.Epochs) History.Add(epoch);
        Training.Turn = Position.Turn;
        if (_validation is not null) _validation.Turn = Position.ValidationTurn;
    }

    /// <summary>Checks that a place within an epoch is one of the same epoch.</summary>
    private void CheckData(StateTexts texts, FitPosition position)
    {
        var (was, isNow) = (texts.Find(FitTexts.Data), Training.Description);
        if (!position.IsInEpoch || position.Batches == 0) return;
        if (was != isNow)
            throw new InvalidOperationException($"Fit of {Executor.Layout.Model} cannot go on within an epoch: the checkpoint's had "
                + $"{FileText.Short(was ?? "nothing", 200)}, and this one has {isNow}. Give it the same samples in the same batches, or "
                + "begin anew in another folder.");
        if (position.Batches > Training.Batches)
            throw texts.Wrong(FitTexts.Batches, $"a whole number up to {Training.Batches}, the batches of an epoch");
    }

    private void CheckTurns(StateTexts texts, FitPosition position)
    {
        if (Training.MostTurns < position.Turn) throw texts.Wrong(FitTexts.Turn, $"a whole number up to {Training.MostTurns}");
        if (_validation?.MostTurns < position.ValidationTurn)
            throw texts.Wrong(FitTexts.ValidationTurn, $"a whole number up to {_validation.MostTurns}");
    }

    private WeightSnapshot? ReadKept(CheckpointContents contents, string key)
    {
        var snapshot = Executor.EmptyWeights();
        return contents.Read(PrefixOf(key), snapshot) ? snapshot : null;
    }

    private IEnumerable<KeyValuePair<string, string>> Texts()
    {
        var position = Position.Copy();
        if (position.IsInEpoch) position.Seconds += Stopwatch.GetElapsedTime(_epochStart).TotalSeconds;
        return new FitState(position, _loss, History).Entries()
            .Append(new(CheckpointContents.GraphKey, Executor.Layout.Graph))
            .Append(new(FitTexts.Data, Training.Description))
            .Concat(Options.Metadata.Select(item => KeyValuePair.Create(FitTexts.Metadata + item.Key, item.Value)))
            .Concat(_callbacks.Named.SelectMany(named => States(named.Key, named.Callback)));
    }

    private static IEnumerable<KeyValuePair<string, string>> States(string key, IFitCallback callback)
    {
        Dictionary<string, string> state = new(StringComparer.Ordinal);
        callback.SaveState(state);
        return state.Select(item => KeyValuePair.Create($"{FitTexts.Callback}{key}.{item.Key}", item.Value));
    }

    private IEnumerable<(string Prefix, WeightSnapshot Snapshot)> Kept()
    {
        foreach (var (key, callback) in _callbacks.Named)
        {
            if (callback is IKeepsWeights { Kept: { } kept }) yield return (PrefixOf(key), kept);
        }
    }

    private static string PrefixOf(string key) => $"{CheckpointTensor.FitPrefix}{key}/";
}
