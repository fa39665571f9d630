# Ce qui s’imprime : le bulletin de passage et la notification de refus.

slip-title = Bulletin de passage
slip-page = Page { $page } sur { $pages }
slip-continued = suite
slip-serial = Bulletin nº
slip-flow = Mode de passage
slip-valid-until = Valable jusqu’au { $until } · une seule fois
slip-officer = Agent { $number }
slip-desk = guichet { $desk }
slip-printed = Délivré le { $when }
slip-no-decision = Aucun contrôle de ce côté
slip-more-lines = { $count ->
    [one] et une ligne de plus au registre du poste
   *[other] et { $count } lignes de plus au registre du poste
}
slip-original = Original
slip-copy = Copie { $number }
slip-demonstration = Démonstration
slip-not-valid = Démonstration, sans valeur
slip-unsealed = Non scellé
slip-holder = Pour le titulaire ({ $state })
slip-days-granted = { $days ->
    [one] Séjour d’un jour
   *[other] Séjour de { $days } jours
}
slip-show = Présentez ce bulletin à la barrière.
slip-free = Ce bulletin est gratuit.
slip-complaints = On vous demande de l’argent ? Appel gratuit { $number }.
slip-gate-plate = Barrière : plaque conforme
slip-gate-seals = Barrière : scellés conformes
slip-gate-heads = Barrière : personnes conformes

# La phrase destinée au titulaire, selon la phase atteinte.
slip-state-registered = Les contrôles n’ont pas commencé
slip-state-exit_controls = Contrôles de sortie en cours
slip-state-exit_complete = Sortie faite : passez à l’entrée
slip-state-entry_controls = Contrôles d’entrée en cours
slip-state-admitted = Vous pouvez partir
slip-state-released = Mainlevée : vous pouvez partir
slip-state-departed = A quitté le poste
slip-state-held = Retenu au poste
slip-state-entry_refused = Entrée refusée
slip-state-offered_back = Entrée refusée : retour côté sortie
slip-state-exit_denied = Sortie refusée
slip-state-withdrawn = Passage retiré
slip-state-readmitted = Réadmis
slip-state-custody_transferred = Remis à une autorité
slip-state-abandoned = Passage abandonné
slip-state-void = Annulé
# Lorsque tous n’en sont pas au même point.
slip-state-mixed = Voir chaque ligne ci-dessous

slip-fact-vehicle = Véhicule
slip-fact-trailer = Remorque
slip-fact-people = Personnes à bord
slip-fact-driver = Conducteur
slip-fact-document = Document
slip-fact-goods = Marchandises
slip-fact-seals = Scellés
slip-fact-declaration = Déclaration
slip-fact-category = File
slip-fact-priority = Priorité

notice-title-entry = Refus d’entrée
notice-title-exit = Refus de sortie
notice-serial = Notification nº
notice-reference = Passage
notice-issued = Date et heure
notice-name = Nom
notice-birth = Date de naissance
notice-sex = Sexe
notice-nationality = Nationalité
notice-document = Document de voyage
notice-visa = Visa ou titre
notice-came-from = En provenance de
notice-came-by = Moyen de transport
notice-none = néant
notice-informed-entry = La personne désignée ci-dessus est informée que l’entrée ({ $state }) lui est refusée pour le motif ci-dessous.
notice-informed-exit = La personne désignée ci-dessus est informée que la sortie ({ $state }) lui est refusée pour le motif ci-dessous.
notice-reason = Motif
notice-remarks = Observations
notice-legal-basis = Base légale
notice-appeal = Voies de recours
notice-interpreter = Lu en { $language } par un interprète
notice-officers = Décidé par
notice-officer = Agent { $number }
notice-confirmed-by = Confirmé par l’agent { $number }
notice-served = Remise de la présente notification
notice-received = J’ai reçu copie de la présente notification. Ma signature ne vaut pas acceptation de la décision.
notice-signature-person = Signature de la personne
notice-signature-officer = Signature de l’agent
notice-refused-to-sign = A refusé de signer
notice-witness = Témoin : agent nº
notice-served-at = Date et heure de remise

# Une fiche vierge : une référence réservée et les contrôles, remplis à la main tant que les machines sont arrêtées.
blank-title = Fiche vierge
blank-how = À remplir à la main tant que les machines sont arrêtées. Lisez ensuite le code et saisissez ce qui figure ici.
blank-date = Date
blank-arrived = Arrivée à
blank-plate = Plaque
blank-goods = Marchandises, déclaration
blank-seals = Scellés
blank-paper = Sens vérifié par
blank-officer = Agent n°
blank-time = Heure
blank-done = fait
blank-not = non
blank-name = Nom
blank-document = Document n°
blank-nationality = Nationalité
blank-reserved = Réservée { $when } par l’agent { $officer }
blank-once = Une fiche par groupe. Un contrôle non fait n’est jamais suivi d’un autre ; dites pourquoi au verso.

# Le registre des personnes retenues.
held-register-title = Registre des personnes retenues
held-register-of = { $state }, du { $from } au { $until }
held-register-none = Personne n’a été retenu pendant cette période.
held-register-crossing = Passage
held-register-from = Depuis
held-register-until = Jusqu’à
held-register-lasts = en cours
held-register-officers = Agents
held-register-limit = au-delà de la limite légale de { $limit }
