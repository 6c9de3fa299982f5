using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>The binary tree along which the main rank's word to all reaches them: rank r passes it on to ranks 2r+1 and 2r+2.</summary>
internal static class RankTree
{
    /// <summary>The ranks that this rank passes on to: none, one or two.</summary>
    public static int[] Children(Transport transport)
    {
        int first = 2 * transport.Rank + 1;
        int count = Math.Clamp(transport.Size - first, 0, 2);
        return count switch
        {
            0 => [],
            1 => [first],
            _ => [first, first + 1],
        };
    }
}
