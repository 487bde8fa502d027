"""The settings of this installation: read strictly, written as somebody would by hand."""
