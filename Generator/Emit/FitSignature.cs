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

    /// <param name="inputs">The inputs of Forward and Loss, in order; those without <see cref="FitInput.Element"/> are no tensors.</param>
    /// <param name="sizes">The parameters for sizes that numbers of elements do not tell.</param>
    public FitSignature(IReadOnlyList<FitInput> inputs, IReadOnlyList<string> sizes)
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

    public IReadOnlyList<FitInput> Inputs { get; }

    public IReadOnlyList<FitInput> Tensors => Inputs.Where(input => input.Element is not null).ToList();

    /// <summary>A data set has one input and one target.</summary>
    public bool HasLoader => Tensors.Count == LoaderTensors;

    public string Epochs => Option("epochs");

    public string BatchSize => Option("batchSize");

    public string Shuffle => Option("shuffle");

    public string Seed => Option("seed");

    public string OnEpoch => Option("onEpoch");

    public string AllowNonFinite => Option("allowNonFinite");

    public string Cancellation => Option("cancellation");

    public string Data => Option("data");

    public string ValidationData => Option("validation");

    public string OverSpans()
    {
        var inputs = Inputs.Select(input => input.Element is null
            ? $"{input.Type} {Identifiers.Escape(input.Name)}"
            : $"{ReadOnlySpan}<{input.Element}> {Identifiers.Escape(input.Name)}");
        var validation = Tensors.Select(input => $"{ReadOnlySpan}<{input.Element}> {Validation(input)} = default");
        return string.Join(", ", inputs.Concat(Sizes)
            .Concat([$"int {Epochs}", $"int {BatchSize} = 32", $"bool {Shuffle} = true", $"long? {Seed} = null"]).Concat(validation)
            .Append(Ends()));
    }

    public string OverLoader()
    {
        var loader = $"{DataLoader}<{string.Join(", ", Tensors.Select(input => input.Element))}>";
        var hosts = Inputs.Where(input => input.Element is null).Select(input => $"{input.Type} {Identifiers.Escape(input.Name)}");
        return string.Join(", ", hosts.Prepend($"{loader} {Data}").Concat(Sizes)
            .Concat([$"int {Epochs}", $"{loader}? {ValidationData} = null", Ends()]));
    }

    /// <summary>As an input, of the samples on which the loss is computed after each epoch.</summary>
    public string Validation(FitInput input) => _validations[Tensors.ToList().IndexOf(input)];

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

/// <summary>An input of Fit: the C# keyword of its type, and of its elements where it is a tensor.</summary>
internal sealed record FitInput(string Name, string Type, string? Element);
