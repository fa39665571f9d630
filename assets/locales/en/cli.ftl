# The command line.

cli-queue-empty = Nobody is waiting.

cli-message-refused = It was not done: the procedure does not allow it now.
cli-message-not_signed_in = It was not done: no officer is named.
cli-message-not_allowed = It was not done: the officer’s certificate, or this workstation, does not entitle him to it.
cli-message-wrong_password = It was not done: officer number or password is wrong, or the wait after a wrong one is not over.
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
cli-message-damaged = The database is damaged ({ $detail }).
cli-message-rewritten = This is not the journal that this workstation has seen ({ $detail }).
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
cli-todo-damaged = Restore the last backup, or ask your administrator.
cli-todo-rewritten = An older copy was put in its place, or somebody changed it: call the supervisors of both States.
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
cli-fault-private_procedure = What its own State alone knew then did not allow it: a private guard was skipped.

cli-verified = { $acts } acts: numbers, chain, digests, signatures and procedure hold.
cli-verify-act = act { $seq }: { $what }
cli-verify-trusted = Of { $acts } acts, those up to number { $seq } stand in one unbroken chain; an act that is named above is void, the others hold.
cli-verify-privately = { $acts } acts of your State were replayed through what your State alone knew.
cli-verify-unseen = { $parts } sealed parts are the other State’s to look at: they are not to be seen here; their digests are signed in the acts.
cli-verify-signed = { $state } signed the journal up to act { $seq } ({ $officer }, { $at } UTC).
cli-verify-agreed = Both States have signed everything up to act { $seq }.
cli-verify-not-agreed = The two States have not both signed the journal yet: a supervisor of each does with “osbpctl journal sign”, and whenever his shift ends.
cli-verify-own = { $state }’s own journal: { $pages } pages hold; the shared journal vouches for those up to { $anchored }.
cli-verify-own-elsewhere = { $state }’s own journal is not here to be looked at.
cli-verify-own-page = { $state }’s own journal, page { $page }: { $what }
cli-head-signed = { $state } has signed the journal up to act { $seq }.
cli-copy-written = { $state }’s lawful copy stands in { $file }: { $acts } acts, { $parts } parts sealed to { $state }, { $pages } pages of its own journal. It verifies by itself: osbpctl journal verify --db { $file }
cli-erase-agreed = { $state } agrees that the facts of acts before { $before } be erased. The other State’s supervisor erases them.
cli-erase-facts = The facts of all acts up to number { $seq } are erased, and the rows of { $crossings } crossings were written again without them.
cli-erase-sealed = What was sealed to { $state } of acts up to number { $seq } is erased.
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
