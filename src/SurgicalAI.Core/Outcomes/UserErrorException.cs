namespace SurgicalAI.Core.Outcomes;

/// <summary>Bad input from the person at the command line: printed as one line, exit code 2.</summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: what is wrong, where, and how to mend it.</param>
    public UserErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error, keeping its cause.</summary>
    /// <param name="message">One line: what is wrong, where, and how to mend it.</param>
    /// <param name="inner">Cause.</param>
    public UserErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
