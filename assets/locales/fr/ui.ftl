# Les textes de la fenêtre.
