"""What the room sees: the state of a meeting as one calm picture, made from nothing but what is public."""
