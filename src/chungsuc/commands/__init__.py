"""The bodies of the command line's sub-commands, one noun a file. They stand above everything."""
