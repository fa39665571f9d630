# Pourquoi une action n’a pas été possible, et que faire.
