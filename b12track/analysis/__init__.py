"""From days of a diary to means, frames and low-intake periods."""
