namespace ModelGen.Runtime;

/// <summary>
/// What a model takes of a file that need not fit: each weight that does, and what the optimizer keeps for such a weight if all of it fits.
/// </summary>
internal static class LooseMatch
{
    /// <param name="layout">The model's.</param>
    /// <param name="weights">Its weights beside the file's.</param>
    /// <param name="states">The file's optimizer states by the model's names; null where none are wanted.</param>
    public static CheckpointMatch Find(ModelLayout layout, TensorComparison weights, IReadOnlyDictionary<string, TensorEntry>? states)
    {
        List<CheckpointTensor> kept = [.. weights.Missing, .. weights.Mismatched.Select(pair => pair.Tensor)];
        if (states is null) return new(weights.Fitting, kept, [], Report(layout, weights, isResumed: false));

        // What belongs to a weight that was not taken is not told: it goes with that.
        var taken = weights.Fitting.Select(pair => pair.Tensor.Name).ToHashSet(StringComparer.Ordinal);
        var found = states.Where(item => taken.Contains(CheckpointTensor.ParameterOf(item.Key))).ToDictionary(StringComparer.Ordinal);
        var counts = CheckpointTensor.UpdateCounts(layout, found);
        IReadOnlyList<CheckpointTensor> own = [.. CheckpointTensor.States(layout).Except(counts)];
        var comparison = new TensorComparison([.. own.Where(state => taken.Contains(CheckpointTensor.ParameterOf(state.Name)))], found);
        var whole = Whole(comparison);
        var isResumed = whole.Count > 0 || (own.Count == 0 && states.Count == 0 && weights.Fitting.Count > 0);
        return new([.. weights.Fitting, .. whole], kept, isResumed ? [.. counts.Where(IsOfTaken)] : [],
            Report(layout, weights, isResumed, comparison));

        bool IsOfTaken(CheckpointTensor count)
        {
            var parameter = CheckpointTensor.ParameterOf(count.Name);
            return taken.Contains(parameter) && comparison.Expected.Where(state => CheckpointTensor.ParameterOf(state.Name) == parameter)
                .All(state => whole.Exists(pair => pair.Tensor == state));
        }
    }

    /// <summary>The states of those parameters of which no state is missing or misfits.</summary>
    private static List<TensorPair> Whole(TensorComparison states)
    {
        var broken = states.Missing.Concat(states.Mismatched.Select(pair => pair.Tensor))
            .Select(tensor => CheckpointTensor.ParameterOf(tensor.Name)).ToHashSet(StringComparer.Ordinal);
        return states.Fitting.FindAll(pair => !broken.Contains(CheckpointTensor.ParameterOf(pair.Tensor.Name)));
    }

    private static LoadReport Report(ModelLayout layout, TensorComparison weights, bool isResumed, params TensorComparison[] states)
    {
        TensorComparison[] all = [weights, .. states];
        return new(
            weights.Fitting.Count,
            [.. all.SelectMany(tensors => tensors.Missing).Select(tensor => tensor.Name)],
            [.. all.SelectMany(tensors => tensors.Unexpected).Select(entry => entry.Name)],
            [.. all.SelectMany(tensors => tensors.Mismatched).Select(Mismatch)],
            isResumed);

        MismatchedTensor Mismatch(TensorPair pair)
            => new(pair.Tensor.Name, pair.Entry.Type + FileText.Of(pair.Entry.Shape),
                SafetensorsFormat.Word(pair.Tensor.Precision) + FileText.Of(pair.Tensor.Dims));
    }
}
