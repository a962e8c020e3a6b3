using ModelGen.Generator.IR;

namespace ModelGen.Generator.CSharp;

/// <summary>The types that members of a model name, as they are written where a type of the user's may have the same name.</summary>
internal static class TypeNames
{
    public const string ReadOnlySpan = "global::System.ReadOnlySpan";

    public const string Span = "global::System.Span";

    public const string ReadOnlyTensorSpan = "global::System.Numerics.Tensors.ReadOnlyTensorSpan";

    public const string TensorSpan = "global::System.Numerics.Tensors.TensorSpan";

    /// <summary>Lets an overload go before the others.</summary>
    public const string Priority = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]";

    public const string Device = "global::ModelGen.Device";

    public const string ParameterCollection = "global::ModelGen.ParameterCollection";

    public const string ParameterGroupCollection = "global::ModelGen.ParameterGroupCollection";

    public const string Model = "global::ModelGen.IModel";

    public const string LoadReport = "global::ModelGen.LoadReport";

    public const string KernelProfile = "global::ModelGen.KernelProfile";

    public const string Schedule = "global::ModelGen.Schedule";

    public const string StepResult = "global::ModelGen.StepResult";

    public const string GradientSet = "global::ModelGen.GradientSet";

    public const string History = "global::ModelGen.History";

    public const string FitOptions = "global::ModelGen.FitOptions";

    public const string EpochResult = "global::ModelGen.EpochResult";

    public const string DataLoader = "global::ModelGen.DataLoader";

    public const string ModelSummary = "global::ModelGen.ModelSummary";

    public const string ModelPlan = "global::ModelGen.ModelPlan";

    public const string AuditOptions = "global::ModelGen.AuditOptions";

    public const string AuditReport = "global::ModelGen.AuditReport";

    public const string ModelAudit = Runtime + "ModelAudit";

    public const string ModelExecutor = Runtime + "ModelExecutor";

    public const string ExecutorOptions = Runtime + "ExecutorOptions";

    public const string ExecutorSource = Runtime + "ExecutorSource";

    public const string ModelFactory = Runtime + "ModelFactory";

    public const string InputCheck = Runtime + "InputCheck";

    public const string TensorCheck = Runtime + "TensorCheck";

    public const string LimitCheck = Runtime + "LimitCheck";

    public const string Precision = "global::ModelGen.Precision";

    public const string ModelLayout = Runtime + "ModelLayout";

    public const string ParameterLayout = Runtime + "ParameterLayout";

    public const string StateLayout = Runtime + "StateLayout";

    public const string ModelCall = Runtime + "ModelCall";

    public const string CallKind = Runtime + "CallKind";

    public const string OptimizerLayout = Runtime + "OptimizerLayout";

    public const string OptimizerCollection = "global::ModelGen.OptimizerCollection";

    public const string Initializer = "global::ModelGen.Initializer";

    public const string FitRun = Runtime + "FitRun";

    public const string BatchRows = Runtime + "BatchRows";

    public const string MissingMember = Runtime + "MissingMember";

    /// <summary>The member of <see cref="Precision"/> for a float type.</summary>
    public static string PrecisionOf(ElementType type) => $"{Precision}.{(type == ElementType.Float64 ? "Double" : "Single")}";

    private const string Runtime = "global::ModelGen.Runtime.";
}
