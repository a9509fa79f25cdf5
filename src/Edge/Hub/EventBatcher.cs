using Edge.Hub.Epcis;
using Edge.Ledger;

namespace Edge.Hub;

/// <summary>Some consecutive ledger entries as one message.</summary>
/// <param name="From">First ledger entry that it covers: the one behind the last batch's, whether or not it was news.</param>
/// <param name="To">Last entry that it covers. Batches leave no gap between them, so a consumer sees a missing one.</param>
/// <param name="Id">The event's identifier, or the document's when there are several.</param>
/// <param name="RecordedAt">Of its first event.</param>
internal sealed record HubBatch(
    long From, long To, HubStream Stream, int Events, string Id, ReadOnlyMemory<byte> Payload, DateTimeOffset RecordedAt);

/// <summary>Reads the ledger in order and cuts it into documents. One loop owns it.</summary>
internal sealed class EventBatcher(ILedger ledger, EpcisMapper mapper, EpcisIds ids)
{
    private const int PageEntries = 500;

    private IReadOnlyList<LedgerEntry> _page = [];
    private int _next;
    private long _covered;

    /// <summary>Last entry that was looked at: those behind the last batch were no news.</summary>
    public long Scanned { get; private set; }

    /// <summary>Goes on behind this entry.</summary>
    public void Restart(long afterSeq)
    {
        _covered = Scanned = afterSeq;
        _page = [];
        _next = 0;
    }

    /// <param name="maxBytes">Of the document, at most. One event alone is given out whatever its size.</param>
    /// <returns>Null when there is nothing more at the moment.</returns>
    public async ValueTask<HubBatch?> NextAsync(int maxEvents, long maxBytes, CancellationToken ct)
    {
        Draft draft = new(maxEvents, maxBytes - EpcisDocument.OverheadBytes);
        while (!draft.IsFull)
        {
            if (_next == _page.Count)
            {
                if (draft.Events.Count > 0) break; // the end of a page ends a batch: what is here goes now
                _page = await ledger.ReadAsync(Scanned, PageEntries, ct);
                _next = 0;
                if (_page.Count == 0) return null;
            }
            LedgerEntry entry = _page[_next];
            if (mapper.Map(entry) is { } happened && !draft.TryAdd(entry, happened)) break;
            Scanned = entry.Seq;
            _next++;
        }
        return Finish(draft);
    }

    private HubBatch Finish(Draft draft)
    {
        long from = _covered + 1;
        string document = ids.Document(from, draft.LastSeq);
        _covered = draft.LastSeq;
        return new HubBatch(
            from, draft.LastSeq, draft.Stream, draft.Events.Count, draft.Events.Count == 1 ? draft.FirstId : document,
            EpcisDocument.Compose(document, draft.LastRecordedAt, draft.Events), draft.FirstRecordedAt);
    }

    private sealed class Draft(int maxEvents, long maxBytes)
    {
        private long _bytes;

        public List<byte[]> Events { get; } = [];
        public HubStream Stream { get; private set; }
        public string FirstId { get; private set; } = "";
        public long LastSeq { get; private set; }
        public DateTimeOffset FirstRecordedAt { get; private set; }
        public DateTimeOffset LastRecordedAt { get; private set; }
        public bool IsFull => Events.Count >= maxEvents;

        /// <returns>False: it belongs into the next batch.</returns>
        public bool TryAdd(LedgerEntry entry, EpcisEvent happened)
        {
            HubStream stream = happened.Sensor is null ? HubStream.Unit : HubStream.Cold;
            if (Events.Count > 0 && stream != Stream) return false;
            byte[] json = EpcisWriter.Write(happened, out string id);
            if (Events.Count > 0 && _bytes + json.Length + 1 > maxBytes) return false;
            if (Events.Count == 0) (Stream, FirstId, FirstRecordedAt) = (stream, id, entry.RecordedAt);
            Events.Add(json);
            _bytes += json.Length + 1;
            (LastSeq, LastRecordedAt) = (entry.Seq, entry.RecordedAt);
            return true;
        }
    }
}
