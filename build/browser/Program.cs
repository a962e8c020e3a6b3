// The page calls Checks.Run; that the program ran is all that starts it.
Console.WriteLine("ready");
