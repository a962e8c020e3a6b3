using ModelGen;

namespace Dqn;

/// <summary>
/// What each action is worth in a state: the rewards to come, discounted (Mnih et al., Nature 2015). It learns by the Huber loss of the
/// actions that were taken.
/// </summary>
[Model]
[Adam(LearningRate = 1e-3), ClipGradients(Norm = 10)]
public partial class QNetwork
{
    private readonly Linear _first = new(CartPole.StateSize, 64);
    private readonly Linear _second = new(64, 64);
    private readonly Linear _output = new(64, CartPole.Actions);

    public Tensor Forward([Shape("N", CartPole.StateSize)] Tensor states)
        => _output.Forward(_second.Forward(_first.Forward(states).Relu()).Relu());

    public Tensor Loss(Tensor values, [Shape("N")] IndexTensor actions, [Shape("N")] Tensor returns)
        => (values * actions.OneHot(CartPole.Actions)).Sum(1).Huber(returns);
}
