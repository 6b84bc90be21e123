"""Who changed what, when and why: written for every Audited model, chained and append-only."""
