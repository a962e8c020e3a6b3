using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <summary>
/// What the analyzer can report. Blocks: MG00 the class, MG01 inputs and dimensions, MG02 shapes, MG03 the language, MG04 what is unused or
/// slow, MG05 modules from elsewhere, MG06 optimizers, MG09 the compiler itself.
/// </summary>
internal static class Descriptors
{
    private const string Category = "ModelGen";

    private const string Docs = "https://github.com/modelgen/modelgen/blob/main/docs/diagnostics.md#";

    public static readonly DiagnosticDescriptor NotPartial = Error("MG0001", "The class is not partial",
        "{0} is not partial, so nothing can be added to it: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor NoForward = Error("MG0002", "There is no Forward",
        "{0} has no method Forward: {1}");

    public static readonly DiagnosticDescriptor WrongSignature = Error("MG0003", "Forward, Loss or a program has a wrong signature",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor OptimizerWithoutLoss = Error("MG0004", "There is an optimizer but no loss",
        "{0} has an optimizer but no method Loss to tell it what to make small: {1}");

    public static readonly DiagnosticDescriptor NoUnsafeCode = Error(
        "MG0005",
        "The project does not allow unsafe code",
        "{0} becomes code that works on memory by pointers, which this project does not allow: set "
            + "<AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "MG0006", "The project's language is too old",
        "{0} becomes code in C# 12, and this project is in an older C#: take LangVersion out of the project file, or set it to 12 or "
            + "later");

    public static readonly DiagnosticDescriptor NameOfMember = Error("MG0007", "The name is that of a member",
        "{0} gets {1} by ModelGen: give {2} another name");

    public static readonly DiagnosticDescriptor MissingMember = Error("MG0008", "The model lacks this member", "{0} has no {1}: {2}");

    public static readonly DiagnosticDescriptor ProgramWithoutOptimizer = Error("MG0009", "The training program has no optimizer",
        "{0} is a training program and has no optimizer to train by: mark it with one, such as [Adam], or make it a [Program]");

    public static readonly DiagnosticDescriptor CalledFromOutside = Warning("MG0010", "Forward or Loss is called as it is written",
        "{0} is compiled, and throws when it runs as it is written: call {1}, which is made of it");

    public static readonly DiagnosticDescriptor InputWithoutShape = Error("MG0101", "An input has no shape",
        "the input {0} has no shape: write '[Shape(\"N\", ...)] {1} {0}'");

    public static readonly DiagnosticDescriptor NotADimension = Error("MG0102", "This is not a dimension", "{0} is not a dimension: {1}");

    public static readonly DiagnosticDescriptor SymbolNotTold = Error(
        "MG0103",
        "A call cannot tell a symbol",
        "no input of {1} tells {0}: a call finds it in a dimension in which it is the only unknown symbol and stands once, such as "
            + "\"{0}\", \"2*{0}\" or \"{0}+1\"; give an input such a dimension, or take the number itself as an input, 'int {0}'");

    public static readonly DiagnosticDescriptor SymbolsMustMeet = Warning("MG0104", "Two symbols are always one number",
        "{0} is {1} in each call: {2}; write \"{1}\" here, so that the compiler knows it");

    public static readonly DiagnosticDescriptor ShapesDoNotMeet = Error("MG0201", "The shapes cannot meet", "{0}{1}");

    public static readonly DiagnosticDescriptor BothExpand = Warning(
        "MG0202",
        "Both operands expand",
        "{0} with {1} gives {2}: each element of one meets each of the other. Make the shapes equal by Squeeze, Unsqueeze or Reshape; "
            + "where all pairs are meant, give both sides an axis of 1 by Unsqueeze");

    public static readonly DiagnosticDescriptor UnknownCall = Error("MG0301", "The model language does not have this call",
        "the model language does not have {0}{1}");

    public static readonly DiagnosticDescriptor UnknownSyntax = Error("MG0302", "The model language does not have this",
        "the model language does not have {0}; {1}");

    public static readonly DiagnosticDescriptor NeedsConstant = Error("MG0303", "A constant is needed",
        "{0} must be a constant, but {1} is known only at run time");

    public static readonly DiagnosticDescriptor NoElement = Error("MG0304", "There is no such element", "'{0}' has no value: {1}");

    public static readonly DiagnosticDescriptor ModuleInForward = Error(
        "MG0305",
        "A module is made outside of a field",
        "{0} is made in {1}, where its parameters would be those of every other {0} that {1} makes: make it a field, 'private readonly "
            + "{0} {2} = new(...);', and call {2}.Forward");

    public static readonly DiagnosticDescriptor ForeignWord = Error("MG0306", "This is another library's word", "there is no {0}: {1}");

    public static readonly DiagnosticDescriptor PropertyForField = Error("MG0307", "A property stands for a field",
        "{0} is a property, and {1} are fields: write '{2}'");

    public static readonly DiagnosticDescriptor TensorInField = Error("MG0308", "A tensor is computed in a field",
        "C# would compute {0} when a model is made, and tensors are computed in Forward and Loss alone: {1}");

    public static readonly DiagnosticDescriptor UnusedParameter = Warning("MG0401", "The parameter is never used",
        "the parameter {0} is used neither in Forward nor in Loss, so it would never train: use it or take it away");

    public static readonly DiagnosticDescriptor UnusedModule = Warning("MG0402", "The module is never used",
        "the module {0} is used neither in Forward nor in Loss, so it would never train: use it or take it away");

    public static readonly DiagnosticDescriptor Synchronises = Make("MG0403", "The host waits for the device",
        "'{0}' waits until the device has the value, each time it runs: where both sides of a condition are cheap, choose elementwise "
            + "by Tensor.Where", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor BoundsCrossed = Warning("MG0404", "The bounds stand in the wrong order",
        "the lower bound of {0}, {1}, is above its upper bound {2}: change them round");

    public static readonly DiagnosticDescriptor UntrainedParameter = Make(
        "MG0406",
        "No gradient reaches the parameter",
        "no gradient of the loss reaches {0}: a training step leaves it as it is, without weight decay, and keeps no optimizer state "
            + "for it",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor RefusedStep = Warning("MG0405", "Each training step is refused", "{0}");

    public static readonly DiagnosticDescriptor ResultUnused = Warning("MG0407", "The result goes nowhere",
        "the result of {0} goes nowhere, and a tensor does not change: {1}, or take the call away");

    public static readonly DiagnosticDescriptor ProbabilitiesForLogits = Warning("MG0408", "The loss is given probabilities",
        "{0} takes {1} but gets probabilities of {2}: {3}");

    public static readonly DiagnosticDescriptor SoftmaxOverSamples = Warning("MG0409", "The softmax is over the samples",
        "along axis 0 of {1} lie the {0} samples of a batch, whose results then depend on each other: for the classes write axis {2}");

    public static readonly DiagnosticDescriptor UsedInLossAlone = Make("MG0410", "Loss alone uses it",
        "{0} is used in Loss alone, so that Predict computes nothing with it: call it in Forward where what it gives belongs to the "
            + "result", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor DropoutOfScores = Warning("MG0411", "Dropout stands behind the last layer",
        "dropout behind the last layer sets some of the scores to 0 that {0} takes as they are: put it before the last layer");

    public static readonly DiagnosticDescriptor UselessBias = Make("MG0412", "The bias does nothing",
        "the bias of {0} does nothing, for {1}: make it without, 'new {2}(..., {3}: false)'", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NothingTrains = Warning("MG0413", "The loss trains nothing",
        "no gradient of the loss reaches any parameter, so that a step trains nothing: of Detach, ArgMax, comparisons and Round there is "
            + "none; write a loss of the scores, such as CrossEntropy");

    public static readonly DiagnosticDescriptor NewerModule = Error("MG0501", "The module was compiled by a newer ModelGen",
        "the graph of {0} has version {1}, but this ModelGen reads up to {2}: update ModelGen");

    public static readonly DiagnosticDescriptor NoModuleGraph = Error("MG0502", "The module has no graph", "{0} carries no graph: {1}");

    public static readonly DiagnosticDescriptor ModuleMisfit = Error("MG0503", "A module does not fit", "{0} does not fit here: {1}");

    public static readonly DiagnosticDescriptor WrongRule = Error("MG0601", "The update rule is wrong", "{0}: {1}");

    public static readonly DiagnosticDescriptor TwoOptimizers = Error("MG0602", "There is more than one optimizer",
        "{0} has both [{1}] and [{2}]: take one of them away");

    public static readonly DiagnosticDescriptor OutOfRange = Error("MG0603", "A setting is out of range",
        "{1} of {0} is {2}, but must be {3}");

    public static readonly DiagnosticDescriptor PatternMatchesNothing = Error("MG0604", "The pattern matches no parameter",
        "\"{0}\" matches no parameter of {1}: its parameters are {2}");

    public static readonly DiagnosticDescriptor NoSuchSetting = Error("MG0605", "The optimizer has no such setting",
        "{0} has no setting {1} that a group could change: it has {2}");

    public static readonly DiagnosticDescriptor OptionWithoutOptimizer = Error("MG0606", "There is no optimizer for the attribute",
        "[{0}] is for the training step, and {1} has no optimizer: mark it with one, such as [Adam], or take [{0}] away");

    public static readonly DiagnosticDescriptor WrongGradientTransform = Error("MG0607", "The gradient transformation is wrong",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor CompilerFault = Error("MG0901", "ModelGen failed",
        "ModelGen failed on {0}, which is a fault of ModelGen: {1}");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        NotPartial, NoForward, WrongSignature, OptimizerWithoutLoss, NoUnsafeCode, OldLanguage, NameOfMember, MissingMember,
        ProgramWithoutOptimizer, CalledFromOutside, InputWithoutShape,
        NotADimension, SymbolNotTold, SymbolsMustMeet, ShapesDoNotMeet, BothExpand, UnknownCall, UnknownSyntax, NeedsConstant, NoElement,
        ModuleInForward, ForeignWord, PropertyForField, TensorInField,
        UnusedParameter, UnusedModule, Synchronises, BoundsCrossed, UntrainedParameter, RefusedStep,
        ResultUnused, ProbabilitiesForLogits, SoftmaxOverSamples, UsedInLossAlone, DropoutOfScores, UselessBias, NothingTrains,
        NewerModule, NoModuleGraph,
        ModuleMisfit, WrongRule, TwoOptimizers, OutOfRange, PatternMatchesNothing, NoSuchSetting, OptionWithoutOptimizer,
        WrongGradientTransform, CompilerFault,
    ];

    /// <summary>The same diagnostic with a message of its own.</summary>
    public static DiagnosticDescriptor Told(DiagnosticDescriptor descriptor)
        => Make(descriptor.Id, descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture), "{0}",
            descriptor.DefaultSeverity);

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message)
        => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity)
        => new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Docs + id.ToLowerInvariant());
}
