"""Bodies that decide: charters, seats, proposals, ballots and decisions."""
