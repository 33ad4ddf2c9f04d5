"""The look of a picture: fonts, colours and the measured frame."""
