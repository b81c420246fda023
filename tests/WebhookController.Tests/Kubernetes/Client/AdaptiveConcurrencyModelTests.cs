using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Client;

/// Random histories of writes that are asked for, given up, answered, refused and cancelled.
public sealed class AdaptiveConcurrencyModelTests
{
    private static readonly Gen<(int Step, int Which, int Milliseconds)[]> Histories =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1000], Gen.Int[0, 2000]).Array[0, 200];

    [Fact]
    public void Whatever_happens_no_permit_is_lost_and_nobody_waits_for_ever() =>
        Gen.Select(Gen.Int[1, 10], Gen.Int[1, 12], Histories).Sample((initial, maximum, history) =>
        {
            using var run = new Run(initial, maximum);
            foreach (var (step, which, milliseconds) in history) run.Take(step, which, milliseconds);
            run.Finish();
        });

    [Fact]
    public async Task Many_threads_that_write_and_give_up_leave_all_permits_behind()
    {
        var concurrency = new AdaptiveConcurrency(4, 8, TimeProvider.System);
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var impatience = new CancellationTokenSource();
                var acquiring = concurrency.AcquireAsync(impatience.Token);
                if ((i + writer) % 3 == 0) await impatience.CancelAsync();
                try
                {
                    using var permit = await acquiring;
                    if (i % 5 == 0) await Task.Yield();
                    if (i % 50 == writer) permit.Failed(new TimeoutException());
                    else permit.Succeeded("patch");
                }
                catch (OperationCanceledException)
                {
                    // Gave up in time.
                }
            }
        }));

        await Task.WhenAll(writers);

        Assert.Equal((0, 0), (concurrency.InFlight, concurrency.Waiting));
        Assert.InRange(concurrency.Limit, 1, 8);
    }

    // What the limiter does beside a list of who waits and who runs.
    private sealed class Run : IDisposable
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly AdaptiveConcurrency _concurrency;
        private readonly List<(Task<AdaptiveConcurrency.Permit> Permit, CancellationTokenSource Impatience)> _waiting = [];
        private readonly List<AdaptiveConcurrency.Permit> _running = [];
        private readonly List<CancellationTokenSource> _sources = [];

        public Run(int initial, int maximum) => _concurrency = new AdaptiveConcurrency(initial, maximum, _clock);

        public void Take(int step, int which, int milliseconds)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            switch (step)
            {
                case 0 or 1:
                    Ask();
                    break;
                case 2 when _waiting.Count > 0:
                    GiveUp(which % _waiting.Count);
                    break;
                case > 2 when _running.Count > 0:
                    End(which % _running.Count, step);
                    break;
            }

            Check();
        }

        public void Finish()
        {
            while (_running.Count > 0)
            {
                End(0, 3);
                Check();
            }

            Assert.Empty(_waiting);
            Assert.Equal((0, 0), (_concurrency.InFlight, _concurrency.Waiting));
        }

        public void Dispose() => _sources.ForEach(source => source.Dispose());

        private void Ask()
        {
            var impatience = new CancellationTokenSource();
            _sources.Add(impatience);
            var (limit, inFlight) = (_concurrency.Limit, _concurrency.InFlight);
            var permit = _concurrency.AcquireAsync(impatience.Token).AsTask();
            // At once exactly where there is room and nobody waits.
            Assert.Equal(inFlight < limit && _waiting.Count == 0, permit.IsCompletedSuccessfully);
            if (!permit.IsCompletedSuccessfully) _waiting.Add((permit, impatience));
            else _running.Add(Of(permit));
        }

        private void GiveUp(int which)
        {
            var (permit, impatience) = _waiting[which];
            _waiting.RemoveAt(which);
            impatience.Cancel();
            Assert.Throws<AggregateException>(() => permit.Wait(TimeSpan.FromSeconds(30)));
            Assert.True(permit.IsCanceled);
        }

        private void End(int which, int how)
        {
            var permit = _running[which];
            _running.RemoveAt(which);
            if (how == 3) permit.Succeeded("patch");
            if (how == 4) permit.Failed(new ApiException(HttpStatusCode.TooManyRequests, "TooManyRequests", "no"));
            if (how == 5) permit.Failed(new ApiException(HttpStatusCode.Conflict, "Conflict", "no"));
            permit.Dispose();
            // The oldest of those who wait get what became free, and nobody else does.
            while (_running.Count < _concurrency.InFlight)
            {
                var next = _waiting[0].Permit;
                _waiting.RemoveAt(0);
                _running.Add(Of(next));
            }

            Assert.True(_waiting.Count == 0 || _concurrency.InFlight >= _concurrency.Limit, "a permit is free while somebody waits");
        }

        private void Check()
        {
            Assert.InRange(_concurrency.Limit, 1, _concurrency.Maximum);
            Assert.Equal((_running.Count, _waiting.Count), (_concurrency.InFlight, _concurrency.Waiting));
        }

        private static AdaptiveConcurrency.Permit Of(Task<AdaptiveConcurrency.Permit> permit)
        {
            Assert.True(permit.Wait(TimeSpan.FromSeconds(30)), "a permit that was given never arrived");
            return permit.Result;
        }
    }
}
