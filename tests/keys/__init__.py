"""Random keys at any speed: nothing breaks, every book verifies, and the same keys lead to the same book and screen."""
