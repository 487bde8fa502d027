"""What leaves a meeting and a body as files: minutes, papers, packs, publications, signed heads."""
