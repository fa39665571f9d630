# Un passage : la page, ce qu’on peut y faire, les dialogues, l’histoire en phrases simples.

crossing-page = Passage
crossing-loading = Lecture du passage.
crossing-missing = Il n’y a pas de passage { $reference } à ce poste.
crossing-waiting-since = Attend depuis { $time }
crossing-arrived = Arrivé à { $time }
crossing-closed-at = Clos à { $time }
crossing-you-have-it = Vous l’avez
crossing-somebody-has-it = L’agent { $officer } l’a
crossing-heads = Personnes
crossing-subjects = Qui et quoi passe
crossing-goods = Marchandises
crossing-vehicles = Véhicule
crossing-people = { $count ->
    [one] Une personne
   *[other] Personnes · { $count }
}
crossing-erased = Données effacées
crossing-to = vers
crossing-priority = Priorité : { $priority }
crossing-changed = { $who } vient d’agir ici : { $what } Ce que vous avez saisi est gardé.
crossing-changed-plain = Ce passage vient de changer. Ce que vous avez saisi est gardé ; regardez de nouveau avant d’agir.
crossing-way-back = Retour à la file
crossing-close-note = Fermer ce message
crossing-was-first = { $who } a été plus rapide : { $what } Rien n’a été fait de votre côté ; regardez et recommencez si cela convient encore.
crossing-claimed-first = { $who } l’a pris à { $since }. Rien de votre part n’a été enregistré, et ce que vous avez saisi est gardé. Prenez-en un autre, ou attendez.

priority-medical = besoin médical
priority-infants = nourrissons
priority-pregnant = grossesse
priority-frail = personne handicapée ou âgée
priority-livestock = animaux vivants
priority-perishable = denrées périssables
priority-school_children = écoliers
priority-none = aucune

role-driver = Conducteur
role-crew = Équipage
role-passenger = Passager
role-on-foot = À pied
role-child = Enfant
crossing-age = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}

sex-F = féminin
sex-M = masculin
sex-X = non indiqué

vehicle-lorry = Camion
vehicle-trailer = Remorque
vehicle-car = Voiture
vehicle-bus = Autocar
vehicle-cycle = Deux-roues

control-identity = identité
control-health_screen = contrôle sanitaire
control-goods = marchandises
control-passenger_list = liste des passagers
control-vehicle_import = véhicule, importation temporaire
control-vehicle_export = véhicule, exportation
control-vehicle_check = véhicule
control-exit_note = bon de sortie
control-seals = scellés
control-arrival = arrivée
control-conformity = conformité
control-documents = documents
control-dangerous_goods = marchandises dangereuses
control-search = recherche de personnes
control-animal_health = santé animale
control-plant_health = santé végétale
control-transit = transit
control-food_safety = sûreté des aliments
control-secondary = deuxième ligne
control-host_police = appelée par l’autre État
control-mismatch = écart à la barrière
control-confirm = confirmer la correction

steps-heading = Étapes
steps-side = { $state } · { $side }
steps-side-exit = sortie
steps-side-entry = entrée
steps-until = jusqu’à { $time }
steps-from = dès { $time }
steps-none = Aucun contrôle de ce côté
steps-handover = Remise
steps-handover-not-yet = pas encore
steps-handover-back = retour seulement avec l’accord de : { $state }
steps-handover-varied = ordre modifié par les deux États
steps-name = { $agency } · { $control }
steps-officer = N° { $officer }
steps-you = vous
steps-said-blocked = Attend une étape antérieure
steps-said-stopped = Attend la fin de l’arrêt
steps-said-ready = Prêt depuis { $time }
steps-said-in_progress = En cours · { $who }, depuis { $time }
steps-said-queried = Attend les personnes depuis { $time } · { $who }
steps-said-referred = Renvoyé { $time } · { $who }
steps-said-cleared = Autorisé { $time } · { $who }
steps-said-waived = Dispensé { $time } · { $who }
steps-said-refused = Refusé { $time } · { $who } · notification { $notice }
steps-said-held = Retenu { $time } · { $who }
steps-said-void = Devenu sans objet
steps-said-refusal-pending = Refusé par { $who } { $time } : attend un deuxième agent
steps-said-hold-pending = Retenu par { $who } { $time } : attend la contresignature
steps-served-signed = notification remise et signée
steps-served-refused_to_sign = notification remise, signature refusée
steps-not-served = notification pas encore remise
steps-presented = document présenté au guichet
steps-second-line = Deuxième ligne

subject-yours = à vous
subject-admitted = admis
subject-released = mainlevée
subject-cleared = autorisé
subject-blocked = attend
subject-ready = prêt
subject-in_progress = en cours
subject-queried = attend les personnes
subject-referred = renvoyé
subject-waived = dispensé
subject-refused = refusé
subject-held = retenu
subject-void = terminé
subject-none = aucun contrôle

manifest-everybody = Tout le monde
manifest-attention = À regarder
manifest-ready = Prêts pour : { $state }
manifest-exit = À la sortie : { $state }
manifest-through = Admis
manifest-rest = Ailleurs
manifest-selected = Choisi
manifest-picture = { $through } passés, { $ready } prêts pour l’État d’entrée, { $exit } à la sortie, { $attention } à regarder

own-only = Visible seulement pour : { $state }
own-search-none = Recherche d’alertes faite à { $time }, rien trouvé.
own-search-not-yet = La recherche d’alertes se fait à la prise en charge de l’étape.
own-hit = Alerte : { $reason }
own-hit-do = À faire : { $instruction }
own-hit-matched-document = Le document de voyage correspond.
own-hit-matched-name_and_birth_date = Le nom et la date de naissance correspondent.
own-hit-matched-plate = La plaque correspond.
own-hit-matched-frame_number = Le numéro du châssis correspond.
own-hit-matched-name = Le nom ressemble.
own-hit-matched-container = Le conteneur correspond.
own-hit-matched-unusual = C’est inhabituel à côté d’un autre passage.
own-hit-matched-forged = Le document a été enregistré comme faux.
own-hit-same = C’est bien l’inscrit
own-hit-not-same = Ce n’est pas l’inscrit
own-hit-was-same = Réglé : c’est bien l’inscrit. Renvoyez.
own-hit-was-not-same = Réglé : ce n’est pas l’inscrit.
own-drawn = Le sort a désigné ce contrôle pour une deuxième ligne : renvoyez.
own-lane-why = Pourquoi { $lane } :
own-lane-chance = tiré au sort.
own-lane-do = À faire :
own-lane-not-yet = Le circuit se montre une fois l’étape prise.
own-reason = Motif : { $reason }
own-wanted-document = Un document est à apporter.
own-wanted-payment = Un paiement ou une garantie est à fournir.
own-wanted-person = Une personne est à faire venir.
own-note = Note : { $note }
own-note-label = Note pour : { $state }
own-grant = Accordé : { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
own-grant-conditions = Conditions : { $conditions }
own-days = Jours accordés
own-conditions = Conditions de séjour
own-no-return = Ne pas renvoyer vers l’État de sortie.
own-protection = Pour le seul bureau de protection : { $need }. { $words }
own-notice = Notification { $serial } · motif { $reason }


facts-heading = Données
facts-captured = Saisi une seule fois par { $who }, { $time }
facts-document = Document
facts-document-value = { $code } { $issuer } { $number }
facts-no-document = Aucun en propre
facts-valid-until = Valable jusqu’au
facts-expired = expiré
facts-surname = Nom
facts-given-names = Prénoms
facts-birth = Date de naissance
facts-unknown = inconnue
facts-sex = Sexe
facts-nationality = Nationalité
facts-role = Rôle
facts-with = Avec
facts-plate = Plaque
facts-kind = Genre
facts-registered-in = Immatriculé en
facts-operator = Exploitant
facts-vin = Numéro de châssis
facts-driver = Conducteur
facts-carries = Transporte
facts-goods = Marchandises
facts-gross = Masse brute
facts-kg = { $mass } kg
facts-containers = Conteneurs
facts-seals = Scellés
facts-none = aucun
facts-carried-on = Chargé sur
facts-tows = Tracte
facts-category = Couloir
facts-host = État hôte
facts-template = Procédure

items-heading = Déclaration { $model } { $reference }
items-declarant = Déclarant : { $declarant }
items-item = Article
items-code = Code SH
items-goods = Marchandises
items-packages = Colis
items-origin = Origine
items-net = Net kg
items-gross = Brut kg
items-value = Valeur { $currency }
items-total = { $count ->
    [one] Total, un article
   *[other] Total, { $count } articles
}
items-none = Pas encore de déclaration.
items-lodge = Saisir la déclaration
items-again = Rectifier

examinations-heading = Visites
examinations-none = Aucune jusqu’ici.
examinations-request = Demander une visite
examinations-joint = Visite conjointe
examinations-alone = Visite par : { $state }
examinations-open = Ouvrir
examinations-of = de { $goods }

slips-of-crossing = Bulletins
slips-number = Bulletin { $number }, { $time }
slips-in-force = en vigueur
slips-revoked = n’est plus en vigueur
slips-show = Montrer

motions-heading = Attend une deuxième personne
motion-annul = { $who } : demande d’annuler le refus de { $what }.
motion-end_hold = { $who } : demande de mettre fin à la retenue de { $what }.
motion-transfer_custody = { $who } : demande de remettre { $what } à une autorité.
motion-reopen_exit = { $who } : accord de { $state } demandé pour reprendre le contrôle de sortie de { $what }.
motion-reopen_entry = { $who } : demande de reprendre le contrôle d’entrée de { $what }.
motion-vary = { $who } : demande de modifier l’ordre des contrôles pour { $what }.
motion-abandon = { $who } : demande de noter que { $what } a été laissé sur place.
motion-void = { $who } : demande d’invalider { $what }.
motion-void-duplicate = { $who } : demande d’invalider { $what } : doublon du passage { $crossing }.
motion-why = Pourquoi : { $why }
motion-sign = Signer en second
motion-decline = Décliner
motion-take-back = Retirer la demande

choice-claim = Prendre
choice-claim-all = { $count ->
    [one] Prendre
   *[other] Prendre les { $count }
}
choice-claim-one = Ne prendre que celui-ci
choice-clear = Autoriser
choice-clear-all = { $count ->
    [one] Autoriser ce qui est prêt
   *[other] Autoriser les { $count }
}
choice-admit = Admettre
choice-admit-all = { $count ->
    [one] Admettre qui est prêt
   *[other] Admettre les { $count }
}
choice-release_goods = Mainlevée
choice-admit-scanned = { $count ->
    [one] Admettre le lu ({ $count })
   *[other] Admettre les lus ({ $count })
}
choice-conclude_cleared = Finir la deuxième ligne : autorisé
choice-conclude_ready = Retour en première ligne
choice-confirm = Confirmer le refus
choice-co_sign = Contresigner la retenue
choice-second = Signer en second
choice-answer = Apporté
choice-print_notice = Voir et imprimer la notification
choice-serve_notice = Notification remise
choice-offer_back = Renvoyer vers la sortie
choice-take_offer_back = Reprendre le renvoi
choice-readmit = Réadmettre
choice-depart = Laisser sortir
choice-issue_slip = Délivrer le bulletin
choice-query = Demander
choice-refer = En 2e ligne
choice-refuse = Refuser
choice-hold = Retenir
choice-call_host = Appeler la police de l’État hôte
choice-waive = Dispenser
choice-release = Rendre
choice-reopen = Reprendre le contrôle
choice-ask_consent = Demander l’accord pour reprendre
choice-reopen_by_notice = Reprendre par avis
choice-reopen_entry = Reprendre avec le chef d’équipe
choice-annul = Demander d’annuler le refus
choice-end_hold = Demander la fin de la retenue
choice-transfer_custody = Remettre à une autorité
choice-withdraw = A fait demi-tour
choice-vary = Demander de modifier l’ordre
choice-abandon = Demander de noter l’abandon
choice-void = Enregistré par erreur
choice-ask_void = Demander de l’invalider
choice-more = Plus
choice-more-heading = Ce que vous pouvez faire d’autre
choice-more-none = Rien d’autre ici maintenant.
choice-none = Rien à faire pour vous ici maintenant.
choice-none-closed = Ce passage est clos.
choice-with-state = { $state } est à l’œuvre.
choice-not-yet = Pas encore : { $why }
choice-bar = Ce que vous pouvez faire
choice-busy = En cours d’enregistrement …
choice-examine = Demander une visite
choice-lodge = Saisir la déclaration
choice-add = Ajouter quelqu’un ou quelque chose
choice-prioritise = Faire passer avant les autres
choice-relate = Changer de conducteur, de véhicule ou de tuteur
choice-off_load = Débarquer

# Ce qui peut être fait à la place, à côté d’un refus.
way-examination = Aller à la visite
way-own-claim = Aller à ce que vous avez pris
way-guardian = Aller au tuteur
way-look = Chercher l’autre passage

ask-cancel = Mettre de côté
ask-typed-kept = Ce que vous saisissez est gardé jusqu’à l’envoi.
ask-needed = Il faut le remplir.
ask-note = Note pour votre État
ask-note-hint = Seul lecteur : { $state }.
ask-told-hint = Lu aussi par : { $state }.
ask-query = Demander quelque chose
ask-query-wanted = Ce qui est demandé
ask-wanted-document = Un document
ask-wanted-payment = Paiement ou garantie
ask-wanted-person = Une personne
ask-query-hint = La prise en charge s’achève et la place dans la file est gardée ; le temps court pour l’usager jusqu’à ce qu’il l’apporte.
ask-query-do = Demander
ask-refer = Renvoyer en deuxième ligne
ask-refer-hint = Un autre agent de votre État conclut. L’autre État ({ $state }) voit « renvoyé » et rien d’autre, quel que soit le motif.
ask-refer-do = Renvoyer
ask-protection = Un besoin de protection a été vu ou dit
ask-protection-none = Aucun
ask-protection-asylum = Souhaite demander l’asile
ask-protection-unaccompanied_child = Enfant sans parent ni tuteur
ask-protection-trafficking = Indices de traite
ask-protection-medical = Besoin médical
ask-protection-words = Ce qui a été vu ou dit, pour le bureau de protection seul
ask-refuse = Refuser { $what }
ask-refuse-hint = Un deuxième agent de votre État doit confirmer sous { $minutes } minutes ; la notification est alors délivrée. L’autre État ({ $state }) voit le refus, pas le motif.
ask-refuse-reason = Motif
ask-refuse-choose = Choisir un motif
ask-refuse-do = Refuser
ask-hold = Retenir { $what }
ask-hold-ground = Base légale
ask-hold-hint-told = L’autre État ({ $state }) contresigne et lit la base légale. La retenue est provisoire et tombe après { $minutes } minutes sans contresignature.
ask-hold-hint-own = Un autre agent de votre État contresigne. La retenue est provisoire et tombe après { $minutes } minutes sans contresignature.
ask-hold-do = Retenir
ask-call_host = Appeler la police : { $state }
ask-call_host-words = Pour quoi
ask-call_host-hint = Une étape de la police de l’État hôte s’ouvre aussitôt. L’autre État ({ $state }) lit ce que vous écrivez.
ask-call_host-do = Appeler
ask-waive = Dispenser de ce contrôle
ask-waive-hint = Il compte comme fait. L’autre État ({ $state }) voit la dispense, pas le motif.
ask-waive-do = Dispenser
ask-reopen = Reprendre le contrôle de sortie
ask-reopen-hint = Le contrôle d’entrée n’a pas commencé : c’est libre. Le motif reste à votre État.
ask-ask_consent = Demander l’accord : { $state }
ask-ask_consent-hint = Le contrôle d’entrée a commencé : l’autre État ({ $state }) doit accepter sous { $minutes } minutes et lit votre motif.
ask-reopen_entry = Reprendre le contrôle d’entrée
ask-reopen_entry-hint = Votre chef d’équipe doit accepter sous { $minutes } minutes.
ask-annul = Annuler le refus
ask-annul-hint = Votre chef d’équipe doit accepter sous { $minutes } minutes ; la notification est révoquée.
ask-end_hold = Mettre fin à la retenue
ask-end_hold-hint = Un autre agent de votre État doit accepter sous { $minutes } minutes.
ask-transfer_custody = Remettre à une autorité
ask-transfer_custody-hint = Un autre agent de votre État signe, en nommant l’autorité et son reçu.
ask-vary = Modifier l’ordre des contrôles
ask-vary-hint = Un chef d’équipe de l’autre État ({ $state }) doit accepter sous { $minutes } minutes et lit votre motif. Tant que l’ordre est modifié, l’État d’entrée ne peut pas retenir.
ask-abandon = Noter l’abandon
ask-abandon-hint = Votre chef d’équipe doit accepter sous { $minutes } minutes.
ask-why = Pourquoi
ask-do = Demander
ask-reopen-do = Reprendre
ask-reopen_by_notice = Reprendre le contrôle de sortie par avis
ask-reopen_by_notice-hint = Le contrôle d’entrée a commencé ; pour une infraction ou une personne recherchée, aucun accord n’est nécessaire. Ce que vous écrivez est lu aussi par l’autre État ({ $state }). Ce que ses agents ont décidé demeure ; leur prise en charge ouverte est rendue.
ask-ground = Motif
ask-ground-offence = Une infraction
ask-ground-wanted = Une personne recherchée
ask-ask_void = Demander de l’invalider
ask-ask_void-hint = Une décision a déjà été prise : un chef d’équipe de l’autre État ({ $state }) doit donner son accord dans les { $minutes } minutes, et lit votre motif.
ask-confirm = Confirmer le refus de { $what }
ask-confirm-hint = Vous êtes le second regard. L’agent { $officer } a refusé à { $time }. Votre signature délivre la notification ; elle ne se reprend pas, elle s’annule seulement.
ask-confirm-reason = Motif donné : { $reason }
ask-confirm-do = Confirmer le refus
ask-co_sign = Contresigner la retenue de { $what }
ask-co_sign-hint = L’agent { $officer } ({ $state }) retient depuis { $time }.
ask-co_sign-ground = Base légale : { $ground }
ask-co_sign-do = Contresigner
ask-second = Signer en second
ask-second-receipt = Autorité qui reçoit et numéro de son reçu
ask-second-do = Signer
ask-serve_notice = Remise de la notification
ask-serve_notice-hint = La notification { $notice } a été remise :
ask-serve-signed = La personne a signé
ask-serve-refused = La personne a refusé de signer
ask-offer_back = Renvoyer { $what } vers : { $state }
ask-offer_back-hint = L’autre État ({ $state }) doit réadmettre. Jusque-là vous pouvez reprendre le renvoi.
ask-offer_back-do = Renvoyer
ask-take_offer_back = Reprendre le renvoi de { $what }
ask-take_offer_back-hint = L’autre État ({ $state }) n’a plus à réadmettre.
ask-take_offer_back-do = Reprendre
ask-readmit = Réadmettre { $what }
ask-readmit-hint = La sortie est annulée ; aucun contrôle n’est répété. Le passage s’achève pour { $what }.
ask-readmit-do = Réadmettre
ask-withdraw = { $what } a fait demi-tour
ask-withdraw-hint = Le contrôle d’entrée n’a pas commencé : sans formalités. Une sortie déjà notée est annulée. Le passage s’achève pour { $what }.
ask-withdraw-do = Noter
ask-withdraw-who = Qui et quoi a fait demi-tour
ask-void = Invalider { $what }
ask-void-hint = Seulement ce qui a été enregistré par erreur, avant toute décision.
ask-void-do = Invalider
ask-void-of = Enregistré deux fois ? Référence de l’autre passage
ask-depart = Laisser sortir à la barrière
ask-depart-hint = Lisez vous-même la plaque, comptez les personnes, lisez les scellés ; ils sont comparés aux données.
ask-depart-who = Sortent ensemble
ask-depart-plate = Plaque lue
ask-depart-heads = Personnes comptées
ask-depart-seals = Scellés lus, séparés par des virgules
ask-depart-do = Laisser sortir
ask-depart-choose = Choisir qui sort maintenant
ask-depart-differs = Cela diffère des données. Vérifiez encore, ou renvoyez au contrôle par :
ask-depart-send-back = Renvoyer au contrôle
ask-prioritise = Faire passer avant les autres
ask-prioritise-class = Pourquoi d’abord
ask-prioritise-words = En toutes lettres
ask-prioritise-hint = Les chefs d’équipe des deux États le voient.
ask-prioritise-do = Faire passer
ask-answer = Apporté
ask-answer-do = Noter

reason-A = A · sans document de voyage valable
reason-B = B · document de voyage faux, falsifié ou contrefait
reason-C = C · sans visa ou permis valable
reason-D = D · visa ou permis faux, falsifié ou contrefait
reason-E = E · but et conditions du séjour non justifiés
reason-F = F · séjour permis déjà épuisé
reason-G = G · moyens insuffisants
reason-H = H · signalé aux fins de non-admission
reason-I = I · danger pour l’ordre, la sécurité ou la santé
reason-K = K · marchandises interdites ou soumises à restriction
reason-L = L · licence, permis ou certificat manquant
reason-M = M · déclaration manquante ou fausse
reason-N = N · droits ou taxes ni payés ni garantis
reason-O = O · véhicule ou ses papiers pas en règle
reason-W1 = W1 · certificat au dossier
reason-W2 = W2 · autorisé avant l’arrivée
reason-W3 = W3 · exempté par la loi ou le statut
reason-W4 = W4 · simplification convenue
reason-W5 = W5 · appareil hors service


who-immigration = l’immigration
who-customs = la douane
who-health = la santé
who-agriculture = l’agriculture
who-standards = les normes
who-police = la police
who-gate = la barrière
who-with-name = { $name } (n° { $officer }, { $state }, guichet { $desk })
who-with-number = L’agent n° { $officer } ({ $state }, guichet { $desk })

did-heading = Ce qui s’est passé
did-officer = N° { $officer }, guichet { $desk }
did-officer-name = { $name }, guichet { $desk }
did-told = En toutes lettres : { $words }
did-void = Cet acte est nul : sa signature ou son ordre n’est pas juste.
did-handover = Remise : tout ce qui continue est passé de { $exit } à { $entry }.
did-registered = { $you ->
    [yes] Vous avez enregistré le passage.
   *[no] { $agency } : passage enregistré.
}
did-registered-with = { $you ->
    [yes] Vous avez enregistré { $what }.
   *[no] { $agency } : { $what } enregistré.
}
did-subject_added = { $you ->
    [yes] Vous avez ajouté { $what }.
   *[no] { $agency } : { $what } ajouté.
}
did-related = { $you ->
    [yes] Vous avez changé qui conduit, garde ou transporte qui.
   *[no] { $agency } : changement de qui conduit, garde ou transporte qui.
}
did-corrected = { $you ->
    [yes] Vous avez corrigé les données de { $what }.
   *[no] { $agency } : données de { $what } corrigées.
}
did-claimed = { $you ->
    [yes] Vous avez pris { $what }.
   *[no] { $agency } : { $what } pris en charge.
}
did-released = { $you ->
    [yes] Vous avez rendu { $what }.
   *[no] { $agency } : { $what } rendu.
}
did-released-supervisor = { $you ->
    [yes] Vous avez repris { $what } à l’agent qui l’avait, comme chef d’équipe.
   *[no] { $agency } : le chef d’équipe a repris { $what } à l’agent qui l’avait.
}
did-released-time_out = { $you ->
    [yes] Vous avez repris { $what } : la prise en charge était trop ancienne.
   *[no] { $agency } : { $what } repris, la prise en charge était trop ancienne.
}
did-released-shift_closed = { $you ->
    [yes] Votre service s’est achevé ; { $what } est retourné à la file.
   *[no] { $agency } : service achevé, { $what } est retourné à la file.
}
did-cleared = { $you ->
    [yes] Vous avez autorisé { $what }.
   *[no] { $agency } : { $what } autorisé.
}
did-admitted = { $you ->
    [yes] Vous avez admis { $what }.
   *[no] { $agency } : { $what } admis.
}
did-released_goods = { $you ->
    [yes] Vous avez donné mainlevée de { $what }.
   *[no] { $agency } : mainlevée de { $what }.
}
did-waived = { $you ->
    [yes] Vous avez dispensé { $what } du contrôle.
   *[no] { $agency } : { $what } dispensé du contrôle.
}
did-queried = { $you ->
    [yes] Vous avez demandé quelque chose au sujet de { $what }.
   *[no] { $agency } : quelque chose est demandé au sujet de { $what }.
}
did-answered = { $you ->
    [yes] Vous avez noté que ce qui manquait pour { $what } est apporté.
   *[no] { $agency } : ce qui manquait pour { $what } est apporté.
}
did-referred = { $you ->
    [yes] Vous avez renvoyé { $what } en deuxième ligne.
   *[no] { $agency } : { $what } renvoyé en deuxième ligne.
}
did-concluded-cleared = { $you ->
    [yes] Vous avez achevé la deuxième ligne et autorisé { $what }.
   *[no] { $agency } : deuxième ligne achevée, { $what } autorisé.
}
did-concluded-ready = { $you ->
    [yes] Vous avez rendu { $what } à la première ligne.
   *[no] { $agency } : { $what } rendu à la première ligne.
}
did-refusal_proposed = { $you ->
    [yes] Vous avez refusé { $what } ; un deuxième agent doit confirmer.
   *[no] { $agency } : { $what } refusé ; un deuxième agent doit confirmer.
}
did-refusal_confirmed = { $you ->
    [yes] Vous avez confirmé le refus de { $what } ; notification { $notice } délivrée.
   *[no] { $agency } : refus de { $what } confirmé ; notification { $notice } délivrée.
}
did-notice_printed = { $you ->
    [yes] Vous avez imprimé la notification destinée à { $what }.
   *[no] { $agency } : notification imprimée pour { $what }.
}
did-notice_served-signed = { $you ->
    [yes] Vous avez remis la notification à { $what } ; elle est signée.
   *[no] { $agency } : notification remise à { $what }, signée.
}
did-notice_served-refused_to_sign = { $you ->
    [yes] Vous avez remis la notification à { $what } ; signature refusée.
   *[no] { $agency } : notification remise à { $what }, signature refusée.
}
did-hold_placed = { $you ->
    [yes] Vous avez retenu { $what }, provisoirement.
   *[no] { $agency } : { $what } retenu, provisoirement.
}
did-hold_co_signed = { $you ->
    [yes] Vous avez contresigné la retenue de { $what }.
   *[no] { $agency } : retenue de { $what } contresignée.
}
did-host_called = { $you ->
    [yes] Vous avez appelé la police de l’État hôte pour { $what }.
   *[no] { $agency } : police de l’État hôte appelée pour { $what }.
}
did-moved = { $you ->
    [yes] Vous avez demandé ce qui veut une deuxième personne : { $motion }
   *[no] { $agency } : demande qui veut une deuxième personne : { $motion }
}
did-seconded = { $you ->
    [yes] Vous avez accepté : { $motion }
   *[no] { $agency } : accord donné : { $motion }
}
did-declined = { $you ->
    [yes] Vous avez décliné : { $motion }
   *[no] { $agency } : décliné : { $motion }
}
did-motion-annul = annuler le refus de { $what }.
did-motion-end_hold = mettre fin à la retenue de { $what }.
did-motion-transfer_custody = remettre { $what } à une autorité.
did-motion-reopen_exit = reprendre le contrôle de sortie de { $what }.
did-motion-reopen_entry = reprendre le contrôle d’entrée de { $what }.
did-motion-vary = modifier l’ordre des contrôles pour { $what }.
did-motion-abandon = noter l’abandon de { $what }.
did-motion-void = invalider { $what }.
did-motion-void-duplicate = invalider { $what } : doublon du passage { $crossing }.
did-motion-unknown = une demande antérieure.
did-reopened = { $you ->
    [yes] Vous avez repris le contrôle de sortie de { $what }.
   *[no] { $agency } : contrôle de sortie de { $what } repris.
}
did-reopened-notice = { $you ->
    [yes] Vous avez repris le contrôle de sortie de { $what }, par avis.
   *[no] { $agency } : contrôle de sortie de { $what } repris, par avis.
}
did-offered_back = { $you ->
    [yes] Vous avez renvoyé { $what } vers l’État de sortie.
   *[no] { $agency } : { $what } renvoyé vers l’État de sortie.
}
did-offer_taken_back = { $you ->
    [yes] Vous avez repris le renvoi de { $what }.
   *[no] { $agency } : renvoi de { $what } repris.
}
did-readmitted = { $you ->
    [yes] Vous avez réadmis { $what }.
   *[no] { $agency } : { $what } réadmis.
}
did-withdrawn = { $you ->
    [yes] Vous avez noté que { $what } a fait demi-tour.
   *[no] { $agency } : { $what } a fait demi-tour.
}
did-voided = { $you ->
    [yes] Vous avez invalidé { $what }, enregistré par erreur.
   *[no] { $agency } : { $what } invalidé, enregistré par erreur.
}
did-departed = { $you ->
    [yes] Vous avez laissé sortir { $what }.
   *[no] { $agency } : sortie de { $what }.
}
did-mismatched = { $you ->
    [yes] Vous avez trouvé un écart à la barrière et renvoyé { $what } au contrôle.
   *[no] { $agency } : écart trouvé, { $what } renvoyé au contrôle.
}
did-prioritised = { $you ->
    [yes] Vous avez fait passer avant les autres : { $priority }.
   *[no] { $agency } : passe avant les autres : { $priority }.
}
did-declaration_lodged = { $you ->
    [yes] Vous avez déposé la déclaration pour { $what }.
   *[no] { $agency } : déclaration déposée pour { $what }.
}
did-examination_requested = { $you ->
    [yes] Vous avez demandé une visite de { $what }.
   *[no] { $agency } : visite de { $what } demandée.
}
did-examination_requested-joint = { $you ->
    [yes] Vous avez demandé une visite conjointe de { $what }.
   *[no] { $agency } : visite conjointe de { $what } demandée.
}
did-examination_scheduled = { $you ->
    [yes] Vous avez donné l’aire { $bay } à la visite.
   *[no] { $agency } : aire { $bay } donnée à la visite.
}
did-examination_attended = { $you ->
    [yes] Vous êtes sur l’aire.
   *[no] { $agency } : présence sur l’aire.
}
did-examination_alone = { $you ->
    [yes] Vous avez continué seul : l’autre État n’est pas venu.
   *[no] { $agency } : continue seule, l’autre État n’est pas venu.
}
did-findings_filed = { $you ->
    [yes] Vous avez déposé vos constats, à l’aveugle.
   *[no] { $agency } : constats déposés, à l’aveugle.
}
did-findings_revealed = { $you ->
    [yes] Vos constats sont ouverts aux deux États.
   *[no] { $agency } : constats ouverts aux deux États.
}
did-examination_closed-agreed = { $you ->
    [yes] Vous avez clos la visite : les deux États ont trouvé la même chose.
   *[no] { $agency } : visite close, les deux États ont trouvé la même chose.
}
did-examination_closed-differs = { $you ->
    [yes] Vous avez clos la visite : les constats diffèrent.
   *[no] { $agency } : visite close, les constats diffèrent.
}
did-examination_closed-one_state = { $you ->
    [yes] Vous avez clos la visite, faite par un seul État.
   *[no] { $agency } : visite close, faite par un seul État.
}
did-slip_issued = { $you ->
    [yes] Vous avez délivré le bulletin { $number }.
   *[no] { $agency } : bulletin { $number } délivré.
}
did-seals_checked = { $you ->
    [yes] Vous avez lu les scellés de { $what } : ce sont ceux enregistrés.
   *[no] { $agency } : scellés de { $what } lus, ce sont ceux enregistrés.
}
did-seals_checked-differ = { $you ->
    [yes] Vous avez lu les scellés de { $what } : ils diffèrent de ceux enregistrés.
   *[no] { $agency } : scellés de { $what } lus, ils diffèrent de ceux enregistrés.
}
did-heads_counted = { $you ->
    [yes] Vous avez compté { $heads } personnes à bord de { $what }.
   *[no] { $agency } : { $heads } personnes comptées à bord de { $what }.
}
did-traveller_declared = { $you ->
    [yes] Vous avez enregistré la déclaration en douane de { $what }.
   *[no] { $agency } : déclaration en douane de { $what } enregistrée.
}
did-traveller_declared-red = { $you ->
    [yes] Vous avez enregistré la déclaration en douane de { $what } : circuit rouge.
   *[no] { $agency } : déclaration en douane de { $what } enregistrée, circuit rouge.
}
did-traveller_declared-green = { $you ->
    [yes] Vous avez enregistré la déclaration en douane de { $what } : circuit vert.
   *[no] { $agency } : déclaration en douane de { $what } enregistrée, circuit vert.
}
did-what-many = { $count ->
    [one] { $first }
    [2] { $first } et un de plus
   *[other] { $first } et { $more } de plus
}
did-what-step = { $what } ({ $control })

declare-model = Modèle (IM4, EX1 …)
declare-reference = Numéro d’enregistrement
declare-currency = Monnaie (trois lettres)
declare-declarant = Déclarant
declare-kind = Genre
declare-value = Valeur
declare-add = Ajouter un article
declare-remove = Enlever l’article { $item }
declare-cell = { $field }, article { $item }
declare-fault = Article { $item }, { $field }. { $fault }
declare-no-items = Une déclaration a au moins un article.
declare-hs = Un code de marchandise a 6 à 11 chiffres.
declare-number = Ce n’est pas une quantité.
declare-decimals-0 = Aucune décimale : cette monnaie n’en a pas.
declare-decimals-2 = Deux décimales au plus.
declare-decimals-3 = Trois décimales au plus.
declare-decimals-4 = Quatre décimales au plus.
declare-too-long = Le formulaire n’a pas tant de place.
declare-three-letters = Il faut un code de trois lettres.
declare-net-over-gross = La masse nette dépasse la masse brute.
declare-zero = Une quantité nulle.
declare-lodge = Déposer

facts-correct = Corriger
own-search-clean = Recherche d’alertes faite, rien trouvé.
crossing-just-read = Lu à l’instant
ask-depart-check-again = Vérifié encore : laisser sortir si cela concorde
ask-correct = Corriger les données
ask-correct-hint = Si une décision existe déjà, chaque État concerné confirme ; la recherche d’alertes est refaite et les bulletins sont révoqués.
ask-correct-do = Corriger
ask-add = Ajouter { $name } à ce passage ?
ask-add-hint = Ce document a été lu pendant que le passage est ouvert, et n’est sur aucun autre.
ask-add-do = Ajouter
ask-add-apart = Enregistrer à part
ask-add-by-hand-hint = Le premier contrôle de sortie l’attend.
ask-add-hand-hint = Un ajout au groupe commence à son premier contrôle de sortie.

# Qui va avec qui : changement de conducteur ou de véhicule, tuteur, débarquement.
ask-relate = { $what } : qui va avec qui
ask-relate-hint = Les deux États le voient. Un nouveau conducteur ou véhicule a tous ses propres contrôles : ajoutez-le d’abord.
ask-relate-do = Noter le changement
ask-relate-none = Personne ni rien
ask-relate-on-foot-hint = débarqué
ask-relate-vehicle = Sur quel véhicule
ask-relate-guardian = Tuteur
ask-relate-driver = Conducteur
ask-relate-driver-hint = Qui conduisait jusqu’ici continue comme passager.
ask-relate-tractor = Tracté par
ask-relate-carrier = Porté par
ask-relate-carrier-hint = La marchandise transbordée sort avec ce qui la porte désormais.
ask-off_load = Débarquer { $what }
ask-off_load-hint = { $what } continue à pied, avec les contrôles qui restent. Le véhicule peut partir sans attendre.
motion-sign-here = Un second agent signe ici
awaited-refusal = { $who } a refusé { $what } à { $time }. Un second agent ({ $state }) confirme, ou le refus tombe.
awaited-hold = { $who } retient { $what } depuis { $time }. Un agent ({ $state }) cosigne, ou la retenue tombe.
sign-here-title = Un second agent signe à ce guichet
sign-here-hint = Le second agent tape son propre numéro et son mot de passe. Votre session reste ouverte, et ses clés sont effacées dès qu’il a signé.
sign-here-other-state = Un agent de l’autre État signe à un guichet de son propre État.
sign-here-saw-paper = Il a consigné avoir vu ce papier. Pour ce qu’il signe lui-même, un autre doit l’avoir vu : consignez d’abord que vous l’avez vu.
awaited-refusal-yours = Vous avez refusé { $what } à { $time }. Un second agent ({ $state }) confirme, ou le refus tombe.
awaited-hold-yours = Vous retenez { $what } depuis { $time }. Un agent ({ $state }) cosigne, ou la retenue tombe.
did-subject_moved_here = { $you ->
    [yes] Vous avez transféré ici { $what } depuis le passage { $crossing }.
   *[no] { $agency } a transféré ici { $what } depuis le passage { $crossing }.
}
did-released-exit_hold = { $you ->
    [yes] Votre rétention a eu la priorité : l’autre État a rendu { $what }.
   *[no] La rétention de { $agency } a eu la priorité : l’autre État a rendu { $what }.
}
did-voided-duplicate = { $you ->
    [yes] Vous avez invalidé { $what } : doublon du passage { $crossing }.
   *[no] { $agency } : { $what } invalidé, doublon du passage { $crossing }.
}
did-presented = { $you ->
    [yes] Vous avez présenté { $what } aux agents de sortie.
   *[no] { $agency } a présenté { $what } aux agents de sortie.
}
did-off_loaded = { $you ->
    [yes] Vous avez consigné que { $what } est descendu du véhicule.
   *[no] { $agency } a consigné que { $what } est descendu du véhicule.
}
did-moved_away = { $you ->
    [yes] Vous avez transféré { $what } vers le passage { $crossing }.
   *[no] { $agency } a transféré { $what } vers le passage { $crossing }.
}
did-paper_seen = { $you ->
    [yes] Vous avez vu le papier { $paper }, sur lequel un collègue a consigné ce qu’il a fait.
   *[no] { $agency } : un second agent a vu le papier { $paper }.
}
did-entered_late = Saisi après coup d’après le papier { $paper }, qui indique { $time }.
did-left_out_done-made_good = { $you ->
    [yes] Vous avez rattrapé ce qui avait été omis : { $what }, { $control }.
   *[no] { $agency } a rattrapé ce qui avait été omis : { $what }, { $control }.
}
did-left_out_done-noted = { $you ->
    [yes] Vous avez noté que l’omission demeure : { $what }, { $control }.
   *[no] { $agency } a noté que l’omission demeure : { $what }, { $control }.
}
choice-enter_late = Saisir d’après un papier
choice-see_paper = Consigner que vous avez vu un papier
late-on = Saisie après coup en cours : ce que vous faites ici est consigné comme fait le { $time }, d’après le papier { $paper }.
late-on-hint = Cela vaut pour les contrôles, les refus, les retenues et le départ. Tout le reste, comme les scellés, les personnes comptées, les rectifications et les bulletins, est daté de maintenant.
late-unseen = Aucun second agent de votre État n’a encore consigné qu’il a vu le papier { $paper }.
late-see-here = Un second agent le consigne ici
late-see-paper = Il a vu le papier { $paper }, sur lequel vous avez consigné ce que vous avez fait.
late-see-hint = Un collègue de votre État y a consigné ce qu’il a fait pendant que le programme était inutilisable. Vous attestez le papier, non ce qu’il a décidé.
late-see-do = Je l’ai vu
late-change = Autre heure ou autre papier
late-end = Arrêter la saisie après coup
late-do = Commencer la saisie après coup
late-day = Date sur le papier
late-time = Heure sur le papier
late-paper = Numéro du papier
late-ask-hint = La date et l’heure telles que le papier les indique, à l’heure de votre État.
late-ask-at = Ce que vous faites désormais sur ce passage est consigné comme fait le { $time }.
late-ask-second = Un second agent de votre État doit avoir vu le papier. Saisissez les choses dans l’ordre où elles ont été faites.
late-time-wrong = Indiquez la date et l’heure, par exemple 09:40.
late-paper-wrong = Indiquez le numéro du papier, de 40 caractères au plus ; sur une fiche vierge, sa référence.
left-out-heading = Omis par une procédure abrégée
left-out-open = { $what } : { $control } reste à rattraper.
left-out-was-made_good = { $what } : { $control } rattrapé par { $who }, { $time }.
left-out-was-noted = { $what } : { $control } demeure omis, noté par { $who }, { $time }.
left-out-made_good = Rattrapé
left-out-noted = Demeure omis
left-out-why = Pourquoi l’omission demeure
left-out-ask-made_good = { $what } : { $control } a finalement été fait. Les deux États voient que c’est fait, non ce qui a été constaté.
left-out-ask-noted = { $what } : { $control } ne sera plus fait. Les deux États voient que l’omission demeure ; le motif n’est que pour votre État.
did-motion-move = transférer { $what } vers le passage { $crossing }.
motion-move = { $who } : demande de transférer { $what } vers le passage { $crossing }.

did-released-break = { $you ->
    [yes] Vous êtes parti en pause ; { $what } est revenu dans la file.
   *[no] { $agency } : un agent est parti en pause ; { $what } est revenu dans la file.
}
did-message_sent = { $you ->
    [yes] Vous avez informé { $to } de { $other } :
   *[no] { $agency } a informé { $to } de { $other } :
}

messages-heading = Messages
messages-none = Rien n’a été dit au sujet de ce passage.
messages-write = Écrire
messages-to = À
messages-words = Message
messages-told-warning = { $state } le lit, et il reste au journal commun.
messages-own-hint = Il reste au sein de { $state } : personne d’autre n’apprend qu’il a été écrit. Les autres postes de travail l’ont dans le quart d’heure.
messages-send-told = Informer { $state }
messages-send-own = Envoyer
messages-sent = Envoyé.
messages-read = Marquer comme lu
messages-read-by = Lu par { $who }, { $time }
messages-from-to = { $from } → { $to }
messages-for-you = pour votre service
messages-erased = effacé
messages-count = { $count ->
    [one] un message pour votre service
   *[other] { $count } messages pour votre service
}

held-heading = Retenu
held-since = { $what } · { $state } · depuis { $time } · { $hours }
held-limit = Limite légale { $time }
held-limit-over = La limite légale a été atteinte à { $time }
held-none = Rien n’est encore inscrit.
held-care = Ce qui a été fait
held-words = En quelques mots
held-do = Inscrire
held-done = C’est inscrit.

steps-instruction = Consigne : { $text }

# Ce que la douane fait avec une étape : montants, leur règlement, le circuit.
choice-assess = Liquider ce qui est à payer
choice-settle = Noter le paiement ou la garantie
choice-reroute = Changer de circuit
amount-duty = Droits
amount-tax = Taxe
amount-fee = Redevance
amount-penalty = Amende
ask-assess = Liquider : { $what }
ask-assess-hint = Visible de cet État seul : { $state }. Ce qui était liquidé avant est remplacé, et se règle à nouveau.
ask-assess-kind = Pour quoi
ask-assess-amount = Montant
ask-assess-add = Ajouter un montant
ask-assess-remove = Retirer le montant { $row }
ask-assess-cell = { $field }, montant { $row }
ask-assess-fault = Montant { $row } : { $fault }
ask-assess-do = Noter
ask-settle = Paiement ou garantie : { $what }
ask-settle-hint = Le contrôle s’achève ainsi.
ask-settle-hint-queried = L’étape retourne à la file et garde sa place.
ask-settle-how = Règlement
ask-settle-wait = Pas encore : l’usager va payer et l’étape l’attend
ask-settle-paid = Payé
ask-settle-secured = Couvert par une caution ou une garantie
ask-settle-receipt = Numéro de la quittance
ask-settle-guarantee = Numéro de la caution ou de la garantie
ask-settle-office = Bureau où elle a été constituée
ask-settle-do = Noter et achever le contrôle
ask-reroute = Le circuit de { $what }
ask-reroute-hint = Actuellement : { $lane }. Vous pouvez le rendre plus strict ; un circuit moins strict passe par une deuxième ligne que votre chef d’équipe conclut.
ask-reroute-hint-second = Actuellement : { $lane }. Un circuit moins strict est donné par le chef d’équipe.
ask-reroute-lane = Circuit désormais
ask-reroute-then = La suite
ask-reroute-refer = Renvoyer en deuxième ligne
ask-reroute-query = Demander un document
ask-reroute-clear = Autoriser
ask-reroute-conclude_cleared = Finir la deuxième ligne : autorisé
ask-reroute-conclude_ready = Retour à la première ligne
ask-reroute-do = Changer de circuit
own-amount = { $kind } { $amount } { $currency }
own-amounts = À payer : { $amounts }. { $settled }
own-paid = Payé, quittance { $number }.
own-secured = Couvert par la garantie { $number }, constituée à : { $office }.
own-unsettled = Ni payé ni garanti pour l’instant.
own-rerouted = Circuit changé de { $from } à { $to } : { $why }

# Ce qu’un agent lit et compte lui-même.
choice-check_seals = Lire les scellés
choice-count_heads = Compter les personnes
ask-check_seals = Lire les scellés : { $what }
ask-check_seals-hint = Lisez vous-même chaque scellé ; ils sont comparés à ceux enregistrés.
ask-count_heads = Compter les personnes : { $what }
ask-count_heads-hint = Comptez vous-même toutes les personnes à bord, conducteur et équipage compris ; leur nombre est comparé au groupe et à la liste du transporteur.
seals-agree = Les scellés lus sont ceux enregistrés.
seals-differ = Les scellés diffèrent de ceux enregistrés. Introuvables : { $missing }. Non enregistrés : { $foreign }.
heads-agree = Autant de personnes à bord que d’enregistrées.
heads-differ = { $heads } personnes comptées ; à bord d’après le groupe : { $party }, d’après la liste du transporteur : { $listed }.
facts-seals-read = Scellés lus
facts-seals-agree = conformes à l’enregistrement
facts-seals-differ = différents de l’enregistrement
facts-heads-counted = Personnes comptées
facts-heads-value = { $heads } comptées · { $party } du groupe · { $listed } sur la liste

# Aux agents de sortie, et vers un autre passage.
choice-present = Présenter aux agents de sortie
choice-move_away = Transférer vers un autre passage
choice-ask_move = Demander de transférer vers un autre passage
ask-present = Présenter aux agents de sortie
ask-present-hint = L’ordre est modifié : les agents de sortie décident d’abord et votre prise en charge s’achève. L’autre État ({ $state }) lit ce que vous écrivez.
ask-move_away = Transférer { $what } vers un autre passage
ask-move_away-hint = Enregistré avec le mauvais groupe. Là-bas tout recommence, au premier contrôle de sortie.
ask-ask_move = Demander de transférer { $what } vers un autre passage
ask-ask_move-hint = Une décision a déjà été prise : un chef d’équipe de l’autre État ({ $state }) doit donner son accord dans les { $minutes } minutes, et lit votre motif. Là-bas tout recommence.
ask-move-to = Référence de l’autre passage
ask-move-wrong = Ce n’est pas une référence. Vérifiez son caractère de contrôle.

# Ce qui paraît faux à côté d’un autre passage. Rien n’est bloqué.
doubt-on_two_crossings = Le document de { $who } figure aussi au passage { $crossing }, ouvert depuis { $time }. L’intéressé est peut-être enregistré deux fois, ou quelqu’un d’autre a ce document sur lui.
doubt-wrong_direction = { $who } est déjà sorti dans ce sens à { $time } (passage { $crossing }), sans retour noté. Vérifiez le sens et les cachets.
doubt-other_name = Au passage { $crossing } ({ $time }), le document de { $who } était porté sous un autre nom. Comparez la page avec la personne et cherchez des traces de falsification.
doubt-other_birth_date = Au passage { $crossing } ({ $time }), le document de { $who } indiquait une autre date de naissance. Cherchez des traces de falsification.
doubt-overstayed =
    { $by ->
        [one] { $who } est resté { $by } jour de plus que les { $granted } jours accordés par votre État à { $time } (passage { $crossing }).
       *[other] { $who } est resté { $by } jours de plus que les { $granted } jours accordés par votre État à { $time } (passage { $crossing }).
    }
newer-here = L’agent { $officer } a agi sur ce passage à { $time } avec une version plus récente du programme, que celle-ci ne sait pas lire. Ce qui s’affiche peut être dépassé, et rien ne peut y être fait d’ici. Continuez sur une station qui a la version plus récente.
