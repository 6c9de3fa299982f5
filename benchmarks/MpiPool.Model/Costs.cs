namespace MpiPool.Model;

/// <summary>What the simulated ranks spend. All times in seconds.</summary>
/// <param name="Message">A message out and its answer, on the rank that hands out work.</param>
/// <param name="Call">A task that was submitted alone and has a future, on the same rank.</param>
/// <param name="Item">An item of a map, on the same rank.</param>
/// <param name="Latency">A message's way from rank to rank.</param>
internal sealed record Costs(double Message, double Call, double Item, double Latency)
{
    /// <exception cref="ArgumentException">A cost is negative, or no number.</exception>
    public void Validate()
    {
        if (!(Message >= 0 && Call >= 0 && Item >= 0 && Latency >= 0) || !double.IsFinite(Message + Call + Item + Latency))
            throw new ArgumentException($"A cost is negative or no number: {this}.");
    }
}
