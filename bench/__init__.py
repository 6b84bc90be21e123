"""Figures beside their ceilings, measured in one run: `make bench`."""
