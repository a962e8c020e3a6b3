namespace Dqn;

/// <summary>
/// A cart on a track with a pole on it, pushed to the left or the right so that the pole stays up: the equations of Barto, Sutton and
/// Anderson, IEEE Transactions on Systems, Man, and Cybernetics 1983, with the numbers of CartPole-v1.
/// https://gymnasium.farama.org/environments/classic_control/cart_pole/
/// </summary>
internal sealed class CartPole
{
    /// <summary>Numbers of a state: the cart's position and velocity, the pole's angle and angular velocity.</summary>
    public const int StateSize = 4;

    /// <summary>Actions: to the left, to the right.</summary>
    public const int Actions = 2;

    /// <summary>The steps after which an episode ends however well it goes; each is worth a reward of 1.</summary>
    public const int LongestEpisode = 500;

    private const double Gravity = 9.8;
    private const double PoleMass = 0.1;
    private const double TotalMass = 1.0 + PoleMass;
    private const double HalfLength = 0.5;
    private const double Force = 10;
    private const double Interval = 0.02;
    private const double PositionLimit = 2.4;
    private const double AngleLimit = 12 * Math.PI / 180;

    private double _position;
    private double _velocity;
    private double _angle;
    private double _angularVelocity;

    /// <summary>How many steps the episode has.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the pole fell or the cart left the track.</summary>
    public bool HasFailed => Math.Abs(_position) > PositionLimit || Math.Abs(_angle) > AngleLimit;

    /// <summary>Whether the episode has ended.</summary>
    public bool HasEnded => HasFailed || Steps == LongestEpisode;

    /// <summary>Begins an episode: each number of the state is between -0.05 and 0.05.</summary>
    public void Reset(Random random)
    {
        (_position, _velocity, _angle, _angularVelocity) = (Small(random), Small(random), Small(random), Small(random));
        Steps = 0;
    }

    /// <summary>Pushes the cart, and lets the time of a step pass.</summary>
    /// <param name="action">0 to the left, 1 to the right.</param>
    public void Step(int action)
    {
        var (sin, cos) = Math.SinCos(_angle);
        var push = ((action == 1 ? Force : -Force) + (PoleMass * HalfLength * _angularVelocity * _angularVelocity * sin)) / TotalMass;
        var angular = ((Gravity * sin) - (cos * push)) / (HalfLength * ((4.0 / 3.0) - (PoleMass * cos * cos / TotalMass)));
        var linear = push - (PoleMass * HalfLength * angular * cos / TotalMass);
        _position += Interval * _velocity;
        _velocity += Interval * linear;
        _angle += Interval * _angularVelocity;
        _angularVelocity += Interval * angular;
        Steps++;
    }

    /// <summary>Writes the state.</summary>
    public void Observe(Span<float> state)
        => (state[0], state[1], state[2], state[3]) = ((float)_position, (float)_velocity, (float)_angle, (float)_angularVelocity);

    private static double Small(Random random) => (random.NextDouble() - 0.5) * 0.1;
}
