# The command line.

cli-queue-empty = Nobody is waiting.

cli-message-refused = It was not done: the procedure does not allow it now.
cli-message-not_signed_in = It was not done: no officer is named.
cli-message-not_allowed = It was not done: the officer’s certificate, or this workstation, does not entitle him to it.
cli-message-wrong_password = It was not done: officer number or password is wrong, or the wait after a wrong one is not over.
cli-message-password_common = It was not done: this password is too easy to guess.
cli-message-password_telling = It was not done: the password has the officer’s number or name in it.
cli-message-code_needed = It was not done: a one-time code is needed.
cli-message-wrong_code = It was not done: the one-time code is wrong or was used, or the wait after a wrong one is not over.
cli-message-code_not_set_up = It was not done: the State demands one-time codes, and none are set up for this officer.
cli-message-card_needed = It was not done: the officer’s card is needed.
cli-message-card_missing = It was not done: there is no card in the reader.
cli-message-wrong_card = It was not done: the card in the reader is not this officer’s. The PIN was not tried on it.
cli-message-wrong_pin = It was not done: the PIN of the card is wrong. The card has counted it.
cli-message-wrong_pin_one_left = It was not done: the PIN of the card is wrong, and one more wrong one blocks the card.
cli-message-card_blocked = It was not done: the card has blocked itself after too many wrong PINs.
cli-message-card_unusable = It was not done: the card or its reader can’t be used ({ $detail }).
cli-message-card_not_issued = It was not done: the State demands a card, and none was issued to this officer.
cli-message-keyring_locked = It was not done: the system keyring, where this workstation keeps its secrets, is locked or does not answer.
cli-message-conflict = It was not done: somebody was first, and what it was about has changed.
cli-message-not_found = There is nothing under this name, number or reference.
cli-message-invalid = It was not done: what was typed can’t be used ({ $detail }).
cli-message-not_a_post = There is no border post in this database.
cli-message-newer = Another version of the program made this post ({ $detail }).
cli-message-older = An older version of the program made this post, and it has to be brought forward first ({ $detail }).
cli-message-moved = The post is not in this database any more: it was moved ({ $detail }).
cli-message-damaged = The database is damaged ({ $detail }).
cli-message-rewritten = This is not the journal that this workstation has seen ({ $detail }).
cli-message-backup = It was not done: the backup can’t be used ({ $detail }).
cli-message-unavailable = It was not done: the database can’t be reached ({ $detail }).
cli-message-file = It was not done to the end: a file or folder can’t be used.
cli-message-clock_differs = It was not done: this machine’s clock and the server’s are more than two seconds apart.
cli-message-untrusted = It was not done: the server is not trusted, and nothing was sent to it ({ $detail }).
cli-message-not_owner = It was not done: it takes the owner of the post’s database, a role that may make roles (CREATEROLE).
cli-message-read_only = It was not done: the database can’t be written.
cli-message-full = It was not done: the disk is full.
cli-message-second_disk_missing = It was not done: the server’s second disk is missing.
cli-message-outcome_unknown = It is not known whether it was done.
cli-message-fault = It was not done: the program made a mistake ({ $detail }).

cli-safe-unchanged = Nothing was changed.
cli-safe-kept = Nothing is half written; what was acknowledged before is kept.
cli-safe-unknown = It can’t happen twice under the same key.

cli-todo-usage = Look at the help of the command and call it again.
cli-todo-refused = Look at the crossing and ask for what the procedure allows.
cli-todo-not_signed_in = Name the officer with --officer; the password comes from OSBP_PASSWORD or is asked for.
cli-todo-not_allowed = Ask an officer whose certificate entitles him, at a workstation that his State enrolled.
cli-todo-wrong_password = { $seconds ->
    [one] Try again after a second.
   *[other] Try again after { $seconds } seconds.
}
cli-todo-password_common = Take three or four words that nobody says together, and call again.
cli-todo-password_telling = Take a password without number and name, and call again.
cli-todo-code_needed = Set OSBP_CODE to a code of the officer, or type it when it is asked for.
cli-todo-wrong_code = { $seconds ->
    [one] Try again with a new code after a second.
   *[other] Try again with a new code after { $seconds } seconds.
}
cli-todo-code_not_set_up = Set them up: osbpctl officer one-time --new, then --confirm.
cli-todo-card_needed = Insert the card; its PIN comes from OSBP_PIN or is asked for.
cli-todo-card_missing = Insert the officer’s card and call again.
cli-todo-wrong_card = Insert the officer’s own card and call again.
cli-todo-wrong_pin = Call again with the right PIN; after too many wrong ones the card blocks itself.
cli-todo-wrong_pin_one_left = Make sure of the PIN before you call again.
cli-todo-card_blocked = Have it unblocked by whoever issues the cards, or let an administrator renew the officer: osbpctl officer renew.
cli-todo-card_unusable = See that OSBP_PKCS11, or the file pkcs11 in OSBP_HOME, names the module of the reader, and that exactly one suitable card is inserted.
cli-todo-card_not_issued = Issue it: osbpctl officer card --issue, with the card inserted.
cli-todo-keyring_locked = Unlock it (sign in to the desktop, or gnome-keyring-daemon --unlock) and call again; OSBP_SECRETS=file keeps new secrets in files instead.
cli-todo-conflict = Read it again, and call again if it still fits.
cli-todo-not_found = Check the name, number or reference.
cli-todo-invalid = Correct what was typed and call again.
cli-todo-not_a_post = Name the database of a post with --db, or found one with init.
cli-todo-newer = Install the program’s newer version on this machine.
cli-todo-older = Whoever owns the database calls osbpctl post upgrade with his own address; it makes a backup first.
cli-todo-moved = Name the database to which it was moved. Where a workstation needs a login there, its administrator enrols it anew.
cli-todo-damaged = Restore the last backup, or ask your administrator.
cli-todo-rewritten = An older copy was put in its place, or somebody changed it: call the supervisors of both States.
cli-todo-backup = Take another backup, by an officer who may open it: a supervisor or administrator of either State when it was made, or a State’s recovery code.
cli-todo-unavailable = See that the database is there and can be reached, then call again.
cli-todo-file = See that the file or folder is there and can be used, then call again.
cli-todo-clock_differs = Let both take the time from the same time server, then call again.
cli-todo-untrusted = See that the address names the server as its certificate does, and that the certificate of the authority which issued that is the one given here.
cli-todo-not_owner = Call it with the address of the role that owns the post’s database in --db. A workstation’s login reads and writes what is its State’s, and no more; backups of a post on a server are made by its owner, for everybody.
cli-todo-read_only = See that this user may write the database, then call again.
cli-todo-full = Make room on the disk, then call again. Claims can still be given back and shifts closed.
cli-todo-second_disk_missing = See to the second machine; until it is back supervisors of both States may go on without it: osbpctl post alone.
cli-todo-outcome_unknown = Send the same command again under the same key.
cli-todo-fault = Report it with what you called; then try again.

cli-fault-number = The number does not follow the one before: acts are missing, or were put in.
cli-fault-chain = It does not follow the act before it: something was changed, taken out or put in between.
cli-fault-hash = Its hash is not that of its header: one of them was changed.
cli-fault-digest = A part of it is not the one that was signed.
cli-fault-columns = The columns beside it say something else than what was signed.
cli-fault-signature = The signature is not that of the officer named.
cli-fault-certificate = The officer was not certified, or had no shift open, at that time.
cli-fault-unreadable = Its bytes can’t be read.
cli-fault-format = A newer program wrote it.
cli-fault-procedure = The procedure did not allow it; it is void for every reader.
cli-fault-sealed_parts = A sealed part is missing, was added, or is not the one that was signed.
cli-fault-time = It says that it was done before the act that it follows: it was dated back.
cli-fault-private_procedure = What its own State alone knew then did not allow it: a private guard was skipped.
cli-fault-draw = What was drawn does not follow from the seed of its day, or the published hash of that seed is another.
cli-fault-photograph = A photograph that was filed with it is missing, or is not the one that the findings name.

cli-verified = { $acts } acts: numbers, chain, digests, signatures and procedure hold.
cli-verify-act = act { $seq }: { $what }
cli-verify-trusted = Of { $acts } acts, those up to number { $seq } stand in one unbroken chain; an act that is named above is void, the others hold.
cli-verify-not-judged = { $acts } acts that only a newer program can judge: their numbers, chain, digests and signatures were verified, and nothing else. Verify once more with the newer program.
cli-verify-newer = Of these, look at act { $seq } first: officer { $officer } signed it, and it calls itself “{ $kind }”.
cli-verify-unverified = { $acts } acts whose signatures could not be checked: they follow an act on the post itself that this program can’t read, and the certificates may be in it. Perhaps nobody signed them; nothing follows from them here. Verify once more with the newer program.
cli-verify-privately = { $acts } acts of your State were replayed through what your State alone knew.
cli-verify-unseen = { $parts } sealed parts are the other State’s to look at: they are not to be seen here; their digests are signed in the acts.
cli-verify-photographs = { $photographs } photographs are there and are the ones that the findings name.
cli-verify-signed = { $state } signed the journal up to act { $seq } ({ $officer }, { $at } UTC).
cli-verify-agreed = Both States have signed everything up to act { $seq }.
cli-verify-not-agreed = The two States have not both signed the journal yet: a supervisor of each does with “osbpctl journal sign”, and whenever his shift ends.
cli-verify-own = { $state }’s own journal: { $pages } pages hold; the shared journal vouches for those up to { $anchored }.
cli-verify-own-elsewhere = { $state }’s own journal is not here to be looked at.
cli-verify-own-page = { $state }’s own journal, page { $page }: { $what }
cli-head-signed = { $state } has signed the journal up to act { $seq }.
cli-copy-written = { $state }’s lawful copy stands in { $file }: { $acts } acts, { $parts } parts sealed to { $state }, { $photographs } photographs, { $pages } pages of its own journal. It verifies by itself: osbpctl journal verify --db { $file }
cli-seed = { $state } drew on { $day } from the seed { $seed }; its hash { $hash } was published by act { $seq }, before the first draw.
cli-seed-false = Act { $seq } published for { $day } the hash { $hash }, which is not that of the seed { $seed } from which { $state } draws.
cli-seeds-none = No act of { $state } published the hash of a seed for { $day }.
cli-erase-agreed = { $state } agrees that the facts of acts before { $before } be erased. The other State’s supervisor erases them.
cli-erase-facts = The facts of all acts up to number { $seq } are erased, and the rows of { $crossings } crossings were written again without them.
cli-erase-own = What stood in { $state }’s own journal before { $before } is erased. Its pages stay, and it still verifies.
cli-erase-sealed = What was sealed to { $state } of acts up to number { $seq } is erased.
cli-expected-holds = { $count ->
    [one] one head
   *[other] { $count } heads
    }; possible hits: { $hits }; not readable: { $faults }
cli-own-empty = Nothing stands in your State’s own journal yet.
cli-own-signed_in = signed in
cli-own-locked = locked the window
cli-own-signed_out = signed out
cli-own-searched = looked for
cli-own-scanned = read in a document:
cli-own-opened = opened
cli-own-printed = printed or saved
cli-own-exported = took away:
cli-own-asked_for_signature = asked for a second signature on
cli-own-changed_keys = changed keys:
cli-own-changed_lists = changed alert lists:
cli-own-advance_lists = dealt with a list that was sent ahead:
cli-own-refused = was refused:
cli-own-found_void = was signed in when a void act of his State came in:

# Backups.

cli-backup-made = The backup is made and was read back: { $file }, up to act { $seq }.
cli-backup-same-disk = It lies on the disk of the database: when that disk breaks, both are lost. Name a folder on another disk with --to.
cli-backup-problems = { $count ->
    [one] One act in it does not hold, in the database either: osbpctl journal verify names it.
   *[other] { $count } acts in it do not hold, in the database either: osbpctl journal verify names them.
}
cli-backup-not-due = The last backup is not old enough for another.
cli-backup-none = There is no backup in { $folder }.
cli-backup-holds = { $acts ->
    [one] One act: numbers, chain, digests, signatures and procedure hold.
   *[other] { $acts } acts: numbers, chain, digests, signatures and procedure hold.
}
cli-backup-not_a_backup = It is no backup.
cli-backup-newer = A newer program made it.
cli-backup-changed = A piece of it was changed or is missing.
cli-backup-not_for_you = It was not made for this officer.
cli-backup-other_content = What is in it is not what its heading says.
cli-backup-journal = Acts in it do not hold.
cli-backup-in_use = Somebody has the post open that it is to take the place of.

# Going on from a backup.

cli-init-not = The post was not founded: on this server it could lose what was acknowledged.
cli-move-done = The post is at { $address } now, up to act { $seq }. { $rows ->
    [one] Its one row was held against the original.
   *[other] Each of its { $rows } rows was held against the original.
} The old database keeps everything, and nobody can work in it.
cli-move-problems = { $count ->
    [one] One act does not hold there, as it did not before: osbpctl journal verify names it.
   *[other] { $count } acts do not hold there, as they did not before: osbpctl journal verify names them.
}
cli-move-enrol = Now enrol each workstation at the new address: osbpctl post enrol.
cli-move-file = Now open it there on this one machine. Logins on the old server open nothing any more: whoever looks after it can drop them with its database.
cli-move-there = The post is at { $address } already, with act { $seq } and all before it: there was nothing left to do.
cli-move-shifts = { $count ->
    [one] The post was not moved: a shift is open. Have it closed, or call again with --with-open-shifts.
   *[other] The post was not moved: { $count } shifts are open. Have them closed, or call again with --with-open-shifts.
}
cli-move-in-use = The post was not moved: a window or another program has its file open. Close them all, and call again.
cli-upgrade-nothing = The database is of this program’s version: nothing was to be done.
cli-upgrade-done = The database was brought forward from form { $from } to form { $to }; before that a backup was made, read back and verified: { $file }. Workstations with an older program need the newer one now.
cli-restore-which = which backup? Name its file
cli-restore-where = where is the post to be? Name it with --to
cli-restore-done = The backup was verified and put at { $address }. Its last act is { $seq }.
cli-restore-lost = What was done afterwards is lost from this database: acts { $from } to { $lost }, as far as this workstation knows.
cli-restore-aside = What was there before is kept as { $file }.
cli-restore-sign = Nobody can work on it before a supervisor of each State has signed: osbpctl restore sign --db { $address } --officer NUMBER
cli-restore-waits = You have signed that the post goes on from act { $seq } and that what was done up to act { $lost } afterwards is lost. The other State’s supervisor signs next.
cli-restore-stands = Both States have signed: the post goes on from act { $seq }. What was done afterwards, up to act { $lost }, is lost from this database.
cli-restore-accepted = This workstation accepts the journal: { $signed } signed that the post goes on from act { $seq }, and that what was done up to act { $lost } afterwards is lost.
cli-promote-no_server = A post in a file has no standby. Name the standby’s database with --db.
cli-promote-no_standby = This is a server and no standby: nothing is to be promoted here, and nothing was changed.
cli-promote-half = This standby accepts writes already, and still waits for a standby as the server before it did: its promotion broke off. What is left to be done: that it waits for no standby, and follows nobody.
cli-promote-runs = The server that this standby follows still runs, and two servers would each take acts that the other never gets. Stop it first and see that it does not start again, or call with --while-it-runs if you can’t. Nothing was changed.
cli-promote-head = The last act on this standby is number { $seq }, of { $time }.
cli-promote-last_change = It took in its last change from the server at { $time }.
cli-promote-unread = It has { $kilobytes } kB more, which it takes in before it is the server.
cli-promote-lost = A workstation has seen acts up to { $seen }: the acts from { $from } on would be lost. Workstations that saw them refuse this server until a supervisor of each State has signed that the post goes on without them (osbpctl restore sign).
cli-promote-all = Every act up to { $seen }, the highest number known to have been seen, is here.
cli-promote-lacks = What was answered while the server waited for its standby is here. If a workstation saw a higher number, which --seen NUMBER compares, it refuses this server until a supervisor of each State has signed that the post goes on without those acts (osbpctl restore sign).
cli-promote-ask = The server before it must never come back as it is. Type “{ $word }” to make this standby the server:
cli-promote-no_terminal = there is no terminal to ask on: call with --yes
cli-promote-left = Nothing was changed.
cli-promote-done = This is the server now, and it accepts writes. It has no standby yet: acts are on its disk alone.
    1. See that the former server never comes back as it is: unplug it, or call on it: systemctl disable --now postgresql
       If it came back, workstations could work on it, and the States would have two journals.
    2. Workstations whose address names both machines go on by themselves. Give the others the new address.
    3. Set up a new standby as soon as you can: assets/postgres/standby.sh prepare here, join on the other machine, rely here.
       The former server can become it, once its old data are put away.
cli-alone-agreed = Until { $until } the post goes on without its second disk while that is missing. { $signed } agreed. Why: “{ $why }”.
cli-alone-asked = { $officer } ({ $state }) asks to go on without the second disk until { $until }. Why: “{ $why }”. The other State’s supervisor agrees with --agree.
cli-alone-nobody = The second disk is waited for: while it is missing nothing is done on crossings.

# The doctor.

doctor-well = Nothing was found that needs anybody.
doctor-weight-urgent = AT ONCE
doctor-weight-attend = SOON
doctor-weight-note = NOTE
doctor-disk_full = There is hardly any room on the disk of { $folder }: { $free_mb } MB.
doctor-disk_full-todo = Make room on it now; the post stops when it is full.
doctor-ballast_gone = The room that is kept on the disk of { $folder } for closing the day has been given up.
doctor-ballast_gone-todo = Make room on the disk: work goes on, and the room is kept again, as soon as there is some.
doctor-disk_low = There is little room on the disk of { $folder }: { $free_mb } MB.
doctor-disk_low-todo = Make room on it in the next days, or move to a bigger disk.
doctor-disk_read_only = The disk of { $folder } may only be read.
doctor-disk_read_only-todo = Have it looked at: a disk that breaks is often made read-only by the system. Then make it writable again.
doctor-clock_behind = This machine’s clock is { $seconds } seconds behind the last act, which was done at { $last }.
doctor-clock_behind-todo = Set the clock of this machine. If it is right, the one of the machine that did the last act was ahead.
doctor-clock_ahead = Nothing was done for { $days } days, since { $last }; or this machine’s clock has jumped ahead.
doctor-clock_ahead-todo = Look at the date of this machine before anybody works.
doctor-clock_differs = This machine’s clock and the server’s are { $seconds } seconds apart.
doctor-clock_differs-todo = Let both take the time from the same time server.
doctor-unopened = The post can’t be looked into: failed to { $detail }.
doctor-unopened-todo = See that the address is right, that the database is there, and that this user may use it.
doctor-damaged = The database is damaged: { $detail }.
doctor-damaged-todo = Stop working on it, keep a copy of it as it is, and restore the last backup.
doctor-unsafe_setting = A power cut may lose what was acknowledged: { $setting }.
doctor-unsafe_setting-todo = Have the administrator of the database set it back.
doctor-second_disk_missing = The server’s second disk, a standby, is missing: nothing is done on crossings until it is back.
doctor-second_disk_missing-todo = Look at the second machine and the cable to it (assets/postgres/standby.sh show). Until it is back supervisors of both States may go on without it: osbpctl post alone.
doctor-second_disk_left_out = The server’s second disk, a standby, is missing. Until { $until } both States go on without it, and acts are on one disk alone.
doctor-second_disk_left_out-todo = Look at the second machine and the cable to it (assets/postgres/standby.sh show), and set up a new one if it is broken.
doctor-no_checksums = The server does not notice when its disk gives back something else than was written.
doctor-no_checksums-todo = Have its administrator switch checksums on (pg_checksums --enable) when it is next stopped.
doctor-too_few_connections = The server lets in { $connections } connections, and a workstation at each of { $workstations } desks takes { $each } of them: { $needed } with some to spare.
doctor-too_few_connections-todo = Have its administrator set max_connections higher by what is missing, and start the server again.
doctor-other_encoding = The database keeps texts in { $encoding }, in which not every name has a form.
doctor-other_encoding-todo = Make the database anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.
doctor-mighty_owner = The role that owns the post may do anything on the server: whoever gets at its password gets at everything.
doctor-mighty_owner-todo = Have the database owned by a role that may make roles and nothing else: CREATE ROLE … LOGIN CREATEROLE; ALTER DATABASE … OWNER TO ….
doctor-no_tls = The server does not encrypt what goes over the line: workstations on other machines refuse it.
doctor-no_tls-todo = Give it a certificate, and set ssl = on.
doctor-rewritten = The journal lacks act { $seq } as this workstation has seen it: an older copy was put in its place, or somebody changed it.
doctor-rewritten-todo = Nobody works on. Call the supervisors of both States; if they restored a backup, both sign: osbpctl restore sign.
doctor-act_wrong = Act { $seq } does not hold. { $check }
doctor-act_wrong-todo = Call the supervisors of both States. The act counts for nobody; osbpctl journal verify looks at all the others.
doctor-own_page_wrong = Page { $page } of { $country }’s own journal does not hold. { $check }
doctor-own_page_wrong-todo = Call a supervisor of { $country }: osbpctl journal own shows what can still be read of it.
doctor-rows_differ = What the tables say of { $reference } is not what follows from its acts.
doctor-rows_differ-todo = Decisions are made on the acts, and the next command on it mends the rows. Find out who wrote to the database.
doctor-program_old = { $acts ->
    [one] One act was
   *[other] { $acts } acts were
} written by a newer version of the program, which this one can’t read: it judges neither them nor what follows from them. Look at act { $seq } first: officer { $officer } signed it, and it calls itself “{ $kind }”.
doctor-program_old-todo = Bring this workstation up to date, and look again. What they are about can’t be changed from here until then.
doctor-duty_differs = What the tables say of officers and shifts is not what follows from the acts.
doctor-duty_differs-todo = Decisions are made on the acts. Find out who wrote to the database.
doctor-keyring_locked = The system keyring, in which this workstation’s secrets lie, is locked or does not answer.
doctor-keyring_locked-todo = Unlock it: sign in to this machine anew, or open the keyring’s own program.
doctor-enrolment_missing = This workstation has no enrolment secret of { $country }: none of its officers can sign in here.
doctor-enrolment_missing-todo = Nothing, if no officer of { $country } works here; else its administrator enrols this workstation.
doctor-enrolment_open = The enrolment secret of { $country } on this workstation can be read by others, or is damaged.
doctor-enrolment_open-todo = Call the administrator of { $country }: he takes the rights away from others (mode 600) or enrols the workstation anew.
doctor-keys_missing = Officer { $officer } is certified, but his keys are not in the database: he can’t sign in.
doctor-keys_missing-todo = His administrator gives him new keys: osbpctl officer renew { $officer }.
doctor-uncertified = The tables name officer { $officer }, whom no State has certified.
doctor-uncertified-todo = He can do nothing. Find out who wrote to the database.
doctor-recovery_missing = { $country } has no recovery code: if all its administrators are lost, so is what they alone can read.
doctor-recovery_missing-todo = Its administrator draws one and keeps it on paper: osbpctl recovery new.
doctor-epoch_old = The keys with which { $country } seals are { $days } days old, older than was agreed.
doctor-epoch_old-todo = Its administrator begins a new epoch: osbpctl keys epoch. Nobody has to do anything else.
doctor-no_backup = There is no backup of this journal in { $folder }.
doctor-no_backup-todo = Make one: osbpctl backup make --to FOLDER, best on another disk.
doctor-backup_old = The last backup in { $folder } is { $hours } hours old.
doctor-backup_old-todo = Make one: osbpctl backup make. Then find out why none was made: is a window open by day, or the timer set?
doctor-backup_unreadable = { $file } can’t be used. { $fault }
doctor-backup_unreadable-todo = Have the disk looked at on which it lies, and make another backup.
doctor-backup_of_another = { $file } is a backup of another journal than this one: from before a restoration, or of a copy.
doctor-backup_of_another-todo = Keep it apart from the others until both States know what it is.
doctor-backup_on_same_disk = The backups in { $folder } lie on the disk of the database: when that disk breaks, both are lost.
doctor-backup_on_same_disk-todo = Keep them on another disk: osbpctl backup make --to FOLDER.
doctor-backups_unread = The folder of backups { $folder } can’t be looked into.
doctor-backups_unread-todo = See that this user may read it, and that its disk is there.
doctor-disk_open = The disk of { $folder } is not encrypted: whoever takes it reads names, documents and goods.
doctor-disk_open-todo = Set the machine up again with an encrypted disk (LUKS), and move the post there.
doctor-disk_encryption_unknown = Whether the disk of { $folder } is encrypted can’t be told here.
doctor-disk_encryption_unknown-todo = Ask whoever set the machine up.
doctor-core_dumps = The system would keep a picture of this program’s memory, keys in it, when it breaks down.
doctor-core_dumps-todo = Have the machine’s administrator switch core dumps off for this user.

cli-month-heading = Report of { $state } for { $month }, by its local time: { $acts } acts on crossings, as far as act { $seq }. It is for { $state } alone.
cli-month-crossings = Crossings registered
cli-month-subjects = Persons, vehicles and goods registered
cli-month-erased = facts erased
cli-month-ends = How movements ended
cli-month-decisions = Decisions of both States
cli-month-examinations = Examinations of goods
cli-month-examined-joint = asked for by both States together
cli-month-examined-one_state = asked for by one State
cli-month-examined-agreed = closed, the same found
cli-month-examined-differ = closed, the findings differ
cli-month-examined-closed_alone = closed, examined by one State
cli-month-times = How long the own controls took
cli-month-took = waiting { $waiting }, nine of ten up to { $waiting90 } ({ $waits }); service { $service }, nine of ten up to { $service90 } ({ $serves })
cli-month-did-cleared = cleared
cli-month-did-waived = waived
cli-month-did-queried = queried
cli-month-did-referred = referred
cli-month-did-refused = refused
cli-month-did-held = held
cli-month-did-concluded_cleared = second line: cleared
cli-month-did-concluded_ready = second line: back to the first
cli-month-did-reopened = taken up again
cli-month-did-annulled = refusal annulled
cli-month-did-hold_ended = hold ended
cli-month-did-mismatched = difference at the gate
cli-month-own = What only { $state } knows: { $opened } sealed parts opened.
cli-month-unread = { $unread } sealed parts could not be opened: they were erased, or sealed before this officer had keys.
cli-month-refusals = Refusals by reason
cli-month-waivers = Waivers by reason
cli-month-no-reason = no reason kept
cli-month-queries = Queries by what was wanted
cli-month-wanted-document = a document
cli-month-wanted-payment = a payment
cli-month-wanted-person = a person
cli-month-referrals = Referrals by cause
cli-month-cause-hit = alert hit
cli-month-cause-random = chosen by chance
cli-month-cause-other = the officer’s judgement
cli-month-hits = Alert hits
cli-month-hit-same = the listed one
cli-month-hit-other = somebody else
cli-month-lanes = Lanes of goods
cli-month-lane = { $count }, of these { $random } by chance ({ $share })
cli-month-granted = Stays granted
cli-month-granted-persons = persons
cli-month-granted-conditions = of these under conditions
cli-month-granted-median = days, median
cli-month-granted-p90 = days, nine of ten up to

# What both States agree on, shifts, messages, the register of persons held, blank slips.

cli-agreement-in-force = in force: { $version }, from { $from }
cli-agreement-settings = other settings
cli-agreement-program = version { $version } of the program or a newer one
cli-agreement-least = everybody works with version { $version } of the program or a newer one
cli-agreement-open = proposal { $number } of { $state } ({ $officer }): { $what } from { $from }, waits for the other State
cli-agreement-agreed = proposal { $number } of { $state } ({ $officer }): { $what } from { $from }, agreed
cli-agreement-declined = proposal { $number } of { $state } ({ $officer }): { $what } from { $from }, declined
cli-agreement-proposed = { $state } proposes it under number { $number }. It counts once the other State has agreed.
cli-agreement-did-agree = { $state } agrees to proposal { $number }. It counts from its day on; open crossings keep what they have.
cli-agreement-did-decline = Proposal { $number } is declined by { $state }.
cli-agreement-clocks = The clocks of { $state } from then on, minutes ahead of UTC: { $number }.
cli-shift-break = You are on a break. Claims you had are given up.
cli-shift-back = You are back at your desk.
cli-shift-closed = Your shift is closed.
cli-shift-handed = Handover { $number } waits for the supervisor who comes, and your shift is closed.
cli-shift-taken = Handover { $number } is taken over.
cli-held-written = It is written down in your State’s register, on crossing { $crossing }.
cli-held-register = The register of persons held is in { $file }.
cli-blank-reserved = The references { $first } to { $last } are reserved; their blank slips are in { $file }.
cli-message-kept = The message is kept within { $state }.
cli-message-told = { $state } is told.
cli-photographs-none = There are no photographs on this crossing that you may see.
cli-photograph-revealed = seen by both States
cli-photograph-filed = filed, not revealed yet
cli-photograph-saved = The photograph is in { $file }. It is the one that the findings name.
cli-own-told = told an agency of the State, on
cli-own-read = read a message on
cli-own-cared = wrote down of a person held, on
cli-unusual-none = Nothing is looked for beside other crossings.
cli-alerts-none = There is no alert list.
cli-forged = { $at }  { $document }  { $kind }: { $words } ({ $kept }; { $crossing }, { $officer })
