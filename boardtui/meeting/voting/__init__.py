"""Votes as they stand in a meeting: rulings, proxies, the ballot, the quorum."""
