# Le bulletin de passage à l’écran.

sheet-print = Imprimer
sheet-save = Enregistrer en PDF
sheet-saved = Enregistré : { $path }
sheet-size = A5, { $count ->
    [one] une page
   *[other] { $count } pages
}
sheet-back = Retour au passage
sheet-revoked = Ce bulletin n’est plus en vigueur : une donnée ou une décision a changé. Délivrez-en un nouveau.
sheet-outgrown = Quelqu’un ou quelque chose est passé depuis et n’est pas sur ce bulletin.
sheet-not-found = Il n’y a pas de bulletin { $number } sur le passage { $reference }.
sheet-loading = Lecture du bulletin.
