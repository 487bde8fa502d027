"""The commands of the command line, each file imported only when one of its commands is called."""
