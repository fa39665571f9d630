# Le bulletin de passage à l’écran.

sheet-print = Imprimer
sheet-save = Enregistrer en PDF
sheet-saved = Enregistré : { $path }
sheet-size = A5, une page
sheet-back = Retour au passage
sheet-code = Code du bulletin
sheet-revoked = Ce bulletin n’est plus en vigueur : une donnée ou une décision a changé. Délivrez-en un nouveau.
sheet-not-found = Il n’y a pas de bulletin { $number } sur le passage { $reference }.
sheet-loading = Lecture du bulletin.
sheet-decided = { $time } · { $desk }
sheet-number = Bulletin n° { $number }
