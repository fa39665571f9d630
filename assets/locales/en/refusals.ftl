# Why an action was not possible, and what to do.
