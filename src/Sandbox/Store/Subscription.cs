using System.Threading.Channels;

namespace Sandbox.Store;

/// <summary>What a watcher hears: a change, or (where <see cref="Change"/> is null) that nothing up to <see cref="Revision"/> is missing.</summary>
internal sealed record Notice(long Revision, Change? Change);

/// <summary>One watcher's place in a kind's log. Writers only drop notices into its channel, so a slow reader holds nobody up.</summary>
internal sealed class Subscription(Action<Subscription> unsubscribe) : IDisposable
{
    private readonly Channel<Notice> _notices = Channel.CreateUnbounded<Notice>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<Notice> Notices => _notices.Reader;

    public void Publish(Change change) => _notices.Writer.TryWrite(new Notice(change.Revision, change));

    public void Mark(long revision) => _notices.Writer.TryWrite(new Notice(revision, null));

    public void Dispose() => unsubscribe(this);
}
