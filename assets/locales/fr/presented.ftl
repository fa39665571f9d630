# Ce qui est présenté au guichet : papiers des véhicules et des marchandises, liste du transporteur, déclaration douanière du voyageur.

# Papiers.
papers-permit = Visa ou permis
papers-permit-kind-visa = Visa
papers-permit-kind-residence = Titre de séjour
papers-permit-kind-work = Permis de travail
papers-permit-kind-interstate_pass = Laissez-passer interétatique
papers-permit-kind-border_pass = Laissez-passer frontalier
papers-permit-kind-other = Autre permis
papers-issuing-state = Délivré par (État)
papers-valid-from = Valable à partir du
papers-entries = Entrées (vide : sans limite)
papers-days = Jours de séjour au plus
papers-import = Permis d’importation ou carnet
papers-import-kind-permit = Permis d’importation temporaire
papers-import-kind-carnet = Carnet de passages en douane
papers-insurance = Carte d’assurance
papers-insurance-kind-yellow_card = Carte jaune du COMESA
papers-insurance-kind-other = Autre carte
papers-heads_listed = Personnes sur la liste du transporteur
papers-heads = Personnes sur la liste, équipage compris
papers-transit = Document de transit
papers-transit-document-t1 = T1
papers-transit-document-c2 = Manifeste routier C2
papers-transit-document-tir = Carnet TIR
papers-animals = Certificat vétérinaire
papers-dangerous = Marchandises dangereuses
papers-simplified = Document douanier simplifié
papers-kind = Nature
papers-number = Numéro
papers-issuer = Délivré par
papers-reference = Référence
papers-guarantee = Numéro de la garantie
papers-office = Bureau de la garantie
papers-amount = Montant
papers-un_number = Numéro ONU
papers-class = Classe ou division
papers-transport = Document de transport
papers-agreement = Accord
papers-origin = Numéro du certificat d’origine
papers-no-un_number = Un numéro ONU a quatre chiffres, par exemple 1203.
papers-no-class = Il n’existe pas de telle classe ou division de marchandises dangereuses.
papers-expired = Ce n’est plus valable. On peut l’enregistrer tel quel.
papers-wrong = Sur un papier, quelque chose manque ou est illisible.
facts-from = à partir du { $date }
facts-entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
facts-days = { $count ->
    [one] { $count } jour de séjour
   *[other] { $count } jours de séjour
}
facts-until = jusqu’au { $date }
facts-not-shown = rien d’enregistré
facts-dangerous = ONU { $number }, classe { $class }
facts-simplified = { $agreement } { $number }, certificat d’origine { $certificate }
facts-simplified-goods = Marchandises qui y figurent
facts-worth = { $value } en tout

# La liste du transporteur.
list-heading = Liste des passagers du transporteur
list-open = Coller la liste, ou choisir son fichier
list-paste = La liste, une personne par ligne
list-columns = La première ligne nomme les colonnes : surname, given_names, nationality ; en outre, si c’est connu, birth_date (2001-12-31), sex, document_code, document_issuer, document_number, document_expires, crew (oui ou non). Les champs sont séparés par des virgules ou des points-virgules.
list-take = Intégrer la liste
list-file = Ou un fichier (CSV, ou UN/EDIFACT PAXLST)
list-taken = { $count ->
    [one] Une personne figure sur la liste
   *[other] { $count } personnes figurent sur la liste
    } ; ajoutées : { $came }, déjà présentes : { $known }.
list-seen = De la liste, { $seen } sur { $count } ont été lus.
list-plate-other = La liste est celle de { $plate }, pas de ce véhicule.
list-which = Le fichier contient plusieurs listes. Laquelle est celle de ce véhicule ?
list-of = { $count ->
    [one] { $vehicle } : { $count } personne
   *[other] { $vehicle } : { $count } personnes
    }
list-sent-faults = Ceci de la liste est illisible ou ne convient pas. Les personnes concernées sont dans le groupe ; complétez ce qui manque.
list-sent-line = Partie { $at } du fichier, { $field } : { $fault }
list-sent-more = … et { $count } de plus.
list-sent-missing = cela doit y être et n’y est pas.
list-sent-date = ni date ni heure de la forme voulue.
list-sent-form = pas de la forme voulue.
list-sent-word = aucun des codes possibles.
list-sent-too_long = trop long.
list-sent-letters = elle contient des caractères qu’aucun formulaire n’a.
list-sent-formula = elle commence comme une formule de tableur.
list-sent-twice = ce document figure deux fois sur la liste.
list-sent-unknown = inconnu, et non lu.
list-sent-place = cela ne se rattache à rien à cet endroit.
list-sent-differs = la liste en nomme plus d’un.
list-sent-cells = plus ou moins de cellules que de colonnes : une personne sans nom est dans le groupe à sa place.
list-sent-quotes = un guillemet mal placé : une personne sans nom est dans le groupe à sa place.
list-sent-count = la liste annonce un autre nombre de personnes que le sien.
list-broken = Rien n’a été repris. Le fichier ne peut pas être lu (partie { $at }) : { $why }.
list-broken-encoding = ses lettres ne sont d’aucun codage connu
list-broken-charset = le jeu de caractères { $what } n’est pas lu
list-broken-empty = il est vide
list-broken-truncated = il s’arrête au milieu ; que le transporteur l’envoie à nouveau
list-broken-column_missing = il manque la colonne { $what } dans l’en-tête
list-broken-column_twice = l’en-tête nomme deux fois la colonne { $what }
list-broken-too_long = une partie est trop longue
list-broken-too_many = il y a trop de parties
list-broken-too_large = il dépasse 2 Mo
list-broken-format = il n’est pas de ce format
list-broken-count = quelque chose s’est perdu en route ({ $what }) ; que le transporteur l’envoie à nouveau
list-broken-reference = la référence de son { $what } n’est pas celle du début
list-broken-segment = le segment { $what } manque, ou n’est pas à sa place
list-broken-unreadable = ses octets sont illisibles
list-broken-no_plate = une liste ne nomme pas de véhicule par sa plaque { $what }
list-broken-no_arrival = la liste de { $what } ne dit pas quand il arrive
list-broken-nobody = personne n’est sur la liste de { $what }
list-broken-part = il annonce un changement d’une partie de la liste de { $what } ; que l’exploitant renvoie la liste entière
list-broken-over = l’arrivée de { $what } qu’il annonce est passée depuis longtemps
list-broken-too_early = { $what } arrive dans plus de 14 jours, d’après ce qu’il annonce
list-broken-test = l’exploitant l’a marqué comme un essai
list-mend = Ces lignes sont illisibles. Corrigez-les ou retirez-les ; quiconque y figure compte parmi les personnes de la liste.
list-line = Ligne { $line } de la liste
list-drop = Retirer la ligne { $line }
list-mended = Elle est lisible maintenant.
list-take-mended = Intégrer les lignes corrigées
list-mended-taken = Lignes corrigées intégrées ; ajoutées : { $came }, déjà présentes : { $known }.
list-waits = Liste à reprendre
list-fault-column = Ligne { $line }, { $column } : { $fault }
list-fault-line = Ligne { $line } : { $fault }
list-fault-whole = Cette liste est illisible : { $fault }
list-fault-not_text = ce n’est pas du texte en UTF-8.
list-fault-too_large = une liste a au plus 200 personnes et 128 Kio.
list-fault-empty = personne n’y figure.
list-fault-columns = la première ligne doit nommer les colonnes surname, given_names et nationality, chacune une fois, et aucune autre que celles nommées ici.
list-fault-fields = elle a plus ou moins de champs que la première ligne, ou des guillemets qui ne se ferment pas.
list-fault-letters = elle contient des caractères qu’aucun formulaire n’a.
list-fault-formula = elle commence comme une formule de tableur.
list-fault-value = vide, trop long, ou pas de la forme qu’a cette colonne.
list-fault-twice = ce document figure deux fois sur la liste.

# La déclaration douanière d’un voyageur.
choice-declare_traveller = Déclaration en douane
personal-of = Ce que { $who } déclare à la douane
personal-channel = Circuit
personal-green = Vert
personal-green-hint = rien à déclarer
personal-red = Rouge
personal-red-hint = quelque chose à déclarer
personal-cash = Espèces et titres au porteur
personal-arms = Armes et munitions
personal-animals = Animaux
personal-food = Denrées et végétaux
personal-over = { $carried } dépasse le seuil ({ $state } : { $limit }).
personal-no-limit = { $state } n’a pas de seuil pour cette monnaie : { $carried } est à contrôler.
personal-opens = { $state } : la douane verra l’intéressé, un contrôle s’ouvre.
personal-has-step = { $state } : un contrôle de la douane est déjà prévu pour l’intéressé.
personal-over-already = { $state } : la douane verrait l’intéressé, mais ces contrôles sont terminés ; aucun contrôle ne s’ouvre.
personal-nothing = Rien n’en découle : aucun contrôle douanier ne s’ouvre.
personal-do = Enregistrer

visa-taken = Le visa a été joint à { $who }.
visa-differs = Il diffère du passeport par : { $what }. Comparez les deux avec la personne.
visa-differs-name = le nom
visa-differs-birth_date = la date de naissance
visa-differs-nationality = la nationalité
visa-differs-sex = le sexe
visa-doubtful = Une clé de contrôle de sa zone ne concorde pas : comparez chaque champ avec le visa.
visa-passports-number = Sa zone porte le numéro du passeport : saisissez celui du visa, qui figure au recto.
visa-nobody = Ce visa ne correspond à personne du groupe. Lisez d’abord le passeport, ou sélectionnez le titulaire.

permit-not-yet = Le visa ou permis de { $who } n’est valable qu’à partir du { $date }.
permit-no-longer = Le visa ou permis de { $who } était valable jusqu’au { $date }.
permit-of-another = Le visa ou permis de { $who } a été délivré par { $issuer } et non par votre État.
permit-used-up =
    { $count ->
        [one] Le visa ou permis de { $who } permet { $count } entrée, utilisée à { $time } (passage { $crossing }).
       *[other] Le visa ou permis de { $who } permet { $count } entrées. Toutes ont été utilisées, la dernière à { $time } (passage { $crossing }).
    }
permit-more-days =
    { $count ->
        [one] { $granted } jours ont été accordés à { $who } ; le visa ou permis permet { $count } jour.
       *[other] { $granted } jours ont été accordés à { $who } ; le visa ou permis permet { $count } jours.
    }
own-days-over =
    { $count ->
        [one] Le visa ou permis permet { $count } jour.
       *[other] Le visa ou permis permet { $count } jours.
    }
