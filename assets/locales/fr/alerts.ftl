## Listes d’alerte d’un État, et ce qui est dit à côté d’une correspondance.

alerts-title = Listes d’alerte de votre État
alerts-lead = Consultées avant chaque prise en charge, et de nouveau avant toute autorisation si une liste a changé entre-temps : personnes, documents, véhicules et conteneurs. L’autre État ne voit ni les listes ni les correspondances.
alerts-none = Aucune liste importée
alerts-none-hint = Importez un fichier : CSV avec en-tête, la liste des Nations Unies ou FollowTheMoney. Ce avec quoi le poste fut fondé est consulté de toute façon.
alerts-list = Liste
alerts-entries = Inscrits
alerts-says = À côté d’une correspondance
alerts-imported = Importée
alerts-of-state = tous les agents de votre État
alerts-of-agency = { $agency } seule
alerts-imported-by = { $date } par { $officer }
alerts-rows-rejected =
    { $count ->
        [one] { $count } ligne rejetée
       *[other] { $count } lignes rejetées
    }
alerts-until = consultée jusqu’au { $date }
alerts-over = n’est plus consultée depuis le { $date }
alerts-two-officers = deux agents
alerts-import = Importer une liste
alerts-import-again = Importer à nouveau
alerts-remove = Retirer
alerts-import-title = Importer une liste d’alerte
alerts-import-title-again = Importer { $list } à nouveau
alerts-import-do = Importer
alerts-importing = Importation de la liste …
alerts-file = Fichier
alerts-file-needed = Choisissez le fichier.
alerts-file-large = Le fichier dépasse 32 Mo. Importez-le avec « osbpctl alerts import ».
alerts-file-unread = Le fichier est illisible. Choisissez-le encore une fois.
alerts-name = Nom de la liste
alerts-format = Format
alerts-format-seen = d’après le fichier
alerts-format-csv = CSV
alerts-format-un_xml = Nations Unies, XML
alerts-format-follow_the_money = FollowTheMoney, lignes JSON
alerts-owner = Qui la consulte
alerts-owner-state = Tous les agents de votre État
alerts-owner-agency = { $agency } seule
alerts-file-is = Le fichier est
alerts-whole = la liste entière
alerts-whole-hint = ce qui n’y est pas est retiré
alerts-change = ce qui a changé
alerts-change-hint = avec une colonne « change »
alerts-reason = Pourquoi ils sont inscrits
alerts-instruction = Ce que l’agent doit faire
alerts-handling = Code de traitement
alerts-valid-until = Consultée jusqu’au
alerts-day-format = par exemple 31 déc. 2027 ; vide : sans fin
alerts-until-wrong = Ce n’est pas une date.
alerts-needs-two = Deux agents examinent chaque correspondance
alerts-needs-two-hint = le premier renvoie, un autre conclut
alerts-came = { $entries } inscrits à présent : { $added } ajoutés, { $changed } modifiés, { $removed } retirés.
alerts-unknown = Inconnu et non repris : { $fields }.
alerts-rejected =
    { $count ->
        [one] Une ligne a été rejetée. Corrigez-la dans le fichier et importez-le à nouveau.
       *[other] { $count } lignes ont été rejetées. Corrigez-les dans le fichier et importez-le à nouveau.
    }
alerts-rejected-more = … et { $count } de plus. « osbpctl alerts import --report FICHIER » les écrit toutes.
alerts-row-line = Ligne
alerts-row-field = Champ
alerts-row-why = Pourquoi
alerts-row-text = Ce qui s’y trouve
alerts-removed = { $list } est retirée.
alerts-remove-title = Retirer { $list } ?
alerts-remove-do = Retirer la liste
alerts-remove-search = Dès la prochaine prise en charge, elle n’est plus consultée pour personne.
alerts-remove-hits = Ce qui a été trouvé reste avec les passages, scellé pour votre État.
alerts-threshold = Une personne est montrée à partir de (%)
alerts-threshold-keep = Fixer
alerts-threshold-usual = Revenir à l’usuel
alerts-threshold-set = Fixé. Valable dès maintenant.
alerts-threshold-wrong = Indiquez un taux entre 50 et 100.
alerts-threshold-lead = Les noms sont comparés dans toutes les écritures. Plus bas, on trouve davantage et on montre davantage d’autres personnes ; l’usuel est { $usual } %.
alerts-fault-cells = plus ou moins de cellules que de colonnes
alerts-fault-quotes = un guillemet là où il n’en faut pas
alerts-fault-json = pas un objet JSON de ce format
alerts-fault-missing = il est nécessaire
alerts-fault-word = aucun des mots admis ici
alerts-fault-date = pas une date
alerts-fault-form = pas de la forme de la colonne
alerts-fault-too_long = trop long, ou trop nombreux
alerts-fault-letters = des lettres perdues ou des caractères de contrôle
alerts-fault-order = le dernier jour précède le premier
alerts-fault-not_of_kind = les inscrits de ce genre n’en ont pas
alerts-fault-parts = des parties liées ne sont pas en nombre égal
alerts-fault-twice = l’identifiant y est deux fois ; le premier compte
alerts-fault-unknown_id = aucun inscrit n’a cet identifiant
alerts-broken = Rien n’a changé. Le fichier ne peut pas être importé (ligne { $line }) : { $why }.
alerts-broken-encoding = il n’est pas en UTF-8. Enregistrez-le en UTF-8 et importez-le à nouveau
alerts-broken-charset = le jeu de caractères { $what } n’est pas lu
alerts-broken-empty = il est vide
alerts-broken-truncated = il s’arrête au milieu
alerts-broken-format = il n’est pas de ce format
alerts-broken-column_missing = il manque la colonne { $what } dans l’en-tête
alerts-broken-column_twice = l’en-tête nomme deux fois la colonne { $what }
alerts-broken-too_long = une ligne est trop longue
alerts-broken-too_many = il y a trop de lignes ou de colonnes
alerts-broken-too_deep = ses éléments sont trop imbriqués
alerts-broken-document_type = il apporte ses propres entités, qui ne sont jamais suivies
alerts-broken-markup = son balisage ne tient pas
alerts-broken-change_of_nothing = il dit ce qui a changé d’une liste qui n’existe pas
alerts-broken-unreadable = ses octets sont illisibles

## Ce qui est inhabituel à côté d’autres passages.

unusual-title = Trafic inhabituel
unusual-lead = Recherché avant une prise en charge, à côté d’autres passages de ce poste. Ce qui est trouvé apparaît comme une correspondance aux seuls agents de votre État.
unusual-document_too_soon = Le même document est sorti dans ce sens peu avant
unusual-other_plates = Le même véhicule a d’autres plaques sur un autre passage
unusual-other_adult = Un enfant voyage avec un autre adulte que la dernière fois
unusual-minutes = En combien de minutes
unusual-minutes-wrong = Saisissez un nombre de minutes de 1 à 10080, une semaine.
unusual-within =
    { $count ->
        [one] (en { $count } minute)
       *[other] (en { $count } minutes)
    }
unusual-keep-of = Fixer : { $what }
unusual-set = Fixé. C’est recherché dès maintenant.
unusual-off = Désactivé. Ce n’est plus recherché.

## À côté d’une correspondance.

hit-listed = { $list } inscrit { $name }
hit-born = né(e) le { $dates }
hit-score = ressemblance { $percent } %
hit-handling = Traitement { $code }
hit-possible = Seulement possible : regardez le numéro.
hit-needs-two = La liste demande deux agents : renvoyez, et un autre conclut.
hit-name =
    { $equal ->
        [0] aucune partie du nom identique
        [one] { $equal } des { $of } parties du nom identique
       *[other] { $equal } des { $of } parties du nom identiques
    }
hit-name-similar =
    { $similar ->
        [one] une ressemblante
       *[other] { $similar } ressemblantes
    }
hit-name-all = le nom entier identique
hit-part-sound = { $searched } sonne comme { $listed }
hit-part-form = { $searched } est une forme de { $listed }
hit-part-language = { $searched } est { $listed } dans une autre langue
hit-part-initial = { $searched } et { $listed } commencent de même
hit-part-letters = { $searched } et { $listed } diffèrent par des lettres
hit-part-joined = { $searched } est { $listed } écrit ensemble ou séparé
hit-part-cut = { $searched } peut être { $listed }, coupé par le champ
hit-only-searched = { $part } n’est pas dans le nom inscrit
hit-only-listed = le nom inscrit a aussi { $part }
hit-date-equal = date de naissance identique
hit-date-month_equal = année et mois de naissance identiques, le reste est inconnu
hit-date-year_equal = année de naissance identique, le reste est inconnu
hit-date-within = date de naissance dans ce qui est connu
hit-date-swapped = date de naissance identique, jour et mois inversés
hit-date-one_digit = la date de naissance diffère d’un chiffre
hit-date-one_part = une partie de la date de naissance diffère
hit-date-year_near = l’année de naissance diffère d’un ou deux ans
hit-date-year_apart = l’année de naissance diffère de trois à cinq ans
hit-date-differs = la date de naissance diffère
hit-sex-differs = sexe différent
hit-nationality-equal = même nationalité
hit-nationality-differs = nationalité différente
hit-number-equal = numéro identique
hit-number-possible = numéro identique, aux signes près que les lecteurs confondent
hit-why-other = Qu’est-ce qui le montre ?
hit-shown-birth_date = la date de naissance
hit-shown-photograph = la photographie
hit-shown-name = le nom
hit-shown-document = le document
hit-shown-origin = la nationalité ou le lieu de naissance
hit-shown-asked = le service qui tient la liste, consulté
hit-shown-other = autre chose : une note le dit
hit-was-another = Réglé : ce n’est pas l’inscrit, comme le montre { $shown }.
hit-settled-before =
    { $count ->
        [one] Un inscrit n’est pas montré : un agent de votre État a déjà réglé que c’est un autre.
       *[other] { $count } inscrits ne sont pas montrés : des agents de votre État ont déjà réglé que ce sont d’autres.
    }
hit-unusual = Inhabituel : { $what }.
hit-unusual-beside = L’autre passage :
hit-unusual-explained = Cela s’explique
hit-unusual-not-explained = Cela ne s’explique pas
hit-unusual-why = Qu’est-ce qui l’explique ?
hit-unusual-by-document = un papier présenté
hit-unusual-by-asked = une personne interrogée
hit-unusual-by-other = autre chose : une note le dit
hit-unusual-was-explained = Réglé : expliqué, par { $shown }.
hit-unusual-was-not-explained = Réglé : ce n’est pas expliqué. Renvoyez.
