using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>The tree along which shared values and the pool's end go.</summary>
public class RankTreeTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("aaaaaaa", 1)]
    [InlineData("aabbcc", 3)]
    [InlineData("abcdefgh", 8)]
    [InlineData("abababacccd", 4)]
    public void EveryRank_IsReachedOnce_AndEveryHostOnceFromOutside(string hosts, int hostCount)
    {
        string[] names = [.. hosts.Select(static host => host.ToString())];
        var reached = new List<int> { 0 };
        int crossings = 0;
        for (int i = 0; i < reached.Count; i++)
        {
            var tree = new RankTree(names, reached[i]);
            Assert.True(tree.Children.Length <= 4);
            for (int child = 0; child < tree.Children.Length; child++)
            {
                bool isLocal = names[tree.Children[child]] == names[reached[i]];
                Assert.Equal(isLocal, tree.IsLocal(child));
                crossings += isLocal ? 0 : 1;
                reached.Add(tree.Children[child]);
            }
        }
        Assert.Equal(Enumerable.Range(0, hosts.Length), reached.Order());
        Assert.Equal(hostCount - 1, crossings);
    }
}
