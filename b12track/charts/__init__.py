"""From a frame to a picture: one file per picture, no global drawing state."""
