using Mnist;

try
{
    return CommandLine.Run(args, Training.Run);
}
catch (InvalidDataException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
