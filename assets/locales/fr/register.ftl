# Enregistrement d’un groupe qui arrive.

register-heading = Enregistrer
register-saved = Chaque champ est gardé à la saisie
register-so-far = Passage jusqu’ici
register-new = Nouveau passage
register-turn = Inverser
register-flow = Arrive
register-flow-derived = { $flow }, d’après ce qui est là
register-flow-and-heads = { $count ->
    [0] { $flow }
    [one] { $flow } · une personne
   *[other] { $flow } · { $count } personnes
}
register-category-none = Aucun
register-priority = Priorité
register-next = Prochaine lecture
register-next-hint = Un voyageur, une plaque : c’est ajouté ici. Les marchandises s’ajoutent à la main.
register-empty = Encore personne
register-empty-hint = Lisez un document de voyage ou un bulletin, saisissez une plaque, ou ajoutez à la main avec F3.
register-as-read = Tel que lu
register-zone = Zone de lecture automatique
register-zone-good = Tous les chiffres de contrôle concordent
register-zone-doubt = Un chiffre de contrôle ne concorde pas
register-issuer = Délivré par
register-number = Numéro du document
register-code = Genre de document (P, ID …)
register-description = Nature des marchandises
register-mass = Masse brute en kg
register-containers = Conteneurs, séparés par des virgules
register-seals = Scellés, séparés par des virgules
register-guardian = Voyage avec (responsable)
register-guardian-none = Personne de ce groupe
register-expired = Ce document est expiré.
register-expires-soon = { $count ->
    [0] Expire aujourd’hui.
    [one] Expire demain.
   *[other] Expire dans { $count } jours.
}
register-tag-expired = Expiré le { $date }
register-tag-expires = Expire le { $date }
register-surname-missing = Le nom manque.
register-nationality-missing = La nationalité manque.
register-country-unknown = Aucun pays n’a ce code de trois lettres.
register-date-wrong = Ce n’est pas une date possible : jour, mois, année.
register-number-missing = Le numéro du document manque.
register-issuer-missing = L’autorité de délivrance manque.
register-doubt = Un chiffre de contrôle est douteux : réglez-le d’abord.
register-plate-missing = La plaque manque.
register-plate-wrong = Ce ne peut pas être une plaque.
register-description-missing = La nature des marchandises manque.
register-mass-missing = La masse brute manque.
register-mass-wrong = Ce n’est pas une masse en kilogrammes.
register-mass-zero = Des marchandises pèsent quelque chose.
register-container-wrong = Vérifiez le conteneur : quatre lettres, sept chiffres, le dernier de contrôle (ISO 6346).
register-doubt-where = Un chiffre de contrôle ne concorde pas avec la lecture. Comparez chaque champ avec la page, corrigez, puis gardez.
register-doubt-cell = Ligne { $line }, caractère { $place } : « { $read } » a été lu ; avec « { $instead } » tous les chiffres de contrôle concordent. Comparez avec la page.
register-doubt-cells = Mal lus : { $cells }. Ainsi, tous les chiffres de contrôle concordent. Comparez avec la page.
register-doubt-of = ligne { $line }, caractère { $place }, « { $read } » pour « { $instead } »
register-doubt-take = C’est { $instead } : { $number }
register-doubt-keep = Garder tel que lu
register-line-good = Tous les contrôles passent
register-line-doubt = Douteux
register-line-elsewhere = Sur un autre passage
register-twice = Déjà présent ici.
register-elsewhere = Ce document est sur le passage { $reference }, encore ouvert.
register-elsewhere-open = Ouvrir celui-là
register-left-already = Le porteur de ce document est déjà sorti dans ce sens le { $time } (passage { $reference }), sans retour noté. Vérifiez le sens et les cachets.
register-kept = { $count ->
    [one] Un enregistrement inachevé a été gardé : { $first }.
   *[other] Un enregistrement inachevé a été gardé : { $first } et d’autres, { $count } en tout.
}
register-kept-take = Le reprendre
register-and-take = Enregistrer et prendre
register-only = Enregistrer
register-add = Ajouter à la main
register-add-heading = Ajouter à la main
register-add-hint = La lecture est plus rapide et sans fautes de frappe.
register-remove = Enlever
register-anew = Recommencer
register-why-empty = Il n’y a encore personne ni rien.
register-why = { $name } : { $fault }

zone-unreadable = La zone est illisible : saisissez les champs.
zone-unread_cells = Le lecteur n’a pas reconnu { $detail } caractères.
zone-check_digit_bad = Un chiffre de contrôle ne concorde pas : { $detail }.
zone-check_digit_missing = Un chiffre de contrôle manque : { $detail }.
zone-no_check_digits = Ce document n’a pas de chiffres de contrôle : comparez avec la page.
zone-document_code_unusual = Code de document inhabituel : { $detail }.
zone-issuing_state_unlisted = Émetteur absent des listes : { $detail }.
zone-nationality_unlisted = Nationalité absente des listes : { $detail }.
zone-document_number_empty = Le numéro du document est vide.
zone-name_may_be_truncated = Le nom peut être coupé : voyez la page.
zone-surname_empty = Il n’y a pas de nom de famille.
zone-name_has_digits = Un chiffre figure dans le nom.
zone-sex_unusual = Sexe inhabituel : { $detail }.
zone-birth_date_unknown = L’émetteur ignorait la date de naissance.
zone-birth_date_partly_unknown = L’émetteur connaissait la date de naissance en partie : { $detail }.
zone-birth_date_malformed = La date de naissance n’est pas une date : { $detail }.
zone-birth_date_impossible = Cette date de naissance n’existe pas : { $detail }.
zone-expiry_date_unknown = La date d’expiration est inconnue : { $detail }.
zone-expiry_date_malformed = La date d’expiration n’est pas une date : { $detail }.
zone-expiry_date_impossible = Cette date d’expiration n’existe pas : { $detail }.
zone-no_expiry_date = La zone n’a pas de date d’expiration : lisez-la sur la page.
zone-not_yet_valid = Le document porte une date d’émission à venir : { $detail }.
zone-cells_misread = Des caractères ont sans doute été mal lus ({ $detail }) : comparez avec la page.

register-reserved = Sous la référence réservée { $reference }
register-stated = Heure d’arrivée sur le papier

# Véhicules dont la liste a été envoyée d’avance.

expected-heading = Véhicules attendus
expected-lead = Leurs exploitants ont envoyé les listes d’avance. Prenez-en une, ou lisez ou tapez la plaque : le groupe est rempli, et chaque document lu confirme une personne.
expected-none = Aucune liste n’a été envoyée d’avance
expected-arrives = Arrive
expected-vehicle = Véhicule
expected-heads = Personnes
expected-remarks = À savoir
expected-acts = Que faire
expected-in = dans { $time }
expected-late = { $time } de retard
expected-hits = { $count ->
    [0] aucune correspondance possible
    [one] une correspondance possible
   *[other] { $count } correspondances possibles
}
expected-faults = { $count ->
    [0] rien d’illisible
    [one] une partie illisible
   *[other] { $count } parties illisibles
}
expected-registered = Enregistré sous { $reference }
expected-unread = { $count ->
    [0] Toutes les listes s’ouvrent.
    [one] Une liste ne peut être ouverte : elle est abîmée, ou scellée avec des clés que vous n’avez pas.
   *[other] { $count } listes ne peuvent être ouvertes : elles sont abîmées, ou scellées avec des clés que vous n’avez pas.
}
expected-failed = Impossible de lire quels véhicules sont attendus. { $sentence }
expected-take = Prendre la liste
expected-take-of = Prendre la liste de { $plate }
expected-withdraw = Retirer
expected-withdraw-of = Retirer la liste de { $plate }
expected-withdraw-title = Retirer la liste de { $plate } ?
expected-withdraw-what = La liste est effacée aussitôt. Le véhicule peut encore être enregistré à la main, ou depuis son fichier.
expected-withdrawn = La liste est retirée.
expected-file = Une liste envoyée d’avance (CSV, ou UN/EDIFACT PAXLST)
expected-came = { $count ->
    [0] Aucune liste n’est entrée
    [one] Une liste est entrée
   *[other] { $count } listes sont entrées
    } ; { $replaced } à la place d’une plus ancienne, { $cancelled } annulées.
expected-not-there = Annulées, et absentes : { $plates }.
expected-came-faults = Ceci ne peut être lu, ou ne va pas ensemble. Les personnes dont il s’agit sont sur la liste.
expected-filled = { $count ->
    [0] Personne de la liste envoyée d’avance
    [one] Une personne de la liste envoyée d’avance
   *[other] { $count } personnes de la liste envoyée d’avance
    } : { $came } ont rejoint le groupe, { $known } y étaient déjà.
expected-used = Rempli d’après la liste envoyée d’avance.
expected-which = Plusieurs listes ont été envoyées d’avance pour cette plaque. Prenez celle de ce voyage.
expected-of-time = { $time }, { $count ->
    [0] aucune personne
    [one] une personne
   *[other] { $count } personnes
}
