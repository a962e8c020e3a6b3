using ModelGen.Generator.CSharp;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>The parameters of Fit: the calls' inputs, then how to go through them, by names that no input has.</summary>
internal sealed class FitSignature
{
    /// <summary>How many tensors a step of a loader takes.</summary>
    public const int LoaderTensors = 2;

    private readonly HashSet<string> _inputs;
    private readonly IReadOnlyList<string> _sizes;
    private readonly List<string> _validations = [];

    /// <param name="inputs">The inputs of Forward and Loss, in order; those without <see cref="StepInput.Element"/> are no tensors.</param>
    /// <param name="sizes">The parameters for sizes that numbers of elements do not tell.</param>
    public FitSignature(IReadOnlyList<StepInput> inputs, IReadOnlyList<string> sizes)
    {
        (Inputs, _sizes, _inputs) = (inputs, sizes, new(inputs.Select(input => input.Name).Concat(sizes)));
        foreach (var input in Tensors)
        {
            var name = input.Name.TrimStart('_');
            var validation = Option("validation" + (name.Length == 0 ? "_" : char.ToUpperInvariant(name[0]) + name.Substring(1)));
            while (_validations.Contains(validation)) validation += "_";
            _validations.Add(validation);
        }
    }

    public IReadOnlyList<StepInput> Inputs { get; }

    public IReadOnlyList<StepInput> Tensors => Inputs.Where(input => input.Element is not null).ToList();

    /// <summary>A data set has one input and one target.</summary>
    public bool HasLoader => Tensors.Count == LoaderTensors;

    public string Epochs => Option("epochs");

    public string BatchSize => Option("batchSize");

    public string Shuffle => Option("shuffle");

    public string Seed => Option("seed");

    public string OnEpoch => Option("onEpoch");

    public string AllowNonFinite => Option("allowNonFinite");

    public string Cancellation => Option("cancellation");

    public string Options => Option("options");

    public string Data => Option("data");

    public string ValidationData => Option("validation");

    /// <summary>Over samples in memory, with an argument for each option that there was first.</summary>
    public string OverSpans()
        => string.Join(", ", Spans
            .Concat([$"int {Epochs}", $"int {BatchSize} = 32", $"bool {Shuffle} = true", $"long? {Seed} = null"]).Concat(Validations)
            .Append(Ends()));

    public string OverSpansByOptions() => string.Join(", ", Spans.Append($"{FitOptions} {Options}").Concat(Validations));

    /// <summary>What the former hands to the latter.</summary>
    public string SpanArguments()
    {
        var own = $"BatchSize = {BatchSize}, Shuffle = {Shuffle}, Seed = {Seed}, ";
        return string.Join(", ", Inputs.Select(input => Identifiers.Escape(input.Name)).Concat(_sizes.Select(Identifiers.Escape))
            .Append(NewOptions(own)).Concat(Tensors.Select(Validation)));
    }

    /// <summary>Over a loader, with an argument for each option that there was first.</summary>
    public string OverLoader()
        => string.Join(", ", Loaders.Concat([$"int {Epochs}", $"{Loader}? {ValidationData} = null", Ends()]));

    public string OverLoaderByOptions()
        => string.Join(", ", Loaders.Concat([$"{FitOptions} {Options}", $"{Loader}? {ValidationData} = null"]));

    /// <summary>What the former hands to the latter.</summary>
    public string LoaderArguments()
        => string.Join(", ", Inputs.Where(input => input.Element is null).Select(input => Identifiers.Escape(input.Name)).Prepend(Data)
            .Concat(_sizes.Select(Identifiers.Escape)).Concat([NewOptions(""), ValidationData]));

    /// <summary>As an input, of the samples on which the loss is computed after each epoch.</summary>
    public string Validation(StepInput input) => _validations[Tensors.ToList().IndexOf(input)];

    private string Loader => $"{DataLoader}<{string.Join(", ", Tensors.Select(input => input.Element))}>";

    private IEnumerable<string> Loaders
        => Inputs.Where(input => input.Element is null).Select(input => $"{input.Type} {Identifiers.Escape(input.Name)}")
            .Prepend($"{Loader} {Data}").Concat(Sizes);

    private IEnumerable<string> Spans
        => Inputs.Select(input => input.Parameter).Concat(Sizes);

    private IEnumerable<string> Validations
        => Tensors.Select(input => $"{ReadOnlySpan}<{input.Element}> {Validation(input)} = default");

    private string NewOptions(string own)
        => $"new {FitOptions} {{ Epochs = {Epochs}, {own}OnEpoch = {OnEpoch}, AllowNonFinite = {AllowNonFinite}, "
            + $"Cancellation = {Cancellation} }}";

    private IEnumerable<string> Sizes => _sizes.Select(size => "int " + Identifiers.Escape(size));

    private string Ends()
        => $"global::System.Action<{EpochResult}>? {OnEpoch} = null, bool "
            + $"{AllowNonFinite} = false, global::System.Threading.CancellationToken {Cancellation} = default";

    private string Option(string name)
    {
        while (_inputs.Contains(name)) name = "fit" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        return name;
    }
}
