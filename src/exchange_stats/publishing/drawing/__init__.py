"""The look of a picture: fonts and colours, the measured frame, and what is wrong with it."""
