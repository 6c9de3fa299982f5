using System.Collections;

namespace MpiPool;

/// <content>The enumerator.</content>
public abstract partial class MapResults<TResult>
{
    /// <summary>Goes through the results of a map. To be used by one thread at a time, and not to be copied while in use.</summary>
    public struct Enumerator : IEnumerator<TResult>
    {
        private readonly MapResults<TResult> _owner;
        private TResult[] _results = [];
        private int _position = -1;
        private int _end;
        private long _runs;

        internal Enumerator(MapResults<TResult> owner) => _owner = owner;

        /// <summary>The result that <see cref="MoveNext"/> came to.</summary>
        public readonly TResult Current => _results[_position];

        readonly object? IEnumerator.Current => Current;

        /// <summary>Goes to the next result; waits for it, driving the communication.</summary>
        /// <returns>False at the end.</returns>
        /// <exception cref="InvalidOperationException">A copy of this enumerator has gone on: the results it took are not this one's.</exception>
        /// <exception cref="RemoteTaskException">An item failed; all earlier results were yielded.</exception>
        /// <exception cref="MapInputException">The input threw.</exception>
        /// <exception cref="TimeoutException">The map's time is over.</exception>
        /// <exception cref="OperationCanceledException">The map was cancelled.</exception>
        /// <exception cref="PoolBrokenException">The pool broke.</exception>
        public bool MoveNext()
        {
            int next = _position + 1;
            if (next >= _end)
                return TryTakeMore();
            _position = next;
            return true;
        }

        /// <summary>Cancels what has not started.</summary>
        public readonly void Dispose() => _owner?.Stop();

        readonly void IEnumerator.Reset() => throw new NotSupportedException("The results of a map can be enumerated once.");

        private bool TryTakeMore()
        {
            // An error on the way leaves nothing to yield.
            _end = 0;
            if (_owner._runs != _runs)
                throw new InvalidOperationException("The enumerator of a map's results was copied, and the copy has gone on: a variable that is readonly, or a parameter that is not ref, is a copy. Keep it in one variable, or use IEnumerable<T>.");
            _owner._runs = ++_runs;
            // By way of variables: fields whose address is given away are not kept in registers.
            if (!_owner.TryTakeRun(out TResult[] results, out int start, out int length))
                return false;
            (_results, _position, _end) = (results, start, start + length);
            return true;
        }
    }
}
