# La ligne de commande.

cli-queue-empty = Personne n’attend.

cli-message-refused = Ce n’est pas fait : la procédure ne le permet pas maintenant.
cli-message-not_signed_in = Ce n’est pas fait : aucun agent n’est indiqué.
cli-message-not_allowed = Ce n’est pas fait : le certificat de l’agent, ou cette station, n’y donne pas droit.
cli-message-wrong_password = Ce n’est pas fait : le numéro d’agent ou le mot de passe est faux, ou l’attente après une erreur n’est pas terminée.
cli-message-conflict = Ce n’est pas fait : quelqu’un a été plus rapide, et l’objet de la demande a changé.
cli-message-not_found = Il n’y a rien sous ce nom, ce numéro ou cette référence.
cli-message-invalid = Ce n’est pas fait : la saisie ne peut être utilisée ({ $detail }).
cli-message-not_a_post = Il n’y a pas de poste frontière dans cette base de données.
cli-message-newer = Une autre version du programme a fait ce poste ({ $detail }).
cli-message-damaged = La base de données est endommagée ({ $detail }).
cli-message-rewritten = Ce n’est pas le journal que cette station a vu ({ $detail }).
cli-message-unavailable = Ce n’est pas fait : la base de données est injoignable.
cli-message-read_only = Ce n’est pas fait : la base de données ne peut être écrite.
cli-message-full = Ce n’est pas fait : le disque est plein.
cli-message-outcome_unknown = On ne sait pas si c’est fait.
cli-message-fault = Ce n’est pas fait : le programme s’est trompé ({ $detail }).

cli-safe-unchanged = Rien n’a été modifié.
cli-safe-kept = Rien n’est écrit à moitié ; ce qui était confirmé auparavant est conservé.
cli-safe-unknown = Sous la même clé, cela ne peut se produire deux fois.

cli-todo-usage = Consultez l’aide de la commande et recommencez.
cli-todo-refused = Consultez le passage et demandez ce que la procédure permet.
cli-todo-not_signed_in = Indiquez l’agent par --officer ; le mot de passe vient de OSBP_PASSWORD ou est demandé.
cli-todo-not_allowed = Adressez-vous à un agent habilité, sur un poste enrôlé par son État.
cli-todo-wrong_password = { $seconds ->
    [one] Réessayez dans une seconde.
   *[other] Réessayez dans { $seconds } secondes.
}
cli-todo-conflict = Relisez, et recommencez si cela convient encore.
cli-todo-not_found = Vérifiez le nom, le numéro ou la référence.
cli-todo-invalid = Corrigez la saisie et recommencez.
cli-todo-not_a_post = Indiquez la base d’un poste par --db, ou fondez-en un par init.
cli-todo-newer = Installez la version plus récente du programme sur cette machine.
cli-todo-damaged = Restaurez la dernière sauvegarde, ou adressez-vous à votre administrateur.
cli-todo-rewritten = Une copie plus ancienne a été mise à sa place, ou quelqu’un l’a modifié : appelez les superviseurs des deux États.
cli-todo-unavailable = Vérifiez que la base est présente et joignable, puis recommencez.
cli-todo-read_only = Vérifiez que cet utilisateur peut écrire dans la base, puis recommencez.
cli-todo-full = Libérez de la place sur le disque, puis recommencez.
cli-todo-outcome_unknown = Renvoyez la même commande sous la même clé.
cli-todo-fault = Signalez-le avec la commande employée, puis réessayez.

cli-fault-number = Le numéro ne suit pas le précédent : des actes manquent ou ont été ajoutés.
cli-fault-chain = Il ne suit pas l’acte précédent : quelque chose a été modifié, retiré ou ajouté entre les deux.
cli-fault-hash = Son empreinte n’est pas celle de son en-tête : l’un des deux a été modifié.
cli-fault-digest = Une de ses parties n’est pas celle qui fut signée.
cli-fault-columns = Les colonnes qui l’accompagnent disent autre chose que ce qui fut signé.
cli-fault-signature = La signature n’est pas celle de l’agent indiqué.
cli-fault-certificate = L’agent n’était pas habilité, ou n’avait pas de service ouvert, à ce moment.
cli-fault-unreadable = Ses octets sont illisibles.
cli-fault-format = Un programme plus récent l’a écrit.
cli-fault-procedure = La procédure ne le permettait pas ; il est nul pour tout lecteur.
cli-fault-sealed_parts = Une partie scellée manque, fut ajoutée, ou n’est pas celle qui fut signée.
cli-fault-private_procedure = Ce que son État seul savait alors ne le permettait pas : une garde privée a été sautée.

cli-verified = { $acts } actes : numéros, chaîne, empreintes, signatures et procédure tiennent.
cli-verify-act = acte { $seq } : { $what }
cli-verify-trusted = Des { $acts } actes, ceux jusqu’au numéro { $seq } forment une chaîne ininterrompue ; un acte nommé ci-dessus est nul, les autres tiennent.
cli-verify-privately = { $acts } actes de votre État ont été rejoués avec ce que lui seul savait.
cli-verify-unseen = { $parts } parties scellées sont à l’autre État : elles ne se voient pas ici ; leurs empreintes sont signées dans les actes.
cli-verify-signed = { $state } a signé le journal jusqu’à l’acte { $seq } ({ $officer }, { $at } UTC).
cli-verify-agreed = Les deux États ont signé tout ce qui précède jusqu’à l’acte { $seq }.
cli-verify-not-agreed = Les deux États n’ont pas encore signé tous deux le journal : un superviseur de chacun le fait avec « osbpctl journal sign », et à chaque fin de son service.
cli-verify-own = Journal propre de { $state } : { $pages } pages tiennent ; le journal commun répond de celles jusqu’à { $anchored }.
cli-verify-own-elsewhere = Le journal propre de { $state } ne peut être examiné ici.
cli-verify-own-page = Journal propre de { $state }, page { $page } : { $what }
cli-head-signed = { $state } a signé le journal jusqu’à l’acte { $seq }.
cli-copy-written = La copie légale de { $state } est dans { $file } : { $acts } actes, { $parts } parties scellées pour { $state }, { $pages } pages de son journal propre. Elle se vérifie seule : osbpctl journal verify --db { $file }
cli-erase-agreed = { $state } consent à l’effacement des faits des actes antérieurs au { $before }. Le superviseur de l’autre État les efface.
cli-erase-facts = Les faits de tous les actes jusqu’au numéro { $seq } sont effacés, et les lignes de { $crossings } franchissements réécrites sans eux.
cli-erase-sealed = Ce qui était scellé pour { $state } dans les actes jusqu’au numéro { $seq } est effacé.
cli-own-empty = Le journal propre de votre État est encore vide.
cli-own-signed_in = s’est connecté
cli-own-locked = a verrouillé la fenêtre
cli-own-signed_out = s’est déconnecté
cli-own-searched = a cherché
cli-own-scanned = a lu un document :
cli-own-opened = a ouvert
cli-own-printed = a imprimé ou enregistré
cli-own-exported = a emporté :
cli-own-asked_for_signature = a demandé une seconde signature sur
cli-own-changed_keys = a changé des clés :
