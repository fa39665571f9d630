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
cli-message-backup = Ce n’est pas fait : la sauvegarde est inutilisable ({ $detail }).
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
cli-todo-backup = Prenez une autre sauvegarde, avec un agent qui peut l’ouvrir : un chef d’équipe ou un administrateur de l’un ou l’autre État au moment où elle a été faite, ou le code de secours d’un État.
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

# Sauvegardes.

cli-backup-made = La sauvegarde est faite et a été relue : { $file }, jusqu’à l’acte { $seq }.
cli-backup-same-disk = Elle se trouve sur le disque de la base de données : si ce disque casse, les deux sont perdues. Indiquez par --to un dossier sur un autre disque.
cli-backup-problems = { $count ->
    [one] Un acte n’y tient pas, ni dans la base de données : osbpctl journal verify le nomme.
   *[other] { $count } actes n’y tiennent pas, ni dans la base de données : osbpctl journal verify les nomme.
}
cli-backup-not-due = La dernière sauvegarde est encore trop récente.
cli-backup-none = Il n’y a pas de sauvegarde dans { $folder }.
cli-backup-holds = { $acts ->
    [one] Un acte : numéros, chaîne, empreintes, signatures et procédure tiennent.
   *[other] { $acts } actes : numéros, chaîne, empreintes, signatures et procédure tiennent.
}
cli-backup-not_a_backup = Ce n’est pas une sauvegarde.
cli-backup-newer = Un programme plus récent l’a faite.
cli-backup-changed = Un morceau en a été modifié ou manque.
cli-backup-not_for_you = Elle n’a pas été faite pour cet agent.
cli-backup-other_content = Son contenu n’est pas ce que dit son en-tête.
cli-backup-journal = Des actes n’y tiennent pas.
