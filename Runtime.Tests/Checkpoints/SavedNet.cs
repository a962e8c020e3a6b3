namespace ModelGen.Tests.Checkpoints;

/// <summary>A net with all that a file must keep: parameters, running statistics, an optimizer's states and random numbers.</summary>
[Model]
[Adam(LearningRate = 0.05)]
public partial class SavedNet(double drop = 0)
{
    private readonly Linear hidden = new(3, 5);
    private readonly BatchNorm1d norm = new(5);
    private readonly Dropout dropout = new(drop);
    private readonly Linear output = new(5, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => output.Forward(dropout.Forward(norm.Forward(hidden.Forward(x)).Relu()));

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same parameters in double precision, with another optimizer and another name.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class SavedNetInDouble
{
    private readonly Linear hidden = new(3, 5);
    private readonly BatchNorm1d norm = new(5);
    private readonly Linear output = new(5, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => output.Forward(norm.Forward(hidden.Forward(x)).Relu());

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same parameters, without a loss: what a program that only predicts has.</summary>
[Model]
public partial class SavedNetForUse
{
    private readonly Linear hidden = new(3, 5);
    private readonly BatchNorm1d norm = new(5);
    private readonly Linear output = new(5, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => output.Forward(norm.Forward(hidden.Forward(x)).Relu());
}

/// <summary>The same parameters and optimizer as in double precision.</summary>
[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class SavedNetWithMomentum
{
    private readonly Linear hidden = new(3, 5);
    private readonly BatchNorm1d norm = new(5);
    private readonly Linear output = new(5, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => output.Forward(norm.Forward(hidden.Forward(x)).Relu());

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The first layers of <see cref="SavedNet"/> with another head, as for another task.</summary>
[Model]
[Adam(LearningRate = 0.05)]
public partial class SavedNetForMore(int classes)
{
    private readonly Linear hidden = new(3, 5);
    private readonly BatchNorm1d norm = new(5);
    private readonly Linear output = new(5, classes);
    private readonly Linear extra = new(classes, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => extra.Forward(output.Forward(norm.Forward(hidden.Forward(x)).Relu()));

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
}
