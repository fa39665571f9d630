//! Sign-in, authorisation, commands and the live queue.
