# The command line.

cli-queue-empty = Nobody is waiting.

cli-message-refused = It was not done: the procedure does not allow it now.
cli-message-not_signed_in = It was not done: no officer is named.
cli-message-not_allowed = It was not done: the officer’s certificate, or this workstation, does not entitle him to it.
cli-message-wrong_password = It was not done: officer number or password is wrong, or the wait after a wrong one is not over.
cli-message-conflict = It was not done: somebody was first, and what it was about has changed.
cli-message-not_found = There is nothing under this name, number or reference.
cli-message-invalid = It was not done: what was typed can’t be used ({ $detail }).
cli-message-not_a_post = There is no border post in this database.
cli-message-newer = Another version of the program made this post ({ $detail }).
cli-message-damaged = The database is damaged ({ $detail }).
cli-message-rewritten = This is not the journal that this workstation has seen ({ $detail }).
cli-message-backup = It was not done: the backup can’t be used ({ $detail }).
cli-message-unavailable = It was not done: the database can’t be reached.
cli-message-read_only = It was not done: the database can’t be written.
cli-message-full = It was not done: the disk is full.
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
cli-todo-conflict = Read it again, and call again if it still fits.
cli-todo-not_found = Check the name, number or reference.
cli-todo-invalid = Correct what was typed and call again.
cli-todo-not_a_post = Name the database of a post with --db, or found one with init.
cli-todo-newer = Install the program’s newer version on this machine.
cli-todo-damaged = Restore the last backup, or ask your administrator.
cli-todo-rewritten = An older copy was put in its place, or somebody changed it: call the supervisors of both States.
cli-todo-backup = Take another backup, by an officer who may open it: a supervisor or administrator of either State when it was made, or a State’s recovery code.
cli-todo-unavailable = See that the database is there and can be reached, then call again.
cli-todo-read_only = See that this user may write the database, then call again.
cli-todo-full = Make room on the disk, then call again.
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
