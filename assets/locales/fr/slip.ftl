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
notice-sheet-printed = Notification { $serial } · A4, { $count ->
    [0] pas encore imprimée
    [one] imprimée une fois
   *[other] imprimée { $count } fois
}
notice-sheet-loading = Lecture de la notification.
notice-sheet-missing = Il n’y a pas de notification ici : le refus a été annulé, ou il est de l’autre État.
