namespace Inventory.Presence;

/// <summary>Turns reads and listening time into "where is each tag, with what chance", and says when a tag changed its place.</summary>
/// <remarks>
/// Not thread-safe: one owner. Nothing is allocated for a read of a known tag, and the work for a read does not depend on the
/// number of tags or places. Silence is weighed only when somebody asks (<see cref="TryGetBelief"/>, <see cref="Sweep"/>).
/// </remarks>
public sealed class PresenceTracker
{
    private const float LeadToConsider = 1; // log of the lead below which a change of place is not worth computing chances
    private const float EvidenceToConclude = 1.5f;

    /// <summary>
    /// For <see cref="Tuned"/>: the antenna counts, with powers that rise in steps and tags that keep quiet when they have answered. A read says that a
    /// bag is still in its cabinet and nothing else; what is not read says nothing at all.
    /// </summary>
    public const int Counting = sbyte.MinValue;

    private const int IndexAhead = 12, TrackAhead = 6; // reads: as long as memory takes
    private const uint SweepMs = 1000;
    private static readonly long s_forgetPasserTicks = TimeSpan.FromMinutes(10).Ticks;

    private readonly PresenceOptions _options;
    private readonly PlaceTable _places;
    private readonly SiteListening _listening;
    private readonly ReadEvidence _evidence;
    private readonly TrackStart _start;
    private readonly int _antennas;
    private readonly TagTable _tags = new();
    private TrackerClock _clock;
    private uint _lastSweepMs;
    private int _sweepPosition;

    public PresenceTracker(PresenceLayout layout, PresenceModel likelihoods, PresenceOptions options)
    {
        _options = options;
        _antennas = layout.Antennas.Count;
        _places = new PlaceTable(layout, likelihoods);
        _listening = new SiteListening(layout, _places.Cabinets, likelihoods, options);
        _start = new TrackStart(_places, _listening, Leads.From(options));
        _evidence = new ReadEvidence(likelihoods, _places, _listening, _start, options);
    }

    /// <summary>Tags that are known, whether they are here or not.</summary>
    public int Count => _tags.Count;

    /// <summary>Takes one read. Late, repeated and out-of-order reads are allowed.</summary>
    /// <param name="changes">Conclusions are added here, at most one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout has no such antenna.</exception>
    public void Observe(in TagObservation read, List<PlaceChange> changes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)read.Antenna, (uint)_antennas, nameof(read));
        uint nowMs = _clock.Advance(read.AtTicks);
        int position = _tags.Find(read.Tag);
        if (_listening.MoreDb(read.Antenna) is not 0 and int moreDb)
        {
            if (moreDb == Counting)
            {
                if (position >= 0) HeardByLooking(ref _tags[position], read);
                return;
            }
            TagObservation usual = read with { RssiDbm = read.RssiDbm - moreDb };
            if (usual.RssiDbm >= _listening.EdgeDbm(read.Antenna)) Observe(usual, position, nowMs, changes);
            else if (position >= 0) HeardByLooking(ref _tags[position], read);
            return;
        }
        Observe(read, position, nowMs, changes);
    }

    private void Observe(in TagObservation read, int position, uint nowMs, List<PlaceChange> changes)
    {
        if (position < 0)
        {
            position = _tags.Add(read.Tag);
            _start.Begin(ref _tags[position], read.Antenna, nowMs);
        }
        ref TagTrack track = ref _tags[position];
        float weight = _evidence.Apply(ref track, read, nowMs, out bool passing);
        HeardAt(ref track, read.AtTicks, inside: _places.CabinetOfAntenna(read.Antenna) == _places.HomeOf(track));
        Conclude(ref track, read.Antenna, weight, nowMs, read.AtTicks, changes);
        if (!passing) Mark(ref track);
    }

    /// <summary>
    /// It answered because the antenna looked harder or counts: it is still there, and may be silent again. Neither its place nor the way it
    /// is usually heard is learned from that.
    /// </summary>
    private void HeardByLooking(ref TagTrack track, in TagObservation read)
    {
        if (track.Concluded < 0 || _places.CabinetOf(track.Concluded) != _places.CabinetOfAntenna(read.Antenna)) return;
        Silence.End(ref track, _listening);
        Lifting.End(ref track, in _listening.Cabinet(_places.CabinetOf(track.Concluded)));
        HeardAt(ref track, read.AtTicks, inside: true);
        Mark(ref track);
    }

    private void HeardAt(ref TagTrack track, long atTicks, bool inside)
    {
        if (IsLater(atTicks, track.LastHeardTicks)) track.LastHeardTicks = atTicks;
        if (inside && !_places.IsOpenRoom && IsLater(atTicks, track.HeardInsideTicks)) track.HeardInsideTicks = atTicks;

        // a clock that was set back is right from now on
        static bool IsLater(long atTicks, long knownTicks) => atTicks > knownTicks || atTicks - knownTicks < -TimeSpan.TicksPerMinute;
    }

    /// <summary>Takes many reads, in order; the memory of the next ones is fetched meanwhile.</summary>
    /// <param name="changes">Conclusions are added here, at most one for each read.</param>
    public void Observe(ReadOnlySpan<TagObservation> reads, List<PlaceChange> changes)
    {
        for (int at = 0; at < Math.Min(reads.Length, IndexAhead); at++) _tags.FetchIndex(reads[at].Tag);
        for (int at = 0; at < Math.Min(reads.Length, TrackAhead); at++) _tags.Fetch(reads[at].Tag);
        for (int at = 0; at < reads.Length; at++)
        {
            if (at + IndexAhead < reads.Length) _tags.FetchIndex(reads[at + IndexAhead].Tag);
            if (at + TrackAhead < reads.Length) _tags.Fetch(reads[at + TrackAhead].Tag);
            Observe(reads[at], changes);
        }
    }

    /// <summary>An antenna has listened. Only this makes "not read" mean anything.</summary>
    public void Listened(in AntennaListened period)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)period.Antenna, (uint)_antennas, nameof(period));
        _clock.Advance(period.ToTicks);
        _listening.Listened(period);
    }

    /// <summary>From here on an antenna reads with more power than usual, or as usual again. Its strengths are compared with the usual ones all the same.</summary>
    /// <param name="moreDb">Decibels over the power that it usually has; 0 as usual, negative with less; or <see cref="Counting"/>.</param>
    public void Tuned(int antenna, int moreDb)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)antenna, (uint)_antennas);
        _listening.Tuned(antenna, moreDb);
    }

    /// <summary>The door contact of a cabinet opened. From the first call on, bags of this cabinet are taken to leave through its door.</summary>
    public void DoorOpened(PlaceId cabinet, long atTicks)
    {
        if (CabinetIndex(cabinet) is >= 0 and int index) _listening.DoorOpened(index, _clock.Advance(atTicks));
    }

    /// <summary>The door is shut, now or at the first report of its contact.</summary>
    public void DoorClosed(PlaceId cabinet, long atTicks)
    {
        if (CabinetIndex(cabinet) is >= 0 and int index) _listening.DoorClosed(index, _clock.Advance(atTicks));
    }

    /// <summary>Nobody knows any more whether the door is open. Until its contact speaks again, bags leave this cabinet as they would one without a contact.</summary>
    public void DoorUnknown(PlaceId cabinet)
    {
        if (CabinetIndex(cabinet) is >= 0 and int index) _listening.DoorUnknown(index);
    }

    /// <summary>Looks at a share of the tags for silence that means removal, so that all are looked at within a second.</summary>
    /// <param name="nowTicks">Call it several times a second; each call looks at the share of the second that has passed.</param>
    public void Sweep(long nowTicks, List<PlaceChange> changes)
    {
        uint nowMs = _clock.Advance(nowTicks);
        uint passedMs = Math.Min(nowMs - _lastSweepMs, SweepMs);
        int look = (int)Math.Min(_tags.Positions, 1 + ((long)_tags.Positions * passedMs / SweepMs));
        _lastSweepMs = nowMs;
        for (; look > 0; look--)
        {
            if (_sweepPosition >= _tags.Positions) _sweepPosition = 0;
            if (_sweepPosition >= _tags.Positions) return;
            Look(_sweepPosition++, nowMs, nowTicks, changes);
        }
    }

    /// <returns>False when the tag is not known.</returns>
    public bool TryGetBelief(TagUii tag, long nowTicks, out PlaceBelief belief)
    {
        belief = default;
        int position = _tags.Find(tag);
        if (position < 0) return false;
        ref TagTrack track = ref _tags[position];
        Chances chances = Chances.At(track, _places, _listening);
        belief = Beliefs.Describe(track, chances, _places, _listening, _options, nowTicks);
        return true;
    }

    /// <summary>How a tag was heard lately: in how many moments, and the listening time in which these fell.</summary>
    /// <returns>False when too little is known to speak of a habit.</returns>
    public bool TryGetUsual(TagUii tag, out int hits, out double seconds)
    {
        int position = _tags.Find(tag);
        (hits, seconds) = position < 0 || !_places.IsOpenRoom ? (0, 0) : ((int)_tags[position].Gaps, _tags[position].Gaps * _tags[position].Gap.Mean);
        return hits > 2;
    }

    /// <summary>Places are weighed by another map from here on. Nothing that was concluded moves by that alone.</summary>
    /// <param name="map">Of the same layout; only how well antennas reach zones is taken from it.</param>
    public void Use(PresenceModel map)
    {
        _evidence.Use(map.Couplings);
        for (int position = 0; position < _tags.Positions; position++)
            if (_tags[position].InUse) _start.Anchor(ref _tags[position]);
    }

    /// <summary>Weakest strength that an antenna usually hears, dBm.</summary>
    public float LimitDbm(int antenna) => _listening.EdgeDbm(antenna);

    /// <summary>By how many decibels the antenna that hears a tag best heard it above its limit, when it last did.</summary>
    /// <returns>False when no antenna has heard it with a strength.</returns>
    public bool TryGetStrength(TagUii tag, out double overLimitDb)
    {
        overLimitDb = double.NegativeInfinity;
        int position = _tags.Find(tag);
        if (position < 0) return false;
        ref TagTrack track = ref _tags[position];
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (!float.IsNaN(link.RssiDbm)) overLimitDb = Math.Max(overLimitDb, link.RssiDbm - _listening.EdgeDbm(link.Antenna));
        }
        return double.IsFinite(overLimitDb);
    }

    /// <summary>Takes up what the ledger says of a tag, before it is heard: nothing is concluded anew when it is heard there.</summary>
    /// <param name="place">Null when it was removed.</param>
    /// <param name="atTicks">When that was concluded.</param>
    public void Restore(TagUii tag, PlaceId? place, long atTicks)
    {
        uint nowMs = _clock.Advance(atTicks);
        short index = place is { } at ? _places.IndexOf(at) : TagTrack.Nowhere;
        if (index == TagTrack.Unknown) return; // a place that the settings no longer have
        int position = _tags.Find(tag);
        if (position < 0)
        {
            position = _tags.Add(tag);
            _tags[position].Concluded = TagTrack.Unknown;
        }
        ref TagTrack track = ref _tags[position];
        Settle(ref track, TagTrack.Nowhere);
        _start.Restore(ref track, index, nowMs);
        Settle(ref track, index);
        Mark(ref track);
    }

    /// <summary>A person has seen the bag of this tag: as good as heard there, until its antennas know better.</summary>
    public void Seen(TagUii tag, PlaceId place, long atTicks)
    {
        if (_places.IndexOf(place) == TagTrack.Unknown) return; // where no antenna is, the ledger's word stands alone
        Restore(tag, place, atTicks);
        HeardAt(ref _tags[_tags.Find(tag)], atTicks, inside: true);
    }

    /// <summary>The tag is of no interest any more.</summary>
    public void Forget(TagUii tag)
    {
        int position = _tags.Find(tag);
        if (position < 0) return;
        Settle(ref _tags[position], TagTrack.Nowhere);
        _tags.Remove(position);
    }

    /// <summary>Every entry of a known tag's table, away last.</summary>
    internal double[] TableOf(TagUii tag)
    {
        Chances chances = Chances.At(_tags[_tags.Find(tag)], _places, _listening);
        double[] table = new double[TagTrack.Entries];
        for (int entry = 0; entry < table.Length; entry++) table[entry] = chances.Of[entry];
        return table;
    }

    private int CabinetIndex(PlaceId cabinet)
    {
        for (int index = 0; index < _places.Cabinets.Count; index++)
            if (_places.Cabinets[index] == cabinet.Cabinet) return index;
        return -1;
    }

    /// <summary>Chances of a change are counted from here on.</summary>
    private void Mark(ref TagTrack track)
    {
        ref readonly CabinetState cabinet = ref _listening.Cabinet(_places.HomeOf(track));
        (track.ChangeMark, track.StirMark) = (cabinet.ChangeMark, cabinet.StirMark);
    }

    private static int BestZone(in TagTrack track, out float log)
    {
        int best = 0;
        for (int slot = 1; slot < track.SlotCount; slot++)
            if (track.Logs[slot] > track.Logs[best]) best = slot;
        log = track.Logs[best];
        return track.Zones[best];
    }

    private void Conclude(
        ref TagTrack track, int antenna, float weight, uint nowMs, long atTicks, List<PlaceChange> changes)
    {
        int zone = BestZone(track, out float best);
        short place = _places.PlaceFor(zone);
        if (place == track.Concluded || !IsAhead(track, best))
        {
            track.Candidate = TagTrack.Unknown;
            return;
        }
        int cabinet = _places.CabinetOf(zone);
        bool otherCabinet = track.Concluded < 0 || _places.CabinetOf(track.Concluded) != cabinet;
        // on the way into a cabinet the shelf may still change without starting the hold anew
        bool same = track.Candidate >= 0
            && (otherCabinet ? _places.CabinetOf(track.Candidate) == cabinet : track.Candidate == place);
        if (!same) (track.CandidateSinceMs, track.CandidateEvidence) = (nowMs, 0);
        track.Candidate = place;
        if (_places.CabinetOfAntenna(antenna) != cabinet && !_places.IsOpenRoom) return; // what it leaks to elsewhere is no evidence for this place
        track.CandidateEvidence += weight;

        ref readonly CabinetState state = ref _listening.Cabinet(cabinet);
        uint heldMs = nowMs - track.CandidateSinceMs;
        if (state.HasContact)
        {
            uint doorMs = nowMs - state.DoorSinceMs;
            if (state.Open && doorMs < _options.OpenDoorHold.TotalMilliseconds) return;
            if (!state.Open) heldMs = Math.Min(heldMs, doorMs);
        }
        if (heldMs < _options.HoldMove.TotalMilliseconds || track.CandidateEvidence < EvidenceToConclude) return;

        Chances chances = Chances.At(track, _places, _listening);
        double inCabinet = chances.OfCabinet(track, _places, cabinet);
        double chance = place >= _places.Zones ? inCabinet : chances.Of[chances.BestSlot];
        double least = otherCabinet || _places.IsOpenRoom ? _options.SureChance : _options.ShelfMoveChance;
        bool sure = chance >= least || (otherCabinet && inCabinet >= _options.SureChance
            && heldMs >= _options.HoldUnsureShelf.TotalMilliseconds);
        if (sure) Change(ref track, place, chance, atTicks, changes);
    }

    /// <summary>Whether the best zone leads over away and over the place that was concluded.</summary>
    private bool IsAhead(in TagTrack track, float best)
    {
        float rival = track.Logs[TagTrack.Away];
        for (int slot = 0; slot < track.SlotCount && track.Concluded >= 0; slot++)
            if (_places.PlaceFor(track.Zones[slot]) == track.Concluded) rival = Math.Max(rival, track.Logs[slot]);
        return best - rival >= LeadToConsider;
    }

    private void Look(int position, uint nowMs, long nowTicks, List<PlaceChange> changes)
    {
        ref TagTrack track = ref _tags[position];
        if (!track.InUse) return;
        if (track.Concluded < 0)
        {
            // something that only passed by: kept for a while for the list of unknown tags, then forgotten
            if (track.Concluded == TagTrack.Unknown && nowTicks - track.LastHeardTicks > s_forgetPasserTicks) _tags.Remove(position);
            return;
        }
        ref readonly CabinetState cabinet = ref _listening.Cabinet(_places.CabinetOf(track.Concluded));
        if (cabinet.Open && nowMs - cabinet.DoorSinceMs < _options.OpenDoorHold.TotalMilliseconds) return;
        Chances chances = Chances.At(track, _places, _listening);
        if (chances.Away < _options.RemovalChance) return;
        Change(ref track, TagTrack.Nowhere, chances.Away, nowTicks, changes);
        _start.SetAway(ref track);
    }

    private void Change(ref TagTrack track, short place, double chance, long atTicks, List<PlaceChange> changes)
    {
        PresenceChange change = place < 0 ? PresenceChange.Removed
            : track.Concluded >= 0 ? PresenceChange.Moved
            : track.Concluded == TagTrack.Nowhere ? PresenceChange.Back : PresenceChange.Arrived;
        short was = track.Concluded >= 0 ? track.Concluded : track.Before;
        changes.Add(new PlaceChange(track.Tag, change, _places[place], _places[was], chance, atTicks));
        Settle(ref track, place);
        for (int at = 0; at < track.LinkCount; at++) (track.Heard[at].Epochs, track.Heard[at].BeforeDbm) = (0, float.NaN); // of the old place
        if (place >= 0) track.Epoch = _listening.Cabinet(_places.CabinetOf(place)).Epoch;
        track.Before = was;
        track.Candidate = TagTrack.Unknown;
    }

    private void Settle(ref TagTrack track, short place)
    {
        if (track.Concluded >= 0) _listening.CountBags(_places.CabinetOf(track.Concluded), -1);
        if (place >= 0) _listening.CountBags(_places.CabinetOf(place), 1);
        track.Concluded = place;
    }
}
