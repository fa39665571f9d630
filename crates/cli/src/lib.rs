//! osbpctl: all that needs no window.
