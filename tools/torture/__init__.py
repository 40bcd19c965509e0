"""Sweeps that try to make the diary lose, alter or leak something; `make torture` runs them all."""
