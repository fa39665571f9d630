# The texts of the window.

close = Close
loading = One moment …
again = Try again
cancel = Cancel
demonstration = Demonstration
opening = The post is being opened …

rail-main = Main
rail-you-act-for = You act for { $state }
rail-queue = Queue
rail-register = Register
rail-slips = Slips
rail-monitor = Monitor
rail-setup = Set-up
rail-keys = Keys

top-lock = Lock the window (Ctrl+L)
top-work-and-desk = { $work } · Desk { $desk }

note-locks-idle = Nobody has touched this window for a while: it locks in half a minute. Press a key to go on, Shift for one.
note-locks-longest = Your sign-in has lasted as long as one may: this window locks in half a minute and asks for your password. What you typed is kept.
note-rewritten = This is not the journal that this workstation knows: act { $act }, which it has seen, is missing or another. An older copy was put in its place, or somebody changed it. Nothing is written to it from here, and what you typed is kept. Stop, and call the supervisors of both States: if a backup was put back, both sign it, and the window goes on by itself.
note-of_newer = Somebody did something at this post with a newer version of the program, which this one can’t read. What is shown here may be out of date, and nothing is written from here any more; what you typed is kept. Have this workstation brought up to date, and work at another one until then.
note-in_part = Crossings were registered with a newer version of the program, which this one can’t read: they are missing here. The others go on as usual. Have this workstation brought up to date.
note-unreachable = No answer from the database for { $seconds } s; trying again. What you typed is kept, and the window goes on by itself.
note-unreachable-said = No answer from the database; trying again. What you typed is kept, and the window goes on by itself.
note-registered = Registered meanwhile: { $reference }.
note-waits = The window has been waiting for the database since { $since }.

scan-label = Scan or type anything
scan-placeholder = Scan or type: passport, slip, plate, container, declaration, name
scan-busy = Looking …
scan-kept = A document was scanned while you were answering. Nothing was done with it yet.
scan-use = Use it now
scan-forget = Put it away
scan-nothing = Nothing is known of { $text }.
scan-nothing-do = No open crossing has this plate, number or name. Check what was typed, or register a new party.
scan-register = Register a party
scan-many = Several crossings match
scan-many-do = Choose one. Nothing is decided by opening it.
scan-arrived = arrived { $date }, { $time }
scan-closed = closed
scan-not-enough = Type at least two letters or figures.

first-run-title = Welcome
first-run-lead = No post is founded on this workstation yet. Look at a demonstration first, or found the post of your two States.
first-run-demo-title = Try a demonstration post
first-run-demo = Invented officers of two States, and invented traffic that keeps moving. Nothing here is real, and it can never become a real post.
first-run-demo-open = Open the demonstration
first-run-demo-busy = The demonstration is being made …
first-run-found-title = Found a post
first-run-found = Both States’ administrators sit together here once: they name the post, choose how it is laid out, and each sets his own password.
first-run-found-begin = Found a post
first-run-back = Back
first-run-post = The post
first-run-name = Name of the post
first-run-code = Letters for references
first-run-code-hint = two to four, such as MD
first-run-first-state = First State
first-run-second-state = Second State
first-run-model = How it is laid out
first-run-model-juxtaposed = Juxtaposed
first-run-model-juxtaposed-hint = Two facilities; each handles what enters its own country
first-run-model-straddling = Straddling
first-run-model-straddling-hint = One building across the line
first-run-model-single_country = In one country
first-run-model-single_country-hint = One facility for both directions
first-run-host = Host State, { $from } to { $to }
first-run-host-hint = The host’s law decides arrest, custody and asylum. It is agreed, never derived.
first-run-offset = Time in { $state }, minutes ahead of UTC
first-run-flows = What it handles
first-run-desks = Desks for each agency
first-run-administrator = Administrator of { $state }
first-run-officer = Officer number
first-run-person = Name
first-run-password = Password
first-run-password-again = Password again
first-run-password-hint = At least { $least } characters. Nobody can read it again; the other State’s administrator looks away.
first-run-make = Found the post
first-run-busy = The post is being founded …
first-run-founded = The post is founded. The administrators certify their officers before the first shift.
first-run-wrong-name = The post needs a name.
first-run-wrong-code = Two to four letters, A to Z.
first-run-wrong-states = Choose two different States.
first-run-wrong-flows = Choose at least one.
first-run-wrong-offset = A number of minutes between -720 and 840.
first-run-wrong-desks = A number from 1 to 9.
first-run-wrong-officer = One to twelve letters, figures or hyphens.
first-run-same-officer = Each State’s administrator has his own number.
first-run-wrong-person = The administrator’s name is missing.
first-run-password-differs = The two passwords differ.
first-run-look-again = The post was not founded: look at the marked fields.

sign-in-title = { $name } one-stop border post
sign-in-lead = Sign in to begin your shift.
sign-in-demonstration = Demonstration post
sign-in-number = Officer number
sign-in-badge = or scan your badge
sign-in-password = Password
sign-in-desk = Desk
sign-in-desk-option = { $desk } · { $agency }, { $place }
sign-in-desk-option-state = { $desk } · { $state } { $agency }, { $place }
sign-in-sign-in = Sign in
sign-in-busy = Signing in …
sign-in-wait = { $seconds ->
    [one] Wait { $seconds } second
   *[other] Wait { $seconds } seconds
}
sign-in-forgotten = Can’t sign in? Your own State’s administrator sets a new password. The other State’s can’t.
sign-in-language = Language
sign-in-try = Try the post from both sides
sign-in-try-lead = Invented people and traffic. Choose an account, or press its key.
sign-in-account-number = Number
sign-in-account-password = Password
sign-in-supervisor = { $agency }, supervisor
sign-in-officer = { $agency } officer
sign-in-missing = Type your officer number and your password.

lock-by-idle = Nobody touched it for a while, so it locked by itself.
lock-by-longest = Your sign-in has lasted as long as one may, so your password is asked for again.
lock-by-card = The card was taken out.
lock-by-new-keys = Your password or card was changed at another window. If it was not you, call your administrator.
lock-title = The window is locked
lock-safe = Your work is kept as it was.
lock-unlock = Unlock
lock-other-officer = Sign out and let another officer sign in

queue-title = Queue
queue-lists = Lists
queue-tab-mine = Mine
queue-tab-all = All
queue-tab-waiting_on_party = Waiting on party
queue-tab-joint = Joint
queue-order = { $count ->
    [one] { $count } crossing · priority first, then oldest
   *[other] { $count } crossings · priority first, then oldest
}
queue-order-filtered = { $count ->
    [one] { $count } crossing with { $filter }
   *[other] { $count } crossings with { $filter }
}
queue-column-reference = Reference
queue-column-who = Who, what
queue-column-track = Exit State, handover, entry State
queue-column-waiting = Waiting
queue-column-lane = Lane, priority
queue-column-now = Now at
queue-since = since { $time }
queue-heads = { $count ->
    [one] { $count } on board
   *[other] { $count } on board
}
queue-just-now = Just now
queue-you-have-it = You have { $reference }
queue-open-it = Open it
queue-claim-next = Claim next
queue-claiming = Claiming …
queue-one-claim = One claim at a time: finish or release yours first.
queue-nothing-next = Nothing is ready for your desk now. The list stays live; you needn’t do anything.
queue-no-control = Your role has no control to claim.
queue-move = move
queue-all-keys = all keys
queue-empty = No crossing is open
queue-empty-do = A party that arrives is registered by scanning its document or plate.
queue-empty-mine = You have no claim
queue-empty-mine-do = F2 claims the next one for your desk by rule.
queue-empty-state = Nothing waits for your State
queue-empty-state-do = What the other State hands over appears here by itself.
queue-empty-party = No party was asked for anything
queue-empty-party-do = A crossing waits here while its party brings a document, pays, or fetches a person.
queue-empty-joint = No examination is open
queue-empty-joint-do = Joint examinations of both States appear here.
queue-empty-filter = Nothing in this list has { $filter }
queue-empty-filter-do = Enter looks everywhere for it; Esc shows the whole list again.
queue-loading = The queue is being read …
queue-unread = The queue can’t be read now

whereabouts-ready = Ready, nobody yet
whereabouts-in_progress = In progress
whereabouts-mine = You have it
whereabouts-waiting_on_party = Waiting on party
whereabouts-referred = Referred
whereabouts-held = Held
whereabouts-refused = Refused, to be offered back
whereabouts-offered_back = Offered back
whereabouts-examination = Joint examination
whereabouts-gate = Through: waits for the gate
whereabouts-newer = Only with a newer program
queue-officer-number = No. { $officer }, { $desk }
queue-officer-name = { $name }, { $desk }

lane-short-green = Green
lane-short-yellow = Yellow
lane-short-red = Red
lane-short-blue = Blue
lane-none = No lane shown

priority-short-medical = Medical
priority-short-infants = Infants
priority-short-pregnant = Pregnant
priority-short-frail = Frail
priority-short-livestock = Livestock
priority-short-perishable = Perishable
priority-short-school_children = Pupils

handover-done = Handover
handover-not-yet = No handover yet
track-said = { $state } { $agency }: { $step }
track-said-of = { $state } { $agency }: { $step }, { $done } of { $of } done

monitor-title = Monitor
monitor-waiting-for = The queue is waiting for { $state } { $agency }
monitor-waiting-for-said = { $waiting ->
    [one] { $waiting } waits
   *[other] { $waiting } wait
}, the oldest { $oldest } · { $open } of { $desks } desks serve
monitor-clear-at = clear at about { $time }
monitor-clear-unknown = nothing was done in the last hour, so no time can be named
monitor-flows = No desk holds the queue up
monitor-flows-said = { $open ->
    [one] { $open } crossing is open
   *[other] { $open } crossings are open
}, { $closed } closed in the last hour.
monitor-tile-waiting = waiting · oldest { $oldest }
monitor-tile-nobody = nobody waits
monitor-tile-desks = { $open } of { $desks ->
    [one] one desk
   *[other] { $desks } desks
} · { $rate } an hour
monitor-tile-clear = Clear at { $time }
monitor-tile-clear-unknown = No time can be named
monitor-tile-progress = { $count } in progress, { $party } waiting on party
monitor-longest = Longest wait
monitor-needs-you = Needs a supervisor
monitor-needs-nobody = Nothing needs a supervisor
monitor-needs-nobody-do = Stuck claims, second signatures and holds appear here.
monitor-open = Open
monitor-today = At the post
monitor-open-crossings = Open crossings
monitor-closed = Closed in the last hour
monitor-in-progress = In progress
monitor-on-party = Waiting on party
monitor-since = { $state } · { $elapsed } since { $time }
alert-held = Held
alert-hold_to_co_sign = A hold waits for its co-signature
alert-refusal_to_confirm = A refusal waits for its second officer
alert-motion_open = A request waits for its second person
alert-offered_back = Offered back, not yet readmitted
alert-findings_differ = Findings of an examination differ
alert-examination_waits = A joint examination waits
alert-claim_stuck = Stuck claim
alert-held_beyond_limit = Held beyond the legal limit: end it or hand over

setup-title = Set-up
setup-reading = How you read
setup-language = Language
setup-theme = Light or dark
setup-theme-system = As the system
setup-theme-light = Light
setup-theme-dark = Dark
setup-text-size = Size of the text
setup-text-size-of = { $size } %
setup-kept = Kept for you, on this workstation.
setup-shift = Your shift
setup-shift-since = Open at desk { $desk } since { $time }.
setup-sign-out = Sign out
setup-sign-out-hint = The shift stays open: go on at another desk of your agency.
setup-close-shift = Close the shift
setup-close-shift-hint = Ends your shift. A claim you have is given up; the party keeps its place.
setup-close-shift-ask = Close your shift?
setup-close-open = { $count ->
    [one] One crossing is open in your State, and you have not handed it over. The supervisor who comes signs below what you write.
   *[other] { $count } crossings are open in your State, and you have not handed them over. The supervisor who comes signs below what you write.
}
setup-close-hand-over = Hand over and close the shift
setup-close-without = Close without a handover
setup-program = One-Stop Border Post { $version }
guard-pin = PIN of your card
guard-code = One-time code
password-title = Your password
password-present = Present password
password-new = New password
password-again = New password again
password-change = Change the password
password-hint = At least { $least } characters. It counts at every workstation, from the next sign-in on.
password-changed = Your password is changed. It counts from the next sign-in on.
password-present-missing = Type your present password.
password-present-wrong = This is not your present password.
password-short = At least { $least } characters.
password-same = This is your present password. Type another.

verify-title = Is this slip genuine?
verify-lead = Scan the square code of a slip. The window says whether it is genuine, in force, and not used before.
verify-wait = Waiting for a slip
verify-good = Genuine and in force
verify-good-said = Slip { $number } of { $reference }. It is for:
verify-used = Genuine, but used
verify-used-said = Whoever this slip of { $reference } is for left on { $date } at { $time }.
verify-revoked = Genuine, but revoked
verify-revoked-said = This slip of { $reference } is no longer in force. Ask the party for the newer one.
verify-forged = Not genuine
verify-forged-said = This is no slip of this post, or it was changed. Keep it and call your supervisor.
verify-open = Open the crossing

keys-title = All keys
keys-scan = Every document is scanned or typed into the field on top; it has the focus whenever you don’t type elsewhere. A reader’s Enter never decides anything.
keys-help = this list
keys-claim-next = claim the next
keys-by-hand = add by hand, photograph
keys-clear = clear, admit, file
keys-clear-all = clear all scanned
keys-query = query
keys-refer = refer
keys-refuse = refuse
keys-leave = leave the bay, move
keys-more = more
keys-move = move in the list
keys-open = open; never decides
keys-put-aside = put aside
keys-lock = lock the window
keys-print = print

# What did not happen, what is safe, what to do.
failure-refused = It was not done: the procedure does not allow it now. Nothing was changed. Look at the crossing again.
failure-not_signed_in = It was not done: nobody is signed in here, or the window is locked. Nothing was changed. Sign in and do it again.
failure-not_allowed = It was not done: your certificate does not entitle you to it. Nothing was changed. Ask your supervisor.
failure-wrong_password = Officer number or password is wrong. Check both and try again.
failure-password_common = This password is too easy to guess: common words, names, dates and rows of keys are tried first. Nothing was changed. Take three or four words that nobody says together.
failure-password_telling = A password must not have the officer’s number or name in it. Nothing was changed. Take three or four words that nobody says together.
failure-code_needed = Your one-time code is needed.
failure-wrong_code = The one-time code is wrong, or it was used already. Wait for the next one.
failure-code_not_set_up = Your State demands one-time codes, and you have none set up. Set them up, then sign in.
failure-card_needed = Your card is needed. Insert it and type its PIN.
failure-card_missing = There is no card in the reader. Insert yours.
failure-wrong_card = This is not your card. Its PIN was not tried. Insert your own.
failure-wrong_pin = The PIN of the card is wrong. The card counts wrong ones and blocks itself: type it with care.
failure-wrong_pin_one_left = The PIN of the card is wrong. One more wrong one blocks the card: make sure of it first.
failure-card_blocked = The card has blocked itself after too many wrong PINs. Whoever issues your cards can unblock it; else your administrator renews your keys.
failure-card_unusable = The card or its reader can’t be used ({ $detail }). Call your administrator.
failure-card_not_issued = Your State demands a card, and none was issued to you. Have one issued, then sign in.
failure-keyring_locked = The system keyring, where this workstation keeps its secrets, is locked or does not answer. Nothing was changed. Unlock it, then try again.
failure-conflict = It was not done: somebody was first. Nothing of yours was changed. Look at what is there now and do it again if it still fits.
failure-not_found = There is nothing under this number. Nothing was changed. Check it and try again.
failure-invalid = It was not done: { $detail } can’t be used as it was typed. What you typed is kept. Correct it and do it again.
failure-not_a_post = This database is no border post. Nothing was changed. Choose another, or found a post.
failure-newer = This post was made by a newer program. Nothing was changed. Install the newer program on this workstation.
failure-older = An older program made this post, and it has to be brought forward before this one opens it. Nothing was changed. Whoever owns the post’s database does that, with osbpctl post upgrade.
failure-moved = The post is not in this database any more: it was moved ({ $detail }). Nothing was changed. Your administrator sets this workstation up for the new one.
failure-damaged = The database is damaged ({ $detail }). Nothing was changed. Call your administrator; he restores the last copy.
failure-rewritten = This is not the journal that this workstation has seen ({ $detail }): an older copy was put in its place, or somebody changed it. Nothing was written. Call the supervisors of both States.
failure-backup = It was not done: the backup can’t be used ({ $detail }). Nothing was changed. Take another backup, or call your administrator.
failure-unavailable = It was not done: the database can’t be reached. What you typed is kept. The window tries again by itself; do it again when it is back.
failure-file = It was not done to the end: a file or folder of this workstation can’t be used. What you typed is kept. Look at what is there, then do it again; if it happens twice, call your administrator.
failure-clock_differs = It was not done: the clocks of this workstation and of the server are more than two seconds apart. What you typed is kept. Call your administrator: both have to take the time from the same time server.
failure-untrusted = It was not done: the server did not prove that it is the post’s ({ $detail }). Nothing was sent to it, and what you typed is kept. Call your administrator.
failure-not_owner = It was not done: it takes the owner of the post’s database. Nothing was changed. Call your administrator.
failure-read_only = It was not done: the database can’t be written. What you typed is kept. Call your administrator.
failure-full = It was not done: the disk is full. What you typed is kept. Call your administrator. You can still read, give back what you have claimed, close your shift and sign out.
failure-second_disk_missing = It was not done: the server’s second disk is missing, and on one disk alone it could be lost. What you typed is kept. Do it again when the second disk is back, or once supervisors of both States have agreed to go on without it.
failure-outcome_unknown = It is not known whether it was done. It can’t happen twice. Look at the crossing before you go on.
failure-fault = It was not done: the program made a mistake ({ $detail }). What you typed is kept. Try again, and tell your administrator if it happens twice.
to-sign = { $count ->
    [one] { $count } to sign
   *[other] { $count } to sign
}
keys-sign = sign what waits for you

monitor-tile-on-break = { $count ->
    [one] one desk on a break
   *[other] { $count } desks on a break
}
monitor-paper = For a power cut
monitor-paper-lead = Blank slips with reserved references, to be filled in by hand. Print them before they are needed.
monitor-paper-count = How many
monitor-paper-flow = Flow
monitor-paper-direction = Direction
monitor-paper-size = Paper
monitor-paper-do = Reserve and save
monitor-paper-unused = { $count ->
    [one] One reference is reserved and not used.
   *[other] { $count } references are reserved and not used.
}
monitor-paper-wrong = Type a number from 1 to 50.
monitor-held = Register of persons held
monitor-held-lead = The holds of your State that began in these days, with what was done.
monitor-held-from = From
monitor-held-to = To
monitor-held-pdf = Save as PDF
monitor-held-csv = Save as CSV
monitor-handover = Handover
monitor-handover-open = { $count ->
    [0] Nothing is open in your State.
    [one] One crossing is open in your State.
   *[other] { $count } crossings are open in your State.
}
monitor-handover-words = What whoever comes should know
monitor-handover-do = Hand over
monitor-handover-done = Handed over. The supervisor who comes signs it.
monitor-handover-by = { $officer }, { $time }
monitor-handover-take = Take over
monitor-handover-taken = Taken over by { $officer }, { $time }
monitor-handover-took = You have taken over.
monitor-handover-more = and { $count } more

setup-break = Take a break
setup-break-hint = Your desk shows as on a break, a claim you have is given up, and the window is locked until you are back.

emergency-strip = A shorter procedure is in force: { $flow }, version { $version }, until { $time }. What it leaves out is listed, to be made good.
emergency-strip-asked = The other State’s supervisor asks for a shorter procedure.
emergency-heading = Mass arrival
emergency-lead = Supervisors of both States put a shorter procedure in force for at most a day. Each State keeps at least one control of everybody and everything. Either State may end it.
emergency-end = End it now
emergency-ended = Done. From now on parties are registered by the whole procedure.
emergency-asked = { $state } asks for a shorter procedure: { $flow }, until { $time }, without { $without }. Why: { $why }
emergency-asked-own = You asked for a shorter procedure: { $flow }, until { $time }, without { $without }. Why: { $why } The other State’s supervisor has to agree.
emergency-asked-for = Asked for. It is in force as soon as the other State’s supervisor agrees.
emergency-agree = Agree
emergency-agreed = Agreed. The shorter procedure is in force.
emergency-procedure = Procedure to shorten
emergency-choose = Choose
emergency-stays = Controls that stay
emergency-hours = For how many hours (1 to 24)
emergency-why = Why; both States read it
emergency-ask = Ask the other State
alone-strip-agreed = The second disk has been missing since { $time }. Until { $until } the post goes on without it, as { $signed } agreed.
alone-strip-missing = The second disk has been missing since { $time }. Nothing is done on crossings until it is back, or supervisors of both States agree to go on without it.
alone-strip-asked = The other State’s supervisor asks to go on without the second disk.
alone-heading = Second disk
alone-lead = Every act is on two disks before it is answered. If the second one is missing, supervisors of both States may go on without it for at most a week: if the server’s own disk broke then, what was done meanwhile would be lost. Either State may end it.
alone-there = While it is there it is used, whatever was agreed.
alone-in-force = Until { $until } the post goes on without the second disk when it is missing. { $signed } agreed. Why: { $why }
alone-asked = { $state } ({ $officer }) asks to go on without the second disk until { $until }. Why: { $why }
alone-asked-own = You asked to go on without the second disk until { $until }. Why: { $why } The other State’s supervisor has to agree.
alone-asked-for = Asked for. It is so as soon as the other State’s supervisor agrees.
alone-agreed = Agreed. The post goes on without the second disk while it is missing.
alone-ended = Done. From now on nothing is done on crossings while the second disk is missing.
alone-declined = Done: that is no longer asked for.
alone-hours = For how many hours (1 to 168)
alone-why = Why; both States read it
alone-ask = Ask the other State
alone-end = Wait for it again
left-out-count = { $count ->
    [0] Nothing that was left out is still to be made good.
    [one] One subject has controls that were left out.
   *[other] { $count } subjects have controls that were left out.
}
left-out-more = { $count ->
    [one] One more is not shown.
   *[other] { $count } more are not shown.
}
left-out-read = Read again
time-both = { $time } { $state } · { $theirs } { $other }

# How a State uses its lanes, for its supervisors.
monitor-lanes = Lanes in use
monitor-lanes-of = { $count ->
    [one] Of one consignment that is at the post
   *[other] Of { $count } consignments that are at the post
}
monitor-lane = Lane
monitor-lane-now = In it
monitor-lane-expected = Expected
monitor-lane-chance = By chance
monitor-lane-least = Least by chance
monitor-lane-percent = { $percent }%
