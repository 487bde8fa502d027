"""What entries mean: for each family of entries the handler that takes or refuses it."""
