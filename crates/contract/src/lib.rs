//! Requests, replies and failure codes shared by the window's page and the shell.
