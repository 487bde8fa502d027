"""What the room sees: the public record of a meeting as one calm picture."""
