"""What leaves a meeting and a body as files: which papers there are, packs, publications, signed heads."""
