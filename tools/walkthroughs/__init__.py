"""Ten invented people, walked through; README.md says how to read and renew them."""
