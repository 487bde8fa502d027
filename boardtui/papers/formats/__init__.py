"""The formats in which a paper leaves: Markdown, Word, PDF and HTML, each library imported on use."""
