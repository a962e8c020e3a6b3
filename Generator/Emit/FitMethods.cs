using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets.Host;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes Fit, where each input's first dimension, and no other, is one symbol: the samples. It goes through them by TrainStep and
/// Evaluate; epochs, orders and means are the runtime's.
/// </summary>
internal sealed class FitMethods
{
    /// <summary>The symbol of a batch's samples, where all of them have the samples' own.</summary>
    private const string Batch = "__batch";

    private readonly SourceWriter _writer;
    private readonly ModelSpec _spec;
    private readonly CompiledModel _model;
    private readonly ModelProgram _program;
    private readonly SymbolPlan _plan;
    private readonly FitSignature _signature;
    private readonly string _samples;
    private readonly FitMetrics? _measures;

    /// <summary>The sizes that a step takes, the samples of its batch perhaps among them.</summary>
    private readonly IReadOnlyList<SizeParameter> _ofStep;

    private FitMethods(SourceWriter writer, ModelSpec spec, CompiledModel model, ModelProgram program, string samples)
    {
        (_writer, _spec, _model, _program, _samples) = (writer, spec, model, program, samples);
        List<string> names = [.. spec.ForwardInputs, .. spec.LossInputs];
        var known = Known(spec, model);
        _ofStep = SizeParameter.ForSymbols(SymbolPlan.Create(program.Inputs, known).Unsolved, names);
        _plan = SymbolPlan.Create(program.Inputs, [.. known, .. Sizes.Select(size => size.Symbol)]);
        _measures = FitMetrics.Create(spec, model, samples, Sizes);
        _signature = new([.. names.Select(Input)], [.. Sizes.Select(size => size.Parameter)]);
    }

    /// <summary>The sizes that the caller gives: the samples follow from the number of elements then.</summary>
    private IReadOnlyList<SizeParameter> Sizes => [.. _ofStep.Where(size => size.Symbol != _samples)];

    public static void Write(SourceWriter writer, ModelSpec spec, CompiledModel model)
    {
        if (model.TrainStep is not { } program) return;
        if (FitSampleSymbol.Absence(program.Inputs, Known(spec, model)) is not null) return;
        var methods = new FitMethods(writer, spec, model, program, FitSampleSymbol.Symbol(program.Inputs)!);
        methods.OverSpans();
        if (methods._signature.HasLoader) methods.OverLoader();
        methods._measures?.Size(writer, model);
    }

    /// <summary>Why a model that has TrainStep has no Fit; null where it has one.</summary>
    public static string? Absence(ModelSpec spec, CompiledModel model)
        => FitSampleSymbol.Absence(model.TrainStep!.Inputs, Known(spec, model));

    /// <summary>How many tensors a step takes.</summary>
    public static int Tensors(CompiledModel model) => model.TrainStep!.Inputs.Count;

    private static IReadOnlyList<string> Known(ModelSpec spec, CompiledModel model) => [.. model.FixedSymbols, .. spec.Main.GivenSymbols];

    /// <summary>The guards that a batch of some size may break, though another does not.</summary>
    private IReadOnlyList<DimGuard> BatchGuards
        => [.. _program.Guards.Where(guard => guard.MustDiffer && guard.Left.Symbols.Contains(_samples))];

    /// <summary>Those of which a loader tells all that they ask for.</summary>
    private IReadOnlyList<DimGuard> LoaderGuards
    {
        get
        {
            HashSet<string> known =
            [
                _samples, .. _model.FixedSymbols, .. _spec.Main.GivenSymbols, .. Sizes.Select(size => size.Symbol),
            ];
            return [.. BatchGuards.Where(guard => guard.Left.Symbols.Concat(guard.Right.Symbols).All(known.Contains))];
        }
    }

    private void OverSpans()
    {
        SpansMeanings();
        Parameter(_signature.Epochs, "How often to go through the samples.");
        Parameter(_signature.BatchSize, "Samples of a step; the last step of an epoch may have fewer.");
        Parameter(_signature.Shuffle, "Whether each epoch has an order of its own.");
        Parameter(_signature.Seed,
            "The seed of the orders; the model's when null. Training that goes on from a file has the orders that it would have had.");
        ValidationMeanings();
        FirstOptions();
        Exceptions();
        _writer.Line($"public {History} Fit({_signature.OverSpans()})")
            .Line($"    => this.Fit({_signature.SpanArguments()});");
        OverSpansByOptions();
        Check("__Samples", input => input.Name, BatchGuards);
        Check("__ValidationSamples", _signature.Validation, []);
    }

    private void OverSpansByOptions()
    {
        SpansMeanings();
        Parameter(_signature.Options, "How it is trained.");
        ValidationMeanings();
        Exceptions();
        using var method = _writer.Open($"public {History} Fit({_signature.OverSpansByOptions()})");
        var tensors = _signature.Tensors;
        _writer.Line($"using var __run = new {FitRun}(this, __Executor, {_signature.Options});");
        var batchSize = BatchGuards.Count > 0 ? $", {_signature.Options}.BatchSize" : "";
        _writer.Line($"var __batches = __run.TrainOn(__Samples({StepArguments(input => Identifiers.Escape(input.Name))}{batchSize}));");
        var isEmpty = string.Join(" && ", tensors.Select(input => $"{_signature.Validation(input)}.IsEmpty"));
        _writer.Line($"var __validation = __run.ValidateOn({isEmpty} ? 0 : __ValidationSamples({StepArguments(_signature.Validation)}));");
        _measures?.Begin(_writer);
        for (var number = 0; number < tensors.Count; number++)
            _writer.Line($"var __rows{GraphText.Number(number)} = new {BatchRows}<{tensors[number].Element}>(__batches, "
                + $"{Identifiers.Escape(tensors[number].Name)}.Length);");
        using (_writer.Open("while (__run.NextEpoch())"))
        {
            var rows = Arguments(input =>
                $"__rows{GraphText.Number(tensors.ToList().IndexOf(input))}.Of({Identifiers.Escape(input.Name)})", "__batches");
            using (_writer.Open("while (__batches.Next())"))
                _writer.Line($"if (!__run.Add(this.TrainStep({rows}), __batches.Count)) break;");
            var look = NotFinite(input => $"__batches.NotFinite(\"{input.Name}\", {Identifiers.Escape(input.Name)})");
            _writer.Line($"if (!__run.EndsWell()) throw __run.Failure({look});");
            using (_writer.Open("while (__validation.Next())"))
                Validate("__validation", input => $"__validation.Part({_signature.Validation(input)})");
        }

        _writer.Line().Line("return __run.End();");
    }

    private void OverLoader()
    {
        LoaderMeanings();
        Parameter(_signature.Epochs, "How often to go through the samples.");
        Parameter(_signature.ValidationData, "Gives samples on which the loss is computed after each epoch; none by default.");
        FirstOptions();
        Exceptions();
        _writer.Line($"public {History} Fit({_signature.OverLoader()})")
            .Line($"    => this.Fit({_signature.LoaderArguments()});");
        OverLoaderByOptions();
        if (LoaderGuards.Count > 0) CheckBatches();
    }

    private void OverLoaderByOptions()
    {
        LoaderMeanings();
        Parameter(_signature.Options, "How it is trained.");
        Parameter(_signature.ValidationData, "Gives samples on which the loss is computed after each epoch; none by default.");
        Exceptions();
        using var method = _writer.Open($"public {History} Fit({_signature.OverLoaderByOptions()})");
        _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({_signature.Data});");
        _writer.Line($"using var __run = new {FitRun}(this, __Executor, {_signature.Options});");
        _writer.Line($"var __batches = __run.TrainOn({_signature.Data});");
        _writer.Line($"var __validation = __run.ValidateOn({_signature.ValidationData});");
        _measures?.Begin(_writer);
        if (LoaderGuards.Count > 0)
            _writer.Line($"__CheckBatches({string.Join(", ", GivenNumbers.Prepend(_signature.Data + ".BatchSizes"))});");
        using (_writer.Open("while (__run.NextEpoch())"))
        {
            using (_writer.Open("foreach (var __batch in __batches)"))
            {
                _writer.Line($"if (__run.Add(this.TrainStep({Arguments(Part, "__batch")}), __batch.Count)) continue;");
                var look = NotFinite(input => $"__run.NotFinite(\"{input.Name}\", {Part(input)})");
                if (look is not null) _writer.Line($"__run.Found({look});");
                _writer.Line("break;");
            }

            _writer.Line("if (!__run.EndsWell()) throw __run.Failure();");
            _writer.Line("if (__validation is null) continue;");
            using (_writer.Open("foreach (var __batch in __validation.Value)")) Validate("__batch", Part);
        }

        _writer.Line().Line("return __run.End();");
    }

    private void Validate(string batch, Func<StepInput, string> part)
    {
        if (_measures is not null)
        {
            var results = Arguments(part, batch, FitMetrics.Predictions);
            using (_writer.Open("if (__run.HasMetrics)"))
            {
                _measures.Measure(_writer, batch, results, name => part(_signature.Tensors.Single(input => input.Name == name)));
                _writer.Line("continue;");
            }

            _writer.Line();
        }

        _writer.Line($"__run.AddValidation(this.Evaluate({Arguments(part, batch)}), {batch}.Count);");
    }

    /// <summary>Checks the sizes of a loader's batches before the first step changes anything.</summary>
    private void CheckBatches()
    {
        _writer.Line();
        using (_writer.Open($"private void "
            + $"__CheckBatches({string.Join(", ", Numbers.Prepend("global::System.Collections.Generic.IEnumerable<long> __sizes"))})"))
        {
            CallMethods.Known(_writer, _model);
            OfEachBatch("__sizes", LoaderGuards);
        }
    }

    private void OfEachBatch(string sizes, IReadOnlyList<DimGuard> guards)
    {
        using (_writer.Open($"foreach (var {Identifiers.Symbol(Batch)} in {sizes})"))
        {
            foreach (var guard in guards) CheckWriter.Guard(_writer, OfBatch(guard));
        }
    }

    private string Part(StepInput input) => input == _signature.Tensors[0] ? "__batch.Input" : "__batch.Target";

    /// <summary>The first input that is not finite; null where none can be.</summary>
    private string? NotFinite(Func<StepInput, string> look)
    {
        var inputs = _signature.Tensors.Where(input => input.Element != ElementType.Int32.Keyword()).Select(look).ToList();
        return inputs.Count > 0 ? string.Join(" ?? ", inputs) : null;
    }

    /// <summary>The numbers and sizes of the call, as parameters of a method with names of its own.</summary>
    private IEnumerable<string> Numbers
        => _spec.Main.GivenSymbols.Concat(Sizes.Select(size => size.Symbol)).Select(symbol => "long " + Identifiers.Symbol(symbol));

    /// <summary>What such a method is handed for them.</summary>
    private IEnumerable<string> GivenNumbers
        => _spec.HostInputs.Where(host => host.IsSymbol).Select(CallMethods.Number)
            .Concat(Sizes.Select(size => Identifiers.Escape(size.Parameter)));

    private string StepArguments(Func<StepInput, string> named) => string.Join(", ", _signature.Tensors.Select(named).Concat(GivenNumbers));

    /// <summary>
    /// Checks all samples at once, and the sizes of the batches, before the first step changes anything, and counts them.
    /// </summary>
    private void Check(string name, Func<StepInput, string> named, IReadOnlyList<DimGuard> guards)
    {
        _writer.Line();
        var parameters = _signature.Tensors.Select(input => $"{ReadOnlySpan}<{input.Element}> {Code(input.Name)}").Concat(Numbers);
        if (guards.Count > 0) parameters = parameters.Append("int __batchSize");
        using (_writer.Open($"private long {name}({string.Join(", ", parameters)})"))
        {
            CallMethods.Known(_writer, _model);
            foreach (var size in Sizes) _writer.Line($"{InputCheck}.Dimension(\"{size.Parameter}\", {Identifiers.Symbol(size.Symbol)});");
            CallMethods.Solve(_writer, _plan, input => (Shown(input), Code(input)), Sizes, takesEmpty: false);
            foreach (var input in _program.Inputs.Where(input => input.Bound is not null))
                _writer.Line($"{InputCheck}.LabelsInRange(\"{Shown(input.Name)}\", {Code(input.Name)}, "
                    + $"{DimText.Format(input.Bound!.Value)});");
            if (guards.Count > 0) OfEachBatch($"{InputCheck}.BatchSizes({Identifiers.Symbol(_samples)}, __batchSize)", guards);
            _writer.Line($"return {Identifiers.Symbol(_samples)};");
        }

        string Shown(string input) => named(_signature.Tensors.Single(tensor => tensor.Name == input));

        string Code(string input) => "__input" + GraphText.Number(_signature.Tensors.ToList().FindIndex(tensor => tensor.Name == input));
    }

    private DimGuard OfBatch(DimGuard guard)
    {
        var batch = new Dictionary<string, Dim> { [_samples] = Dim.Symbol(Batch) };
        return guard with
        {
            Left = guard.Left.Substitute(batch),
            Right = guard.Right.Substitute(batch),
            Because = $"The last batch of an epoch is what is left of the samples. {guard.Because}, or leave samples out, as dropLast "
                + $"of a {DataLoader} does",
        };
    }

    private StepInput Input(string name) => StepInput.Find(_spec, _program, name);

    private string Meaning(StepInput input)
        => _program.Inputs.FirstOrDefault(item => item.Name == input.Name) is { } info
            ? $"{CallMethods.Meaning(info)}, sample by sample"
            : "The same in each step";

    /// <summary>The arguments of a step on a batch.</summary>
    private string Arguments(Func<StepInput, string> tensor, string batch, params string[] results)
    {
        var inputs = _signature.Inputs.Select(input => input.Element is null ? Identifiers.Escape(input.Name) : tensor(input));
        var sizes = _ofStep.Select(size => size.Symbol == _samples ? batch + ".Count" : Identifiers.Escape(size.Parameter));
        return string.Join(", ", inputs.Concat(results).Concat(sizes));
    }

    private void Summary()
        => _writer.Line()
            .Line("/// <summary>Trains by TrainStep, epoch after epoch, and gives the mean loss of each. A step allocates "
                + "nothing.</summary>");

    private void Parameter(string name, string meaning) => _writer.Line($"/// <param name=\"{name}\">{meaning}</param>");

    private void SpansMeanings()
    {
        Summary();
        foreach (var input in _signature.Inputs) _writer.Line($"/// <param name=\"{input.Name}\">{Meaning(input)}.</param>");
        CallMethods.SizeMeanings(_writer, Sizes);
    }

    private void ValidationMeanings()
    {
        foreach (var input in _signature.Tensors)
            Parameter(_signature.Validation(input),
                $"As {input.Name}, of samples on which the loss is computed after each epoch; none by default.");
    }

    private void LoaderMeanings()
    {
        Summary();
        Parameter(_signature.Data, "Gives the samples.");
        foreach (var input in _signature.Inputs.Where(input => input.Element is null))
            _writer.Line($"/// <param name=\"{input.Name}\">{Meaning(input)}.</param>");
        CallMethods.SizeMeanings(_writer, Sizes);
    }

    private void FirstOptions()
    {
        Parameter(_signature.OnEpoch, "Called after each epoch, between two steps: it may use the model, set its learning rate, and stop.");
        Parameter(_signature.AllowNonFinite, "Whether to go on where a loss is infinite or no number; if not, Fit stops.");
        Parameter(_signature.Cancellation, "Ends the training between two steps.");
    }

    private void Exceptions()
    {
        CallMethods.Exceptions(_writer);
        _writer.Line("/// <exception cref=\"OperationCanceledException\">The training was cancelled; the steps that were done "
            + "stay.</exception>");
        _writer.Line("/// <exception cref=\"NotFiniteNumberException\">The loss of a step is infinite or no number; the message names "
            + "epoch, step and the first tensor that is not finite.</exception>");
    }
}
