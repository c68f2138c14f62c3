"""An installation in use, for real and in minutes: not part of `make test`."""
