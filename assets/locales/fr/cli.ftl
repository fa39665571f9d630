# La ligne de commande.

cli-queue-empty = Personne n’attend.

cli-message-refused = Ce n’est pas fait : la procédure ne le permet pas maintenant.
cli-message-not_signed_in = Ce n’est pas fait : aucun agent n’est indiqué.
cli-message-not_allowed = Ce n’est pas fait : le certificat de l’agent, ou cette station, n’y donne pas droit.
cli-message-wrong_password = Ce n’est pas fait : le numéro d’agent ou le mot de passe est faux, ou l’attente après une erreur n’est pas terminée.
cli-message-password_common = Ce n’est pas fait : ce mot de passe est trop facile à deviner.
cli-message-password_telling = Ce n’est pas fait : le mot de passe contient le numéro ou le nom de l’agent.
cli-message-code_needed = Ce n’est pas fait : un code à usage unique est nécessaire.
cli-message-wrong_code = Ce n’est pas fait : le code à usage unique est faux ou déjà employé, ou l’attente après une erreur n’est pas terminée.
cli-message-code_not_set_up = Ce n’est pas fait : l’État exige des codes à usage unique, et cet agent n’en a pas.
cli-message-card_needed = Ce n’est pas fait : la carte de l’agent est nécessaire.
cli-message-card_missing = Ce n’est pas fait : il n’y a pas de carte dans le lecteur.
cli-message-wrong_card = Ce n’est pas fait : la carte du lecteur n’est pas celle de cet agent. Le code PIN n’y a pas été essayé.
cli-message-wrong_pin = Ce n’est pas fait : le code PIN de la carte est faux. La carte l’a compté.
cli-message-wrong_pin_one_left = Ce n’est pas fait : le code PIN de la carte est faux, et une erreur de plus bloque la carte.
cli-message-card_blocked = Ce n’est pas fait : la carte s’est bloquée après trop de codes faux.
cli-message-card_unusable = Ce n’est pas fait : la carte ou son lecteur ne peut être utilisé ({ $detail }).
cli-message-card_not_issued = Ce n’est pas fait : l’État exige une carte, et aucune n’a été délivrée à cet agent.
cli-message-keyring_locked = Ce n’est pas fait : le trousseau du système, où cette station garde ses secrets, est verrouillé ou ne répond pas.
cli-message-conflict = Ce n’est pas fait : quelqu’un a été plus rapide, et l’objet de la demande a changé.
cli-message-not_found = Il n’y a rien sous ce nom, ce numéro ou cette référence.
cli-message-invalid = Ce n’est pas fait : la saisie ne peut être utilisée ({ $detail }).
cli-message-not_a_post = Il n’y a pas de poste frontière dans cette base de données.
cli-message-newer = Une autre version du programme a fait ce poste ({ $detail }).
cli-message-older = Une version plus ancienne du programme a fait ce poste, et il faut d’abord le mettre à niveau ({ $detail }).
cli-message-moved = Le poste n’est plus dans cette base : il a été déplacé ({ $detail }).
cli-message-damaged = La base de données est endommagée ({ $detail }).
cli-message-rewritten = Ce n’est pas le journal que cette station a vu ({ $detail }).
cli-message-backup = Ce n’est pas fait : la sauvegarde est inutilisable ({ $detail }).
cli-message-unavailable = Ce n’est pas fait : la base de données est injoignable ({ $detail }).
cli-message-file = Ce n’est pas fait jusqu’au bout : un fichier ou un dossier est inutilisable.
cli-message-clock_differs = Ce n’est pas fait : l’horloge de cette machine et celle du serveur ont plus de deux secondes d’écart.
cli-message-untrusted = Ce n’est pas fait : le serveur n’est pas digne de confiance, et rien ne lui a été envoyé ({ $detail }).
cli-message-not_owner = Ce n’est pas fait : il y faut le propriétaire de la base du poste, un rôle qui peut créer des rôles (CREATEROLE).
cli-message-read_only = Ce n’est pas fait : la base de données ne peut être écrite.
cli-message-full = Ce n’est pas fait : le disque est plein.
cli-message-second_disk_missing = Ce n’est pas fait : le second disque du serveur manque.
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
cli-todo-password_common = Prenez trois ou quatre mots qu’on ne dit jamais ensemble, et recommencez.
cli-todo-password_telling = Prenez un mot de passe sans numéro ni nom, et recommencez.
cli-todo-code_needed = Mettez un code de l’agent dans OSBP_CODE, ou saisissez-le quand il est demandé.
cli-todo-wrong_code = { $seconds ->
    [one] Réessayez avec un nouveau code dans une seconde.
   *[other] Réessayez avec un nouveau code dans { $seconds } secondes.
}
cli-todo-code_not_set_up = Configurez-les : osbpctl officer one-time --new, puis --confirm.
cli-todo-card_needed = Insérez la carte ; son code PIN vient de OSBP_PIN ou est demandé.
cli-todo-card_missing = Insérez la carte de l’agent et recommencez.
cli-todo-wrong_card = Insérez la carte de l’agent et recommencez.
cli-todo-wrong_pin = Recommencez avec le bon code ; après trop d’erreurs la carte se bloque.
cli-todo-wrong_pin_one_left = Assurez-vous du code avant de recommencer.
cli-todo-card_blocked = Faites-la débloquer par qui délivre les cartes, ou faites renouveler l’agent par un administrateur : osbpctl officer renew.
cli-todo-card_unusable = Vérifiez que OSBP_PKCS11, ou le fichier pkcs11 dans OSBP_HOME, nomme le module du lecteur, et qu’une seule carte appropriée est insérée.
cli-todo-card_not_issued = Délivrez-la : osbpctl officer card --issue, la carte étant insérée.
cli-todo-keyring_locked = Déverrouillez-le (ouvrez la session du bureau, ou gnome-keyring-daemon --unlock) et recommencez ; OSBP_SECRETS=file garde les nouveaux secrets dans des fichiers.
cli-todo-conflict = Relisez, et recommencez si cela convient encore.
cli-todo-not_found = Vérifiez le nom, le numéro ou la référence.
cli-todo-invalid = Corrigez la saisie et recommencez.
cli-todo-not_a_post = Indiquez la base d’un poste par --db, ou fondez-en un par init.
cli-todo-newer = Installez la version plus récente du programme sur cette machine.
cli-todo-older = Le propriétaire de la base appelle osbpctl post upgrade avec sa propre adresse ; une sauvegarde est faite d’abord.
cli-todo-moved = Nommez la base où il a été déplacé. Si une station y a besoin d’un accès, son administrateur l’inscrit de nouveau.
cli-todo-damaged = Restaurez la dernière sauvegarde, ou adressez-vous à votre administrateur.
cli-todo-rewritten = Une copie plus ancienne a été mise à sa place, ou quelqu’un l’a modifié : appelez les chefs d’équipe des deux États.
cli-todo-backup = Prenez une autre sauvegarde, avec un agent qui peut l’ouvrir : un chef d’équipe ou un administrateur de l’un ou l’autre État au moment où elle a été faite, ou le code de secours d’un État.
cli-todo-unavailable = Vérifiez que la base est présente et joignable, puis recommencez.
cli-todo-file = Vérifiez que le fichier ou le dossier est là et utilisable, puis recommencez.
cli-todo-clock_differs = Réglez les deux sur le même serveur de temps, puis recommencez.
cli-todo-untrusted = Vérifiez que l’adresse nomme le serveur comme le fait son certificat, et que le certificat de l’autorité qui l’a émis est bien celui donné ici.
cli-todo-not_owner = Faites-le avec, dans --db, l’adresse du rôle propriétaire de la base du poste. Le compte d’un poste de travail lit et écrit ce qui est à son État, rien de plus ; les sauvegardes d’un poste sur un serveur sont faites par son propriétaire, pour tous.
cli-todo-read_only = Vérifiez que cet utilisateur peut écrire dans la base, puis recommencez.
cli-todo-full = Libérez de la place sur le disque, puis recommencez. On peut encore rendre ce qui est pris en charge et clore les services.
cli-todo-second_disk_missing = Occupez-vous de la seconde machine ; en attendant, les chefs d’équipe des deux États peuvent continuer sans elle : osbpctl post alone.
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
cli-fault-time = Il se dit antérieur à l’acte qu’il suit : il a été antidaté.
cli-fault-private_procedure = Ce que son État seul savait alors ne le permettait pas : une garde privée a été sautée.
cli-fault-draw = Ce qui fut tiré au sort ne découle pas de la graine de son jour, ou l’empreinte publiée de cette graine est une autre.
cli-fault-photograph = Une photographie déposée avec lui manque, ou n’est pas celle que les constats nomment.

cli-verified = { $acts } actes : numéros, chaîne, empreintes, signatures et procédure tiennent.
cli-verify-act = acte { $seq } : { $what }
cli-verify-trusted = Des { $acts } actes, ceux jusqu’au numéro { $seq } forment une chaîne ininterrompue ; un acte nommé ci-dessus est nul, les autres tiennent.
cli-verify-not-judged = { $acts } actes que seul un programme plus récent peut juger : leurs numéros, chaîne, empreintes et signatures ont été vérifiés, et rien d’autre. Vérifiez de nouveau avec le programme plus récent.
cli-verify-newer = Parmi eux, voyez d’abord l’acte { $seq } : l’agent { $officer } l’a signé, et il se nomme « { $kind } ».
cli-verify-unverified = { $acts } actes dont les signatures n’ont pu être vérifiées : ils suivent un acte sur le poste lui-même que ce programme ne sait pas lire, et qui contient peut-être les certificats. Peut-être personne ne les a-t-il signés ; rien n’en découle ici. Vérifiez de nouveau avec le programme plus récent.
cli-verify-privately = { $acts } actes de votre État ont été rejoués avec ce que lui seul savait.
cli-verify-unseen = { $parts } parties scellées sont à l’autre État : elles ne se voient pas ici ; leurs empreintes sont signées dans les actes.
cli-verify-photographs = { $photographs } photographies sont là et sont celles que les constats nomment.
cli-verify-signed = { $state } a signé le journal jusqu’à l’acte { $seq } ({ $officer }, { $at } UTC).
cli-verify-agreed = Les deux États ont signé tout ce qui précède jusqu’à l’acte { $seq }.
cli-verify-not-agreed = Les deux États n’ont pas encore signé tous deux le journal : un chef d’équipe de chacun le fait avec « osbpctl journal sign », et à chaque fin de son service.
cli-verify-own = Journal propre de { $state } : { $pages } pages tiennent ; le journal commun répond de celles jusqu’à { $anchored }.
cli-verify-own-elsewhere = Le journal propre de { $state } ne peut être examiné ici.
cli-verify-own-page = Journal propre de { $state }, page { $page } : { $what }
cli-head-signed = { $state } a signé le journal jusqu’à l’acte { $seq }.
cli-copy-written = La copie légale de { $state } est dans { $file } : { $acts } actes, { $parts } parties scellées pour { $state }, { $photographs } photographies, { $pages } pages de son journal propre. Elle se vérifie seule : osbpctl journal verify --db { $file }
cli-seed = { $state } a tiré au sort, le { $day }, à partir de la graine { $seed } ; son empreinte { $hash } fut publiée par l’acte { $seq }, avant le premier tirage.
cli-seed-false = L’acte { $seq } a publié pour le { $day } l’empreinte { $hash }, qui n’est pas celle de la graine { $seed } dont { $state } tire au sort.
cli-seeds-none = Aucun acte de { $state } n’a publié l’empreinte d’une graine pour le { $day }.
cli-erase-agreed = { $state } consent à l’effacement des faits des actes antérieurs au { $before }. Le chef d’équipe de l’autre État les efface.
cli-erase-facts = Les faits de tous les actes jusqu’au numéro { $seq } sont effacés, et les lignes de { $crossings } franchissements réécrites sans eux.
cli-erase-own = Ce qui figurait dans le journal propre de { $state } avant le { $before } est effacé. Ses pages demeurent, et il se vérifie toujours.
cli-erase-sealed = Ce qui était scellé pour { $state } dans les actes jusqu’au numéro { $seq } est effacé.
cli-expected-holds = { $count ->
    [0] aucune personne
    [one] une personne
   *[other] { $count } personnes
    } ; correspondances possibles : { $hits } ; illisible : { $faults }
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
cli-own-changed_lists = a changé des listes d’alerte :
cli-own-advance_lists = s’est occupé d’une liste reçue d’avance :
cli-own-refused = s’est vu refuser :
cli-own-found_void = était connecté quand est arrivé un acte nul de son État :

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
cli-backup-in_use = Quelqu’un a ouvert le poste dont elle doit prendre la place.

# Reprendre depuis une sauvegarde.

cli-init-not = Le poste n’a pas été fondé : sur ce serveur, il pourrait perdre ce qui a été confirmé.
cli-move-done = Le poste est maintenant à { $address }, jusqu’à l’acte { $seq }. { $rows ->
    [one] Sa seule ligne a été comparée à l’original.
   *[other] Chacune de ses { $rows } lignes a été comparée à l’original.
} L’ancienne base garde tout, et personne ne peut y travailler.
cli-move-problems = { $count ->
    [one] Un acte n’y est pas valable, comme avant : osbpctl journal verify le nomme.
   *[other] { $count } actes n’y sont pas valables, comme avant : osbpctl journal verify les nomme.
}
cli-move-enrol = Inscrivez maintenant chaque station à la nouvelle adresse : osbpctl post enrol.
cli-move-file = Ouvrez-le maintenant là, sur cette seule machine. Les accès à l’ancien serveur n’ouvrent plus rien : qui s’en occupe peut les supprimer avec sa base.
cli-move-there = Le poste est déjà à { $address }, avec l’acte { $seq } et tous les précédents : il n’y avait plus rien à faire.
cli-move-shifts = { $count ->
    [one] Le poste n’a pas été déplacé : un service est ouvert. Faites-le clore, ou rappelez avec --with-open-shifts.
   *[other] Le poste n’a pas été déplacé : { $count } services sont ouverts. Faites-les clore, ou rappelez avec --with-open-shifts.
}
cli-move-in-use = Le poste n’a pas été déplacé : une fenêtre ou un autre programme a son fichier ouvert. Fermez-les tous, puis rappelez.
cli-upgrade-nothing = La base est de la version de ce programme : il n’y avait rien à faire.
cli-upgrade-done = La base a été mise à niveau de la forme { $from } à la forme { $to } ; une sauvegarde a été faite, relue et vérifiée auparavant : { $file }. Les stations dont le programme est plus ancien ont maintenant besoin du nouveau.
cli-restore-which = quelle sauvegarde ? Indiquez son fichier
cli-restore-where = où le poste doit-il être ? Indiquez-le par --to
cli-restore-done = La sauvegarde a été vérifiée et mise en place : { $address }. Son dernier acte est le { $seq }.
cli-restore-lost = Ce qui a été fait ensuite est perdu dans cette base de données : actes { $from } à { $lost }, pour autant que cette station le sache.
cli-restore-aside = Ce qui s’y trouvait est conservé sous { $file }.
cli-restore-sign = Personne ne peut y travailler avant qu’un chef d’équipe de chaque État ait signé : osbpctl restore sign --db { $address } --officer NUMÉRO
cli-restore-waits = Vous avez signé que le poste reprend à l’acte { $seq } et que ce qui a été fait ensuite jusqu’à l’acte { $lost } est perdu. Le chef d’équipe de l’autre État signe maintenant.
cli-restore-stands = Les deux États ont signé : le poste reprend à l’acte { $seq }. Ce qui a été fait ensuite, jusqu’à l’acte { $lost }, est perdu dans cette base de données.
cli-restore-accepted = Cette station accepte le journal : { $signed } ont signé que le poste reprend à l’acte { $seq }, et que ce qui a été fait ensuite jusqu’à l’acte { $lost } est perdu.
cli-promote-no_server = Un poste dans un fichier n’a pas de serveur de secours. Nommez la base du serveur de secours avec --db.
cli-promote-no_standby = Ceci est un serveur et non un serveur de secours : il n’y a rien à promouvoir ici, et rien n’a été changé.
cli-promote-half = Ce serveur de secours accepte déjà les écritures, et attend encore un serveur de secours comme le faisait le serveur d’avant : sa promotion s’est interrompue. Il reste à faire qu’il n’attende plus de serveur de secours, et qu’il ne suive plus personne.
cli-promote-runs = Le serveur que suit ce serveur de secours fonctionne encore, et deux serveurs recevraient chacun des actes que l’autre n’aura jamais. Arrêtez-le d’abord et veillez à ce qu’il ne redémarre pas, ou appelez avec --while-it-runs si vous ne le pouvez pas. Rien n’a été changé.
cli-promote-head = Le dernier acte sur ce serveur de secours porte le numéro { $seq }, du { $time }.
cli-promote-last_change = Il a repris son dernier changement du serveur à { $time }.
cli-promote-unread = Il en a reçu { $kilobytes } ko de plus, qu’il reprend avant d’être le serveur.
cli-promote-lost = Une station a vu des actes jusqu’à { $seen } : les actes à partir de { $from } seraient perdus. Les stations qui les ont vus refusent ce serveur jusqu’à ce qu’un chef d’équipe de chaque État ait signé que le poste continue sans eux (osbpctl restore sign).
cli-promote-all = Tous les actes jusqu’à { $seen }, le numéro le plus élevé que l’on sache avoir été vu, sont ici.
cli-promote-lacks = Ce qui a été confirmé pendant que le serveur attendait son serveur de secours est ici. Si une station a vu un numéro plus élevé, ce que compare --seen NUMÉRO, elle refuse ce serveur jusqu’à ce qu’un chef d’équipe de chaque État ait signé que le poste continue sans ces actes (osbpctl restore sign).
cli-promote-ask = Le serveur d’avant ne doit jamais revenir tel quel. Tapez « { $word } » pour faire de ce serveur de secours le serveur :
cli-promote-no_terminal = il n’y a pas de terminal où demander : appelez avec --yes
cli-promote-left = Rien n’a été changé.
cli-promote-done = Ceci est désormais le serveur, et il accepte les écritures. Il n’a pas encore de serveur de secours : les actes sont sur son seul disque.
    1. Veillez à ce que l’ancien serveur ne revienne jamais tel quel : débranchez-le, ou appelez sur lui : systemctl disable --now postgresql
       S’il revenait, des stations pourraient y travailler, et les États auraient deux journaux.
    2. Les stations dont l’adresse nomme les deux machines continuent d’elles-mêmes. Donnez aux autres la nouvelle adresse.
    3. Installez un nouveau serveur de secours dès que possible : assets/postgres/standby.sh prepare ici, join sur l’autre machine, rely ici.
       L’ancien serveur peut le devenir, une fois ses anciennes données mises de côté.
cli-alone-agreed = Jusqu’à { $until }, le poste continue sans son second disque tant que celui-ci manque. { $signed } en sont convenus. Motif : « { $why } ».
cli-alone-asked = { $officer } ({ $state }) demande de continuer sans le second disque jusqu’à { $until }. Motif : « { $why } ». Le chef d’équipe de l’autre État donne son accord avec --agree.
cli-alone-nobody = Le second disque est attendu : tant qu’il manque, rien ne se fait sur les passages.

# L’examen de santé.

doctor-well = Rien n’a été trouvé qui demande quelqu’un.
doctor-weight-urgent = TOUT DE SUITE
doctor-weight-attend = BIENTÔT
doctor-weight-note = À SAVOIR
doctor-disk_full = Il n’y a presque plus de place sur le disque de { $folder } : { $free_mb } Mo.
doctor-disk_full-todo = Faites de la place maintenant ; le poste s’arrête quand le disque est plein.
doctor-ballast_gone = La place gardée sur le disque de { $folder } pour clore la journée a été cédée.
doctor-ballast_gone-todo = Faites de la place sur le disque : le travail reprend, et la place est gardée de nouveau, dès qu’il y en a.
doctor-disk_low = Il reste peu de place sur le disque de { $folder } : { $free_mb } Mo.
doctor-disk_low-todo = Faites de la place ces prochains jours, ou passez à un disque plus grand.
doctor-disk_read_only = Le disque de { $folder } ne peut être que lu.
doctor-disk_read_only-todo = Faites-le examiner : le système met souvent en lecture seule un disque qui casse. Rendez-le ensuite inscriptible.
doctor-clock_behind = L’horloge de cette machine retarde de { $seconds } secondes sur le dernier acte, fait à { $last }.
doctor-clock_behind-todo = Mettez l’horloge de cette machine à l’heure. Si elle est juste, celle de la machine du dernier acte avançait.
doctor-clock_ahead = Rien n’a été fait depuis { $days } jours, depuis { $last } ; ou l’horloge de cette machine a fait un saut.
doctor-clock_ahead-todo = Vérifiez la date de cette machine avant que quelqu’un travaille.
doctor-clock_differs = L’horloge de cette machine et celle du serveur diffèrent de { $seconds } secondes.
doctor-clock_differs-todo = Réglez les deux sur le même serveur de temps.
doctor-unopened = Le poste ne peut être examiné : { $detail }.
doctor-unopened-todo = Vérifiez que l’adresse est juste, que la base de données est là et que cet utilisateur peut s’en servir.
doctor-damaged = La base de données est endommagée : { $detail }.
doctor-damaged-todo = Cessez d’y travailler, gardez-en une copie telle quelle et restaurez la dernière sauvegarde.
doctor-unsafe_setting = Une coupure de courant peut perdre ce qui était confirmé : { $setting }.
doctor-unsafe_setting-todo = Faites rétablir ce réglage par l’administrateur de la base de données.
doctor-second_disk_missing = Le second disque du serveur, un serveur de secours, manque : rien ne se fait sur les passages jusqu’à son retour.
doctor-second_disk_missing-todo = Regardez la seconde machine et son câble (assets/postgres/standby.sh show). En attendant, les chefs d’équipe des deux États peuvent continuer sans elle : osbpctl post alone.
doctor-second_disk_left_out = Le second disque du serveur, un serveur de secours, manque. Jusqu’à { $until }, les deux États continuent sans lui, et les actes sont sur un seul disque.
doctor-second_disk_left_out-todo = Regardez la seconde machine et son câble (assets/postgres/standby.sh show), et installez-en une nouvelle si elle est en panne.
doctor-no_checksums = Le serveur ne remarque pas quand son disque rend autre chose que ce qui a été écrit.
doctor-no_checksums-todo = Faites activer les sommes de contrôle (pg_checksums --enable) à son prochain arrêt.
doctor-too_few_connections = Le serveur admet { $connections } connexions, et une station à chacun des { $workstations } guichets en prend { $each } : { $needed } avec une réserve.
doctor-too_few_connections-todo = Faites augmenter max_connections de ce qui manque par son administrateur, puis redémarrer le serveur.
doctor-other_encoding = La base garde les textes en { $encoding }, où tous les noms n’ont pas de forme.
doctor-other_encoding-todo = Recréez la base : CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.
doctor-mighty_owner = Le rôle propriétaire du poste peut tout sur le serveur : qui obtient son mot de passe obtient tout.
doctor-mighty_owner-todo = Donnez la base à un rôle qui peut créer des rôles et rien d’autre : CREATE ROLE … LOGIN CREATEROLE ; ALTER DATABASE … OWNER TO ….
doctor-no_tls = Le serveur ne chiffre pas ce qui passe sur la ligne : les stations d’autres machines le refusent.
doctor-no_tls-todo = Donnez-lui un certificat, et mettez ssl = on.
doctor-rewritten = L’acte { $seq } que cette station a vu manque au journal : une copie plus ancienne a pris sa place, ou quelqu’un l’a modifié.
doctor-rewritten-todo = Personne ne continue. Appelez les chefs d’équipe des deux États ; s’ils ont restauré une sauvegarde, tous deux signent : osbpctl restore sign.
doctor-act_wrong = L’acte { $seq } ne tient pas. { $check }
doctor-act_wrong-todo = Appelez les chefs d’équipe des deux États. L’acte ne compte pour personne ; osbpctl journal verify examine tous les autres.
doctor-own_page_wrong = La page { $page } du journal propre de { $country } ne tient pas. { $check }
doctor-own_page_wrong-todo = Appelez un chef d’équipe de { $country } : osbpctl journal own montre ce qui en reste lisible.
doctor-rows_differ = Ce que les tables disent de { $reference } n’est pas ce qui résulte de ses actes.
doctor-rows_differ-todo = Les décisions se prennent sur les actes, et la prochaine commande répare les lignes. Cherchez qui a écrit dans la base de données.
doctor-program_old = { $acts ->
    [one] Un acte a été écrit
   *[other] { $acts } actes ont été écrits
} par une version plus récente du programme, que celle-ci ne sait pas lire : elle ne juge ni eux ni ce qui en découle. Voyez d’abord l’acte { $seq } : l’agent { $officer } l’a signé, et il se nomme « { $kind } ».
doctor-program_old-todo = Mettez cette station à jour, puis examinez de nouveau. Ce dont ils traitent ne peut être modifié d’ici en attendant.
doctor-duty_differs = Ce que les tables disent des agents et des services n’est pas ce qui résulte des actes.
doctor-duty_differs-todo = Les décisions se prennent sur les actes. Cherchez qui a écrit dans la base de données.
doctor-keyring_locked = Le trousseau du système, où se trouvent les secrets de cette station, est verrouillé ou ne répond pas.
doctor-keyring_locked-todo = Déverrouillez-le : rouvrez la session de cette machine, ou le programme du trousseau.
doctor-enrolment_missing = Cette station n’a pas le secret d’enrôlement de { $country } : aucun de ses agents ne peut s’y connecter.
doctor-enrolment_missing-todo = Rien, si aucun agent de { $country } ne travaille ici ; sinon son administrateur enrôle cette station.
doctor-enrolment_open = Le secret d’enrôlement de { $country } sur cette station peut être lu par d’autres, ou est endommagé.
doctor-enrolment_open-todo = Appelez l’administrateur de { $country } : il retire les droits aux autres (mode 600) ou enrôle la station de nouveau.
doctor-keys_missing = L’agent { $officer } est certifié, mais ses clés ne sont pas dans la base de données : il ne peut se connecter.
doctor-keys_missing-todo = Son administrateur lui donne de nouvelles clés : osbpctl officer renew { $officer }.
doctor-uncertified = Les tables nomment l’agent { $officer }, qu’aucun État n’a certifié.
doctor-uncertified-todo = Il ne peut rien faire. Cherchez qui a écrit dans la base de données.
doctor-recovery_missing = { $country } n’a pas de code de secours : si tous ses administrateurs sont perdus, ce qu’eux seuls peuvent lire l’est aussi.
doctor-recovery_missing-todo = Son administrateur en tire un et le garde sur papier : osbpctl recovery new.
doctor-epoch_old = Les clés avec lesquelles { $country } scelle ont { $days } jours, plus que ce qui fut convenu.
doctor-epoch_old-todo = Son administrateur commence une nouvelle époque : osbpctl keys epoch. Personne d’autre n’a rien à faire.
doctor-no_backup = Il n’y a pas de sauvegarde de ce journal dans { $folder }.
doctor-no_backup-todo = Faites-en une : osbpctl backup make --to DOSSIER, de préférence sur un autre disque.
doctor-backup_old = La dernière sauvegarde dans { $folder } a { $hours } heures.
doctor-backup_old-todo = Faites-en une : osbpctl backup make. Cherchez ensuite pourquoi aucune n’a été faite : une fenêtre est-elle ouverte le jour, la minuterie est-elle réglée ?
doctor-backup_unreadable = { $file } est inutilisable. { $fault }
doctor-backup_unreadable-todo = Faites examiner le disque où elle se trouve, et faites une autre sauvegarde.
doctor-backup_of_another = { $file } est la sauvegarde d’un autre journal que celui-ci : d’avant une restauration, ou d’une copie.
doctor-backup_of_another-todo = Gardez-la à part des autres jusqu’à ce que les deux États sachent ce que c’est.
doctor-backup_on_same_disk = Les sauvegardes dans { $folder } se trouvent sur le disque de la base de données : si ce disque casse, tout est perdu.
doctor-backup_on_same_disk-todo = Gardez-les sur un autre disque : osbpctl backup make --to DOSSIER.
doctor-backups_unread = Le dossier de sauvegardes { $folder } ne peut être lu.
doctor-backups_unread-todo = Vérifiez que cet utilisateur peut le lire et que son disque est là.
doctor-disk_open = Le disque de { $folder } n’est pas chiffré : qui l’emporte lit les noms, les documents et les marchandises.
doctor-disk_open-todo = Réinstallez la machine avec un disque chiffré (LUKS) et placez-y le poste.
doctor-disk_encryption_unknown = On ne peut dire ici si le disque de { $folder } est chiffré.
doctor-disk_encryption_unknown-todo = Demandez à qui a installé la machine.
doctor-core_dumps = Le système garderait une image de la mémoire de ce programme, clés comprises, s’il tombait en panne.
doctor-core_dumps-todo = Faites désactiver ces images (core dumps) pour cet utilisateur par l’administrateur de la machine.

cli-month-heading = Rapport de { $state } pour { $month }, à son heure locale : { $acts } actes sur des passages, jusqu’à l’acte { $seq }. Il est pour { $state } seul.
cli-month-crossings = Passages enregistrés
cli-month-subjects = Personnes, véhicules et marchandises enregistrés
cli-month-erased = données effacées
cli-month-ends = Issue des mouvements
cli-month-decisions = Décisions des deux États
cli-month-examinations = Visites de marchandises
cli-month-examined-joint = demandées par les deux États ensemble
cli-month-examined-one_state = demandées par un seul État
cli-month-examined-agreed = closes, mêmes constats
cli-month-examined-differ = closes, constats différents
cli-month-examined-closed_alone = closes, faites par un seul État
cli-month-times = Durée des contrôles propres
cli-month-took = attente { $waiting }, neuf sur dix jusqu’à { $waiting90 } ({ $waits }) ; service { $service }, neuf sur dix jusqu’à { $service90 } ({ $serves })
cli-month-did-cleared = faits
cli-month-did-waived = dispensés
cli-month-did-queried = demandes à l’usager
cli-month-did-referred = renvoyés en deuxième ligne
cli-month-did-refused = refusés
cli-month-did-held = retenus
cli-month-did-concluded_cleared = deuxième ligne : faits
cli-month-did-concluded_ready = deuxième ligne : rendus à la première
cli-month-did-reopened = repris
cli-month-did-annulled = refus annulés
cli-month-did-hold_ended = retenues levées
cli-month-did-mismatched = différences à la barrière
cli-month-own = Ce que { $state } seul sait : { $opened } parties scellées ouvertes.
cli-month-unread = { $unread } parties scellées n’ont pas pu être ouvertes : effacées, ou scellées avant que cet agent ait des clés.
cli-month-refusals = Refus par motif
cli-month-waivers = Dispenses par motif
cli-month-no-reason = aucun motif conservé
cli-month-queries = Demandes par objet
cli-month-wanted-document = un document
cli-month-wanted-payment = un paiement
cli-month-wanted-person = une personne
cli-month-referrals = Renvois par cause
cli-month-cause-hit = signalement trouvé
cli-month-cause-random = choisi au hasard
cli-month-cause-other = appréciation de l’agent
cli-month-hits = Signalements trouvés
cli-month-hit-same = la personne ou la chose signalée
cli-month-hit-other = une autre
cli-month-lanes = Circuits des marchandises
cli-month-lane = { $count }, dont { $random } au hasard ({ $share })
cli-month-granted = Séjours accordés
cli-month-granted-persons = personnes
cli-month-granted-conditions = dont sous conditions
cli-month-granted-median = jours, médiane
cli-month-granted-p90 = jours, neuf sur dix jusqu’à

# Ce que les deux États conviennent, les services, les messages, le registre des personnes retenues, les fiches vierges.

cli-agreement-in-force = en vigueur : { $version }, depuis le { $from }
cli-agreement-settings = d’autres réglages
cli-agreement-program = version { $version } du programme ou une plus récente
cli-agreement-least = tous travaillent avec la version { $version } du programme ou une plus récente
cli-agreement-open = proposition { $number } de { $state } ({ $officer }) : { $what } à partir du { $from }, attend l’autre État
cli-agreement-agreed = proposition { $number } de { $state } ({ $officer }) : { $what } à partir du { $from }, acceptée
cli-agreement-declined = proposition { $number } de { $state } ({ $officer }) : { $what } à partir du { $from }, refusée
cli-agreement-proposed = { $state } le propose sous le numéro { $number }. Cela vaudra une fois accepté par l’autre État.
cli-agreement-did-agree = { $state } accepte la proposition { $number }. Elle vaut à partir de son jour ; les passages ouverts gardent la leur.
cli-agreement-did-decline = La proposition { $number } est refusée par { $state }.
cli-agreement-clocks = Les horloges de { $state } dès lors, en minutes d’avance sur UTC : { $number }.
cli-shift-break = Vous êtes en pause. Ce que vous aviez pris en charge est rendu.
cli-shift-back = Vous êtes de retour à votre guichet.
cli-shift-closed = Votre service est clos.
cli-shift-handed = La passation { $number } attend le chef d’équipe qui arrive, et votre service est clos.
cli-shift-taken = La passation { $number } est reprise.
cli-held-written = C’est inscrit au registre de votre État, pour le passage { $crossing }.
cli-held-register = Le registre des personnes retenues est dans { $file }.
cli-blank-reserved = Les références { $first } à { $last } sont réservées ; leurs fiches vierges sont dans { $file }.
cli-message-kept = Le message reste au sein de { $state }.
cli-message-told = { $state } en est informé.
cli-photographs-none = Ce passage n’a pas de photographie que vous puissiez voir.
cli-photograph-revealed = vue par les deux États
cli-photograph-filed = déposée, pas encore révélée
cli-photograph-saved = La photographie est dans { $file }. C’est bien celle que les constats désignent.
cli-own-told = a informé un service de l’État, au sujet de
cli-own-read = a lu un message au sujet de
cli-own-cared = a inscrit au sujet d’une personne retenue,
cli-unusual-none = Rien n’est recherché par rapport à d’autres passages.
cli-alerts-none = Il n’y a pas de liste d’alerte.
cli-forged = { $at }  { $document }  { $kind }: { $words } ({ $kept }; { $crossing }, { $officer })
