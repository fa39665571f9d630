# Les textes de la fenêtre.

close = Fermer
loading = Un instant …
again = Réessayer
cancel = Annuler
demonstration = Démonstration
opening = Ouverture du poste …

rail-main = Principal
rail-you-act-for = Vous agissez pour : { $state }
rail-queue = File
rail-register = Arrivée
rail-slips = Bulletins
rail-monitor = Suivi
rail-setup = Réglages
rail-keys = Touches

top-lock = Verrouiller la fenêtre (Ctrl+L)
top-work-and-desk = { $work } · Guichet { $desk }

note-locks-idle = Personne n’a touché cette fenêtre depuis un moment : elle se verrouille dans une demi-minute. Appuyez sur une touche pour continuer, par exemple Maj.
note-locks-longest = Votre connexion a atteint sa durée maximale : la fenêtre se verrouille dans une demi-minute et redemande le mot de passe. Ce que vous avez saisi est conservé.
note-rewritten = Ce n’est pas le journal que cette station connaît : l’acte { $act }, qu’elle a vu, manque ou n’est plus le même. Une copie plus ancienne a été mise à sa place, ou quelqu’un l’a modifié. Rien n’y est écrit d’ici, et ce que vous avez saisi est conservé. Arrêtez, et appelez les chefs d’équipe des deux États : si une sauvegarde a été restaurée, tous deux la signent et la fenêtre reprend d’elle-même.
note-of_newer = Quelqu’un a agi à ce poste avec une version plus récente du programme, que celle-ci ne sait pas lire. Ce qui s’affiche ici peut être dépassé, et rien n’est plus écrit d’ici ; ce que vous avez saisi est conservé. Faites mettre cette station à jour, et travaillez sur une autre en attendant.
note-in_part = Des passages ont été enregistrés avec une version plus récente du programme, que celle-ci ne sait pas lire : ils manquent ici. Les autres continuent comme d’habitude. Faites mettre cette station à jour.
note-unreachable = La base de données ne répond pas depuis { $seconds } s ; nouvel essai en cours. Ce que vous avez saisi est conservé, et la fenêtre reprendra d’elle-même.
note-unreachable-said = La base de données ne répond pas ; nouvel essai en cours. Ce que vous avez saisi est conservé, et la fenêtre reprendra d’elle-même.
note-registered = Enregistré entre-temps : { $reference }.
note-waits = La fenêtre attend la base de données depuis { $since }.

scan-label = Lire ou saisir n’importe quoi
scan-placeholder = Lire ou saisir : passeport, bulletin, plaque, conteneur, déclaration, nom
scan-busy = Recherche …
scan-kept = Un document a été lu pendant que vous répondiez. Rien n’en a encore été fait.
scan-use = L’utiliser maintenant
scan-forget = L’écarter
scan-nothing = Rien n’est connu sous { $text }.
scan-nothing-do = Aucun passage ouvert n’a cette plaque, ce numéro ou ce nom. Vérifiez la saisie, ou enregistrez une nouvelle arrivée.
scan-register = Enregistrer une arrivée
scan-many = Plusieurs passages correspondent
scan-many-do = Choisissez-en un. L’ouvrir ne décide rien.
scan-arrived = arrivé le { $date }, { $time }
scan-closed = clos
scan-not-enough = Saisissez au moins deux lettres ou chiffres.

first-run-title = Bienvenue
first-run-lead = Aucun poste n’est encore fondé sur cette station. Regardez d’abord une démonstration, ou fondez le poste de vos deux États.
first-run-demo-title = Essayer un poste de démonstration
first-run-demo = Des agents inventés de deux États, un trafic inventé qui avance. Rien n’y est réel, et il ne peut jamais devenir un vrai poste.
first-run-demo-open = Ouvrir la démonstration
first-run-demo-busy = Préparation de la démonstration …
first-run-found-title = Fonder un poste
first-run-found = Les administrateurs des deux États s’asseyent ici ensemble une seule fois : ils nomment le poste, choisissent sa disposition, et chacun fixe son propre mot de passe.
first-run-found-begin = Fonder un poste
first-run-back = Retour
first-run-post = Le poste
first-run-name = Nom du poste
first-run-code = Lettres des références
first-run-code-hint = deux à quatre, par exemple MD
first-run-first-state = Premier État
first-run-second-state = Second État
first-run-model = Disposition
first-run-model-juxtaposed = Juxtaposé
first-run-model-juxtaposed-hint = Deux sites ; chacun traite ce qui entre dans son pays
first-run-model-straddling = À cheval
first-run-model-straddling-hint = Un bâtiment sur la ligne
first-run-model-single_country = Dans un seul pays
first-run-model-single_country-hint = Un site pour les deux sens
first-run-host = État hôte, { $from } vers { $to }
first-run-host-hint = Le droit de l’hôte décide de l’arrestation, de la garde et de l’asile. Il est convenu, jamais déduit.
first-run-offset = Heure en { $state }, minutes d’avance sur UTC
first-run-flows = Ce qu’il traite
first-run-desks = Guichets par service
first-run-administrator = Administrateur : { $state }
first-run-officer = Numéro d’agent
first-run-person = Nom
first-run-password = Mot de passe
first-run-password-again = Mot de passe, encore une fois
first-run-password-hint = Au moins { $least } caractères. Personne ne pourra le relire ; l’administrateur de l’autre État détourne les yeux.
first-run-make = Fonder le poste
first-run-busy = Fondation du poste …
first-run-founded = Le poste est fondé. Les administrateurs certifient leurs agents avant le premier service.
first-run-wrong-name = Il faut un nom au poste.
first-run-wrong-code = Deux à quatre lettres, A à Z.
first-run-wrong-states = Choisissez deux États différents.
first-run-wrong-flows = Choisissez-en au moins un.
first-run-wrong-offset = Un nombre de minutes entre -720 et 840.
first-run-wrong-desks = Un nombre de 1 à 9.
first-run-wrong-officer = Un à douze lettres, chiffres ou traits d’union.
first-run-same-officer = L’administrateur de chaque État a son propre numéro.
first-run-wrong-person = Il manque le nom de l’administrateur.
first-run-password-differs = Les deux mots de passe diffèrent.
first-run-look-again = Le poste n’a pas été fondé : voyez les champs marqués.

sign-in-title = Poste frontière à arrêt unique de { $name }
sign-in-lead = Connectez-vous pour prendre votre service.
sign-in-demonstration = Poste de démonstration
sign-in-number = Numéro d’agent
sign-in-badge = ou lisez votre badge
sign-in-password = Mot de passe
sign-in-desk = Guichet
sign-in-desk-option = { $desk } · { $agency }, { $place }
sign-in-desk-option-state = { $desk } · { $state } { $agency }, { $place }
sign-in-sign-in = Se connecter
sign-in-busy = Connexion …
sign-in-wait = { $seconds ->
    [one] Attendez { $seconds } seconde
   *[other] Attendez { $seconds } secondes
}
sign-in-forgotten = Connexion impossible ? L’administrateur de votre État fixe un nouveau mot de passe. Celui de l’autre État ne le peut pas.
sign-in-language = Langue
sign-in-try = Essayez le poste des deux côtés
sign-in-try-lead = Personnes et trafic inventés. Choisissez un compte, ou pressez sa touche.
sign-in-account-number = Numéro
sign-in-account-password = Mot de passe
sign-in-supervisor = { $agency }, chef d’équipe
sign-in-officer = { $agency }, agent
sign-in-missing = Saisissez votre numéro d’agent et votre mot de passe.

lock-by-idle = Personne n’y a touché pendant un moment : elle s’est verrouillée d’elle-même.
lock-by-longest = Votre connexion a atteint sa durée maximale : le mot de passe est redemandé.
lock-by-card = La carte a été retirée.
lock-by-new-keys = Votre mot de passe ou votre carte a été changé depuis une autre fenêtre. Si ce n’est pas vous, appelez votre administrateur.
lock-title = La fenêtre est verrouillée
lock-safe = Votre travail est conservé tel quel.
lock-unlock = Déverrouiller
lock-other-officer = Se déconnecter pour laisser la place à un autre agent

queue-title = File
queue-lists = Listes
queue-tab-mine = À moi
queue-tab-all = Tous
queue-tab-waiting_on_party = En attente de l’usager
queue-tab-joint = Conjoints
queue-order = { $count ->
    [one] { $count } passage · priorité d’abord, puis ancienneté
   *[other] { $count } passages · priorité d’abord, puis ancienneté
}
queue-order-filtered = { $count ->
    [one] { $count } passage avec { $filter }
   *[other] { $count } passages avec { $filter }
}
queue-column-reference = Référence
queue-column-who = Qui, quoi
queue-column-track = État de sortie, passation, État d’entrée
queue-column-waiting = Attente
queue-column-lane = Circuit, priorité
queue-column-now = En ce moment
queue-since = depuis { $time }
queue-heads = { $count ->
    [one] { $count } à bord
   *[other] { $count } à bord
}
queue-just-now = À l’instant
queue-you-have-it = Vous avez { $reference }
queue-open-it = L’ouvrir
queue-claim-next = Prendre le suivant
queue-claiming = Prise en charge …
queue-one-claim = Une prise en charge à la fois : terminez ou rendez la vôtre d’abord.
queue-nothing-next = Rien n’est prêt pour votre guichet. La liste reste à jour ; vous n’avez rien à faire.
queue-no-control = Votre fonction n’a pas de contrôle à prendre.
queue-move = se déplacer
queue-all-keys = toutes les touches
queue-empty = Aucun passage n’est ouvert
queue-empty-do = Une arrivée s’enregistre en lisant son document ou sa plaque.
queue-empty-mine = Vous n’avez rien pris en charge
queue-empty-mine-do = F2 prend le suivant pour votre guichet, selon la règle.
queue-empty-state = Rien n’attend votre État
queue-empty-state-do = Ce que l’autre État remet apparaît ici de soi-même.
queue-empty-party = Rien n’est demandé à aucun usager
queue-empty-party-do = Un passage attend ici pendant que l’usager apporte un document, paie ou va chercher quelqu’un.
queue-empty-joint = Aucune visite n’est ouverte
queue-empty-joint-do = Les visites conjointes des deux États apparaissent ici.
queue-empty-filter = Rien dans cette liste avec { $filter }
queue-empty-filter-do = Entrée cherche partout ; Échap montre de nouveau toute la liste.
queue-loading = Lecture de la file …
queue-unread = La file ne peut pas être lue maintenant

whereabouts-ready = Prêt, personne encore
whereabouts-in_progress = En cours
whereabouts-mine = C’est à vous
whereabouts-waiting_on_party = En attente de l’usager
whereabouts-referred = Renvoyé
whereabouts-held = Retenu
whereabouts-refused = Refusé, à renvoyer
whereabouts-offered_back = Proposé au retour
whereabouts-examination = Visite conjointe
whereabouts-gate = Terminé : attend la barrière
whereabouts-newer = Avec un programme plus récent
queue-officer-number = N° { $officer }, { $desk }
queue-officer-name = { $name }, { $desk }

lane-short-green = Vert
lane-short-yellow = Jaune
lane-short-red = Rouge
lane-short-blue = Bleu
lane-none = Pas de circuit affiché

priority-short-medical = Médical
priority-short-infants = Nourrissons
priority-short-pregnant = Enceinte
priority-short-frail = Fragile
priority-short-livestock = Bétail
priority-short-perishable = Périssable
priority-short-school_children = Écoliers

handover-done = Passation
handover-not-yet = Pas encore de passation
track-said = { $state } { $agency } : { $step }
track-said-of = { $state } { $agency } : { $step }, { $done } sur { $of } faits

monitor-title = Suivi
monitor-waiting-for = La file attend : { $state }, { $agency }
monitor-waiting-for-said = { $waiting } en attente, le plus ancien { $oldest } · { $open } guichets ouverts sur { $desks }
monitor-clear-at = écoulé vers { $time }
monitor-clear-unknown = rien n’a été fait dans la dernière heure : aucune heure ne peut être avancée
monitor-flows = Aucun guichet ne retient la file
monitor-flows-said = { $open ->
    [one] { $open } passage ouvert
   *[other] { $open } passages ouverts
}, { $closed } clos dans la dernière heure.
monitor-tile-waiting = en attente · le plus ancien { $oldest }
monitor-tile-nobody = personne n’attend
monitor-tile-desks = { $open ->
    [one] { $open } guichet
   *[other] { $open } guichets
} sur { $desks } · { $rate } par heure
monitor-tile-clear = Écoulé à { $time }
monitor-tile-clear-unknown = Aucune heure ne peut être avancée
monitor-tile-progress = { $count } en cours, { $party } en attente de l’usager
monitor-longest = Plus longue attente
monitor-needs-you = Pour le chef d’équipe
monitor-needs-nobody = Rien n’appelle un chef d’équipe
monitor-needs-nobody-do = Prises en charge bloquées, secondes signatures et rétentions apparaissent ici.
monitor-open = Ouvrir
monitor-today = Au poste
monitor-open-crossings = Passages ouverts
monitor-closed = Clos dans la dernière heure
monitor-in-progress = En cours
monitor-on-party = En attente de l’usager
monitor-since = { $state } · { $elapsed } depuis { $time }
alert-held = Retenu
alert-hold_to_co_sign = Une rétention attend sa contre-signature
alert-refusal_to_confirm = Un refus attend son second agent
alert-motion_open = Une demande attend sa seconde personne
alert-offered_back = Proposé au retour, pas encore réadmis
alert-findings_differ = Les constats d’une visite diffèrent
alert-examination_waits = Une visite conjointe attend
alert-claim_stuck = Prise en charge bloquée
alert-held_beyond_limit = Rétention au-delà de la limite légale : y mettre fin ou remettre à une autorité

setup-title = Réglages
setup-reading = Votre lecture
setup-language = Langue
setup-theme = Clair ou sombre
setup-theme-system = Comme le système
setup-theme-light = Clair
setup-theme-dark = Sombre
setup-text-size = Taille du texte
setup-text-size-of = { $size } %
setup-kept = Conservé pour vous, sur cette station.
setup-shift = Votre service
setup-shift-since = Ouvert au guichet { $desk } depuis { $time }.
setup-sign-out = Se déconnecter
setup-sign-out-hint = Le service reste ouvert : continuez à un autre guichet de votre administration.
setup-close-shift = Clore le service
setup-close-shift-hint = Termine votre service. Ce que vous avez pris en charge est rendu ; l’usager garde sa place.
setup-close-shift-ask = Clore votre service ?
setup-close-open = { $count ->
    [one] Un passage est ouvert dans votre État et vous ne l’avez pas transmis. Le chef d’équipe qui arrive signe sous ce que vous écrivez.
   *[other] { $count } passages sont ouverts dans votre État et vous ne les avez pas transmis. Le chef d’équipe qui arrive signe sous ce que vous écrivez.
}
setup-close-hand-over = Transmettre et clore le service
setup-close-without = Clore sans transmission
setup-program = One-Stop Border Post { $version }
guard-pin = Code PIN de votre carte
guard-code = Code à usage unique
password-title = Votre mot de passe
password-present = Mot de passe actuel
password-new = Nouveau mot de passe
password-again = Nouveau mot de passe, encore une fois
password-change = Changer le mot de passe
password-hint = Au moins { $least } caractères. Il vaut à toutes les stations, dès la prochaine connexion.
password-changed = Votre mot de passe est changé. Il vaut dès la prochaine connexion.
password-present-missing = Tapez votre mot de passe actuel.
password-present-wrong = Ce n’est pas votre mot de passe actuel.
password-short = Au moins { $least } caractères.
password-same = C’est votre mot de passe actuel. Tapez-en un autre.

verify-title = Ce bulletin est-il authentique ?
verify-lead = Lisez le code carré d’un bulletin. La fenêtre dit s’il est authentique, en vigueur et non utilisé.
verify-wait = En attente d’un bulletin
verify-good = Authentique et en vigueur
verify-good-said = Bulletin { $number } de { $reference }. Il vaut pour :
verify-used = Authentique, mais utilisé
verify-used-said = Les porteurs de ce bulletin de { $reference } sont partis le { $date } à { $time }.
verify-revoked = Authentique, mais révoqué
verify-revoked-said = Ce bulletin de { $reference } n’est plus en vigueur. Demandez le plus récent à l’usager.
verify-forged = Non authentique
verify-forged-said = Ce n’est pas un bulletin de ce poste, ou il a été modifié. Gardez-le et appelez votre chef d’équipe.
verify-open = Ouvrir le passage

keys-title = Toutes les touches
keys-scan = Tout document se lit ou se saisit dans le champ du haut ; il a le focus tant que vous ne saisissez pas ailleurs. L’Entrée d’un lecteur ne décide jamais rien.
keys-help = cette liste
keys-claim-next = prendre le suivant
keys-by-hand = ajouter à la main, photographier
keys-clear = libérer, admettre, déposer
keys-clear-all = libérer tous ceux qui ont été lus
keys-query = demander
keys-refer = renvoyer en deuxième ligne
keys-refuse = refuser
keys-leave = quitter le quai, déplacer
keys-more = davantage
keys-move = se déplacer dans la liste
keys-open = ouvrir ; ne décide jamais
keys-put-aside = mettre de côté
keys-lock = verrouiller la fenêtre
keys-print = imprimer

# Ce qui n’a pas eu lieu, ce qui est sûr, ce qu’il faut faire.
failure-refused = Ce n’est pas fait : la procédure ne le permet pas maintenant. Rien n’a changé. Regardez de nouveau le passage.
failure-not_signed_in = Ce n’est pas fait : personne n’est connecté ici, ou la fenêtre est verrouillée. Rien n’a changé. Connectez-vous et recommencez.
failure-not_allowed = Ce n’est pas fait : votre certificat n’y donne pas droit. Rien n’a changé. Demandez à votre chef d’équipe.
failure-wrong_password = Numéro d’agent ou mot de passe faux. Vérifiez les deux et réessayez.
failure-password_common = Ce mot de passe est trop facile à deviner : mots courants, prénoms, dates et suites de touches sont essayés en premier. Rien n’a changé. Prenez trois ou quatre mots qu’on ne dit jamais ensemble.
failure-password_telling = Un mot de passe ne doit contenir ni le numéro ni le nom de l’agent. Rien n’a changé. Prenez trois ou quatre mots qu’on ne dit jamais ensemble.
failure-code_needed = Votre code à usage unique est nécessaire.
failure-wrong_code = Le code à usage unique est faux ou déjà employé. Attendez le suivant.
failure-code_not_set_up = Votre État exige des codes à usage unique, et vous n’en avez pas. Configurez-les, puis connectez-vous.
failure-card_needed = Votre carte est nécessaire. Insérez-la et saisissez son code PIN.
failure-card_missing = Il n’y a pas de carte dans le lecteur. Insérez la vôtre.
failure-wrong_card = Ce n’est pas votre carte. Son code PIN n’a pas été essayé. Insérez la vôtre.
failure-wrong_pin = Le code PIN de la carte est faux. La carte compte les erreurs et se bloque : saisissez-le avec soin.
failure-wrong_pin_one_left = Le code PIN de la carte est faux. Une erreur de plus bloque la carte : assurez-vous d’abord du code.
failure-card_blocked = La carte s’est bloquée après trop de codes faux. Qui délivre vos cartes peut la débloquer ; sinon votre administrateur renouvelle vos clés.
failure-card_unusable = La carte ou son lecteur ne peut être utilisé ({ $detail }). Appelez votre administrateur.
failure-card_not_issued = Votre État exige une carte, et aucune ne vous a été délivrée. Faites-vous en délivrer une, puis connectez-vous.
failure-keyring_locked = Le trousseau du système, où cette station garde ses secrets, est verrouillé ou ne répond pas. Rien n’a changé. Déverrouillez-le, puis réessayez.
failure-conflict = Ce n’est pas fait : quelqu’un a été plus rapide. Rien de votre part n’a changé. Regardez ce qui est là et recommencez si cela convient encore.
failure-not_found = Il n’y a rien sous ce numéro. Rien n’a changé. Vérifiez-le et réessayez.
failure-invalid = Ce n’est pas fait : { $detail } ne peut être utilisé tel que saisi. Votre saisie est conservée. Corrigez et recommencez.
failure-not_a_post = Cette base de données n’est pas un poste frontière. Rien n’a changé. Choisissez-en une autre, ou fondez un poste.
failure-newer = Ce poste a été fait par un programme plus récent. Rien n’a changé. Installez-le sur cette station.
failure-older = Un programme plus ancien a fait ce poste, et il faut le mettre à niveau avant que celui-ci l’ouvre. Rien n’a changé. Le propriétaire de la base du poste le fait, avec osbpctl post upgrade.
failure-moved = Le poste n’est plus dans cette base : il a été déplacé ({ $detail }). Rien n’a changé. Votre administrateur prépare cette station pour la nouvelle.
failure-damaged = La base de données est endommagée ({ $detail }). Rien n’a changé. Appelez votre administrateur ; il restaure la dernière copie.
failure-rewritten = Ce n’est pas le journal que cette station a vu ({ $detail }) : une copie plus ancienne a été mise à sa place, ou quelqu’un l’a modifié. Rien n’a été écrit. Appelez les chefs d’équipe des deux États.
failure-backup = Rien n’a été fait : la sauvegarde est inutilisable ({ $detail }). Rien n’a été modifié. Prenez une autre sauvegarde, ou appelez votre administrateur.
failure-unavailable = Ce n’est pas fait : la base de données est injoignable. Votre saisie est conservée. La fenêtre réessaie d’elle-même ; recommencez quand elle est revenue.
failure-file = Ce n’est pas fait jusqu’au bout : un fichier ou un dossier de cette station est inutilisable. Votre saisie est conservée. Regardez ce qui est là, puis recommencez ; si cela se répète, appelez votre administrateur.
failure-clock_differs = Ce n’est pas fait : les horloges de cette station et du serveur ont plus de deux secondes d’écart. Votre saisie est conservée. Appelez votre administrateur : les deux doivent prendre l’heure du même serveur de temps.
failure-untrusted = Ce n’est pas fait : le serveur n’a pas prouvé qu’il est celui du poste ({ $detail }). Rien ne lui a été envoyé, et votre saisie est conservée. Appelez votre administrateur.
failure-not_owner = Ce n’est pas fait : il y faut le propriétaire de la base du poste. Rien n’a été changé. Appelez votre administrateur.
failure-read_only = Ce n’est pas fait : la base de données ne peut être écrite. Votre saisie est conservée. Appelez votre administrateur.
failure-full = Ce n’est pas fait : le disque est plein. Votre saisie est conservée. Appelez votre administrateur. Vous pouvez encore lire, rendre ce que vous avez pris en charge, clore votre service et vous déconnecter.
failure-second_disk_missing = Ce n’est pas fait : le second disque du serveur manque, et sur un seul disque cela pourrait se perdre. Votre saisie est conservée. Recommencez quand il est revenu, ou dès que les chefs d’équipe des deux États sont convenus de continuer sans lui.
failure-outcome_unknown = On ne sait pas si c’est fait. Cela ne peut arriver deux fois. Regardez le passage avant de continuer.
failure-fault = Ce n’est pas fait : le programme s’est trompé ({ $detail }). Votre saisie est conservée. Réessayez, et prévenez votre administrateur si cela se répète.
to-sign = { $count ->
    [one] { $count } à signer
   *[other] { $count } à signer
}
keys-sign = signer ce qui vous attend

monitor-tile-on-break = { $count ->
    [one] un guichet en pause
   *[other] { $count } guichets en pause
}
monitor-paper = Pour une panne de courant
monitor-paper-lead = Fiches vierges à références réservées, à remplir à la main. Imprimez-les avant d’en avoir besoin.
monitor-paper-count = Combien
monitor-paper-flow = Flux
monitor-paper-direction = Sens
monitor-paper-size = Papier
monitor-paper-do = Réserver et enregistrer
monitor-paper-unused = { $count ->
    [one] Une référence est réservée et non utilisée.
   *[other] { $count } références sont réservées et non utilisées.
}
monitor-paper-wrong = Saisissez un nombre de 1 à 50.
monitor-held = Registre des personnes retenues
monitor-held-lead = Les retenues de votre État qui ont commencé ces jours-là, avec ce qui a été fait.
monitor-held-from = Du
monitor-held-to = Au
monitor-held-pdf = Enregistrer en PDF
monitor-held-csv = Enregistrer en CSV
monitor-handover = Passation
monitor-handover-open = { $count ->
    [0] Rien n’est ouvert dans votre État.
    [one] Un passage est ouvert dans votre État.
   *[other] { $count } passages sont ouverts dans votre État.
}
monitor-handover-words = Ce que doit savoir qui arrive
monitor-handover-do = Passer la main
monitor-handover-done = Transmis. Le chef d’équipe qui arrive le signe.
monitor-handover-by = { $officer }, { $time }
monitor-handover-take = Reprendre
monitor-handover-taken = Repris par { $officer }, { $time }
monitor-handover-took = Vous avez repris.
monitor-handover-more = et { $count } de plus

setup-break = Partir en pause
setup-break-hint = Votre guichet s’affiche en pause, ce que vous aviez pris en charge est rendu, et la fenêtre est verrouillée jusqu’à votre retour.

emergency-strip = Une procédure abrégée est en vigueur : { $flow }, version { $version }, jusqu’à { $time }. Ce qu’elle omet est relevé, pour être rattrapé.
emergency-strip-asked = Le chef d’équipe de l’autre État demande une procédure abrégée.
emergency-heading = Afflux massif
emergency-lead = Les chefs d’équipe des deux États mettent en vigueur une procédure abrégée, pour un jour au plus. Chaque État garde au moins un contrôle de chaque personne et de chaque chose. L’un ou l’autre peut y mettre fin.
emergency-end = Y mettre fin maintenant
emergency-ended = C’est fait. Les passages s’enregistrent désormais selon la procédure complète.
emergency-asked = { $state } demande une procédure abrégée : { $flow }, jusqu’à { $time }, sans { $without }. Motif : { $why }
emergency-asked-own = Vous avez demandé une procédure abrégée : { $flow }, jusqu’à { $time }, sans { $without }. Motif : { $why } Le chef d’équipe de l’autre État doit l’accepter.
emergency-asked-for = Demandée. Elle entre en vigueur dès que le chef d’équipe de l’autre État l’accepte.
emergency-agree = Accepter
emergency-agreed = Acceptée. La procédure abrégée est en vigueur.
emergency-procedure = Procédure à abréger
emergency-choose = Choisir
emergency-stays = Contrôles maintenus
emergency-hours = Pour combien d’heures (1 à 24)
emergency-why = Motif ; les deux États le lisent
emergency-ask = Demander à l’autre État
alone-strip-agreed = Le second disque manque depuis { $time }. Jusqu’à { $until }, le poste continue sans lui, comme { $signed } en sont convenus.
alone-strip-missing = Le second disque manque depuis { $time }. Rien ne se fait sur les passages jusqu’à son retour, ou jusqu’à ce que les chefs d’équipe des deux États conviennent de continuer sans lui.
alone-strip-asked = Le chef d’équipe de l’autre État demande de continuer sans le second disque.
alone-heading = Second disque
alone-lead = Chaque acte est sur deux disques avant d’être confirmé. Si le second manque, les chefs d’équipe des deux États peuvent continuer sans lui pendant une semaine au plus : si le disque du serveur se brisait alors, ce qui a été fait entre-temps serait perdu. Chaque État peut y mettre fin.
alone-there = Tant qu’il est là, il sert, quoi qu’il ait été convenu.
alone-in-force = Jusqu’à { $until }, le poste continue sans le second disque quand il manque. { $signed } en sont convenus. Motif : { $why }
alone-asked = { $state } ({ $officer }) demande de continuer sans le second disque jusqu’à { $until }. Motif : { $why }
alone-asked-own = Vous avez demandé de continuer sans le second disque jusqu’à { $until }. Motif : { $why } Le chef d’équipe de l’autre État doit donner son accord.
alone-asked-for = Demandé. Ce sera ainsi dès que le chef d’équipe de l’autre État donne son accord.
alone-agreed = Convenu. Le poste continue sans le second disque tant qu’il manque.
alone-ended = C’est fait. Désormais rien ne se fait sur les passages tant que le second disque manque.
alone-declined = C’est fait : ce n’est plus demandé.
alone-hours = Pour combien d’heures (1 à 168)
alone-why = Motif ; les deux États le lisent
alone-ask = Demander à l’autre État
alone-end = L’attendre de nouveau
left-out-count = { $count ->
    [0] Rien de ce qui a été omis ne reste à rattraper.
    [one] Un sujet a des contrôles omis.
   *[other] { $count } sujets ont des contrôles omis.
}
left-out-more = { $count ->
    [one] Un autre n’est pas affiché.
   *[other] { $count } autres ne sont pas affichés.
}
left-out-read = Relire
time-both = { $time } { $state } · { $theirs } { $other }

# Comment un État emploie ses circuits, pour ses chefs d’équipe.
monitor-lanes = Emploi des circuits
monitor-lanes-of = { $count ->
    [one] Sur un envoi présent au poste
   *[other] Sur { $count } envois présents au poste
}
monitor-lane = Circuit
monitor-lane-now = Dans ce circuit
monitor-lane-expected = Attendu
monitor-lane-chance = Par tirage
monitor-lane-least = Minimum par tirage
monitor-lane-percent = { $percent } %
