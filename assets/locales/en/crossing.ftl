# One crossing: the page, what may be done on it, the dialogs, the history in plain sentences.

crossing-page = Crossing
crossing-loading = The crossing is being read.
crossing-missing = There is no crossing { $reference } at this post.
crossing-waiting-since = Waiting since { $time }
crossing-arrived = Arrived { $time }
crossing-closed-at = Closed { $time }
crossing-you-have-it = You have it
crossing-somebody-has-it = Officer { $officer } has it
crossing-heads = Heads
crossing-subjects = Who and what crosses
crossing-goods = Goods
crossing-vehicles = Vehicle
crossing-people = { $count ->
    [one] One person
   *[other] People · { $count }
}
crossing-erased = Facts erased
crossing-to = to
crossing-priority = Priority: { $priority }
crossing-changed = { $who } has just done something here: { $what } What you typed is kept.
crossing-changed-plain = This crossing has just changed. What you typed is kept; look again before you act.
crossing-way-back = Back to the queue
crossing-close-note = Close this message
crossing-was-first = { $who } was first: { $what } Nothing of yours was done; look and do it again if it still fits.
crossing-claimed-first = { $who } has had it since { $since }. Nothing of yours was done, and what you typed is kept. Take another, or wait.

priority-medical = medical need
priority-infants = infants
priority-pregnant = pregnancy
priority-frail = disabled or elderly
priority-livestock = live animals
priority-perishable = goods that spoil
priority-school_children = school children
priority-none = none

role-driver = Driver
role-crew = Crew
role-passenger = Passenger
role-on-foot = On foot
role-child = Child
crossing-age = { $count ->
    [one] { $count } year
   *[other] { $count } years
}

sex-F = female
sex-M = male
sex-X = unspecified

vehicle-lorry = Lorry
vehicle-trailer = Trailer
vehicle-car = Car
vehicle-bus = Bus
vehicle-cycle = Motor cycle

# Names of controls, from the procedure templates.
control-identity = identity
control-health_screen = health screening
control-goods = goods
control-passenger_list = list of passengers
control-vehicle_import = vehicle, temporary import
control-vehicle_export = vehicle, export
control-vehicle_check = vehicle
control-exit_note = exit note
control-seals = seals
control-arrival = arrival
control-conformity = conformity
control-documents = documents
control-dangerous_goods = dangerous goods
control-search = search for persons
control-animal_health = animal health
control-plant_health = plant health
control-transit = transit
control-food_safety = food safety
control-secondary = second line
control-host_police = called by the other State
control-mismatch = difference at the gate
control-confirm = confirm the correction

# The two-State panel.
steps-heading = Steps
steps-side = { $state } · { $side }
steps-side-exit = exit
steps-side-entry = entry
steps-until = to { $time }
steps-from = from { $time }
steps-none = No control on this side
steps-handover = Handover
steps-handover-not-yet = not yet
steps-handover-back = back only with { $state }’s consent
steps-handover-varied = order varied by both States
steps-name = { $agency } · { $control }
steps-officer = No. { $officer }
steps-you = you
steps-said-blocked = Waits for an earlier step
steps-said-stopped = Waits until the stop ends
steps-said-ready = Ready since { $time }
steps-said-in_progress = In progress · { $who }, since { $time }
steps-said-queried = Waiting on party since { $time } · { $who }
steps-said-referred = Referred { $time } · { $who }
steps-said-cleared = Cleared { $time } · { $who }
steps-said-waived = Waived { $time } · { $who }
steps-said-refused = Refused { $time } · { $who } · notice { $notice }
steps-said-held = Held { $time } · { $who }
steps-said-void = Fell away
steps-said-refusal-pending = Refused by { $who } { $time }: waits for a second officer
steps-said-hold-pending = Held by { $who } { $time }: waits for the co-signature
steps-served-signed = notice served and signed
steps-served-refused_to_sign = notice served, signature refused
steps-not-served = notice not yet served
steps-presented = document presented at the desk
steps-second-line = Second line

subject-yours = yours
subject-admitted = admitted
subject-released = released
subject-cleared = cleared
subject-blocked = waits
subject-ready = ready
subject-in_progress = in progress
subject-queried = waiting on party
subject-referred = referred
subject-waived = waived
subject-refused = refused
subject-held = held
subject-void = ended
subject-none = no control

# A bus at a glance.
manifest-everybody = Everybody
manifest-attention = Needs attention
manifest-ready = Ready for { $state }
manifest-exit = At { $state } exit
manifest-through = Admitted
manifest-rest = Elsewhere
manifest-selected = Selected
manifest-picture = { $through } through, { $ready } ready for the entry State, { $exit } at exit, { $attention } need attention

# What only one State sees.
own-only = Only { $state } sees this
own-search-none = Alert search done { $time }, nothing found.
own-search-not-yet = The alert search runs when the step is claimed.
own-hit = Alert: { $reason }
own-hit-do = Do: { $instruction }
own-hit-matched-document = The travel document matches.
own-hit-matched-name_and_birth_date = Name and date of birth match.
own-hit-matched-plate = The plate matches.
own-hit-matched-frame_number = The number on the frame matches.
own-hit-matched-name = The name is alike.
own-hit-matched-container = The container matches.
own-hit-matched-unusual = It is unusual beside another crossing.
own-hit-matched-forged = The document was recorded as false.
own-hit-same = It is the one listed
own-hit-not-same = Not the one listed
own-hit-was-same = Settled: it is the one listed. Refer.
own-hit-was-not-same = Settled: not the one listed.
own-drawn = Chance chose this control for a second line: refer.
own-lane-why = Why { $lane }:
own-lane-chance = drawn by chance.
own-lane-do = Do:
own-lane-not-yet = The lane shows once the step is claimed.
own-reason = Reason: { $reason }
own-wanted-document = The party is to bring a document.
own-wanted-payment = The party is to pay or give security.
own-wanted-person = A person is to come.
own-note = Note: { $note }
own-note-label = Note for { $state }
own-grant = Granted: { $count ->
    [one] { $count } day
   *[other] { $count } days
}
own-grant-conditions = Conditions: { $conditions }
own-days = Days granted
own-conditions = Conditions of stay
own-no-return = Not to be offered back.
own-protection = For the protection desk alone: { $need }. { $words }
own-notice = Notice { $serial } · reason { $reason }


# Facts captured once.
facts-heading = Facts
facts-captured = Captured once by { $who }, { $time }
facts-document = Document
facts-document-value = { $code } { $issuer } { $number }
facts-no-document = None of its own
facts-valid-until = Valid until
facts-expired = expired
facts-surname = Family name
facts-given-names = Given names
facts-birth = Date of birth
facts-unknown = not known
facts-sex = Sex
facts-nationality = Nationality
facts-role = Role
facts-with = With
facts-plate = Plate
facts-kind = Kind
facts-registered-in = Registered in
facts-operator = Operator
facts-vin = Vehicle number
facts-driver = Driver
facts-carries = Carries
facts-goods = Goods
facts-gross = Gross mass
facts-kg = { $mass } kg
facts-containers = Containers
facts-seals = Seals
facts-none = none
facts-carried-on = Carried on
facts-tows = Tows
facts-category = Road lane
facts-host = Host State
facts-template = Procedure

items-heading = Declaration { $model } { $reference }
items-declarant = Declarant: { $declarant }
items-item = Item
items-code = HS code
items-goods = Goods
items-packages = Packages
items-origin = Origin
items-net = Net kg
items-gross = Gross kg
items-value = Value { $currency }
items-total = { $count ->
    [one] Total, one item
   *[other] Total, { $count } items
}
items-none = No declaration yet.
items-lodge = Type the declaration in
items-again = Correct

examinations-heading = Examinations
examinations-none = None so far.
examinations-request = Ask for an examination
examinations-joint = Joint examination
examinations-alone = Examination by { $state }
examinations-open = Open
examinations-of = of { $goods }

slips-of-crossing = Slips
slips-number = Slip { $number }, { $time }
slips-in-force = in force
slips-revoked = no longer in force
slips-show = Show

motions-heading = Waits for a second person
motion-annul = { $who } asked to annul the refusal of { $what }.
motion-end_hold = { $who } asked to end the hold of { $what }.
motion-transfer_custody = { $who } asked to hand over { $what }.
motion-reopen_exit = { $who } asked { $state } for its consent to take up the exit control of { $what } again.
motion-reopen_entry = { $who } asked to take up the entry control of { $what } again.
motion-vary = { $who } asked to vary the order of controls for { $what }.
motion-abandon = { $who } asked to record that { $what } was left behind.
motion-void = { $who } asked to void { $what }.
motion-void-duplicate = { $who } asked to void { $what }: duplicate of crossing { $crossing }.
motion-why = Why: { $why }
motion-sign = Sign as second person
motion-decline = Decline
motion-take-back = Take it back

# What an officer may do.
choice-claim = Take it
choice-claim-all = { $count ->
    [one] Take it
   *[other] Take all { $count }
}
choice-claim-one = Take this one only
choice-clear = Clear
choice-clear-all = { $count ->
    [one] Clear all ready
   *[other] Clear all { $count }
}
choice-admit = Admit
choice-admit-all = { $count ->
    [one] Admit all ready
   *[other] Admit all { $count }
}
choice-release_goods = Release
choice-admit-scanned = { $count ->
    [one] Admit scanned ({ $count })
   *[other] Admit scanned ({ $count })
}
choice-conclude_cleared = End second line: cleared
choice-conclude_ready = Back to first line
choice-confirm = Confirm refusal
choice-co_sign = Co-sign hold
choice-second = Sign as second person
choice-answer = Party has brought it
choice-print_notice = Look at and print the notice
choice-serve_notice = Notice served
choice-offer_back = Offer back
choice-take_offer_back = Take offer back
choice-readmit = Readmit
choice-depart = Let out
choice-issue_slip = Issue slip
choice-query = Query
choice-refer = Refer
choice-refuse = Refuse
choice-hold = Hold
choice-call_host = Call the host police
choice-waive = Waive
choice-release = Give it back
choice-reopen = Take up again
choice-ask_consent = Ask for consent to reopen
choice-reopen_by_notice = Take up again by notice
choice-reopen_entry = Reopen with supervisor
choice-annul = Ask to annul the refusal
choice-end_hold = Ask to end the hold
choice-transfer_custody = Hand over to an authority
choice-withdraw = Party turned back
choice-vary = Ask to vary the order
choice-abandon = Ask to record as left behind
choice-void = Registered in error
choice-ask_void = Ask to void it
choice-more = More
choice-more-heading = What else you may do
choice-more-none = Nothing else here now.
choice-none = Nothing for you to do here now.
choice-none-closed = This crossing is closed.
choice-with-state = { $state } is at work.
choice-not-yet = Not yet: { $why }
choice-bar = What you may do
choice-busy = Being recorded …
choice-examine = Ask for an examination
choice-lodge = Type the declaration in
choice-add = Add somebody or something
choice-prioritise = Let it go before others
choice-relate = Change driver, vehicle or guardian
choice-off_load = Off-load

# What may be done instead, beside a refusal.
way-examination = Go to the examination
way-own-claim = Go to what you have
way-guardian = Go to the guardian
way-look = Look for the other crossing

# Dialogs.
ask-cancel = Put aside
ask-typed-kept = What you type is kept until you send it.
ask-needed = This is needed.
ask-note = Note for your own State
ask-note-hint = { $state } alone reads it.
ask-told-hint = { $state } will read this.
ask-query = Ask the party for something
ask-query-wanted = What is wanted
ask-wanted-document = A document
ask-wanted-payment = Payment or security
ask-wanted-person = A person
ask-query-hint = The claim ends and the place in the queue is kept; the clock is the party’s until it is brought.
ask-query-do = Query
ask-refer = Refer to a second line
ask-refer-hint = Another officer of your State concludes. { $state } sees “referred” and no more, whatever the reason.
ask-refer-do = Refer
ask-protection = A need for protection was seen or said
ask-protection-none = None
ask-protection-asylum = Wishes to ask for asylum
ask-protection-unaccompanied_child = A child without parent or guardian
ask-protection-trafficking = Signs of trafficking
ask-protection-medical = A medical need
ask-protection-words = What was seen or said, for the protection desk alone
ask-refuse = Refuse { $what }
ask-refuse-hint = A second officer of your State has to confirm within { $minutes } minutes; then the notice is issued. { $state } sees that it is refused, not why.
ask-refuse-reason = Reason
ask-refuse-choose = Choose a reason
ask-refuse-do = Refuse
ask-hold = Hold { $what }
ask-hold-ground = Legal ground
ask-hold-hint-told = { $state } co-signs and reads the ground. The hold is provisional and lapses after { $minutes } minutes without the co-signature.
ask-hold-hint-own = Another officer of your State co-signs. The hold is provisional and lapses after { $minutes } minutes without the co-signature.
ask-hold-do = Hold
ask-call_host = Call the police of { $state }
ask-call_host-words = What for
ask-call_host-hint = A step of the host police opens at once. { $state } reads what you write.
ask-call_host-do = Call
ask-waive = Waive this control
ask-waive-hint = It counts as done. { $state } sees that it is waived, not why.
ask-waive-do = Waive
ask-reopen = Take up the exit control again
ask-reopen-hint = Entry control has not begun, so this is free. The reason stays with your State.
ask-ask_consent = Ask { $state } for consent
ask-ask_consent-hint = Entry control has begun: { $state } has to agree within { $minutes } minutes, and reads your reason.
ask-reopen_entry = Take up the entry control again
ask-reopen_entry-hint = Your supervisor has to agree within { $minutes } minutes.
ask-annul = Annul the refusal
ask-annul-hint = Your supervisor has to agree within { $minutes } minutes; the notice is revoked.
ask-end_hold = End the hold
ask-end_hold-hint = Another officer of your State has to agree within { $minutes } minutes.
ask-transfer_custody = Hand over to an authority
ask-transfer_custody-hint = Another officer of your State signs, naming the authority and its receipt.
ask-vary = Vary the order of controls
ask-vary-hint = A supervisor of { $state } has to agree within { $minutes } minutes, and reads your reason. While it is varied, the entry State can’t hold.
ask-abandon = Record as left behind
ask-abandon-hint = Your supervisor has to agree within { $minutes } minutes.
ask-why = Why
ask-do = Ask
ask-reopen-do = Take up again
ask-reopen_by_notice = Take up the exit control again by notice
ask-reopen_by_notice-hint = Entry control has begun; for an offence or a wanted person no consent is needed. { $state } reads what you write. What its officers decided stays; a claim of theirs that is open is released.
ask-ground = Ground
ask-ground-offence = An offence
ask-ground-wanted = A wanted person
ask-ask_void = Ask to void it
ask-ask_void-hint = Something was decided on it already: a supervisor of { $state } has to agree within { $minutes } minutes, and reads your reason.
ask-confirm = Confirm the refusal of { $what }
ask-confirm-hint = You are the second pair of eyes. Officer { $officer } refused at { $time }. With your signature the notice is issued; it can’t be taken back, only annulled.
ask-confirm-reason = Reason given: { $reason }
ask-confirm-do = Confirm refusal
ask-co_sign = Co-sign the hold of { $what }
ask-co_sign-hint = Officer { $officer } of { $state } holds since { $time }.
ask-co_sign-ground = Ground: { $ground }
ask-co_sign-do = Co-sign
ask-second = Sign as second person
ask-second-receipt = Receiving authority and number of its receipt
ask-second-do = Sign
ask-serve_notice = Service of the notice
ask-serve_notice-hint = Notice { $notice } was handed over:
ask-serve-signed = The person signed
ask-serve-refused = The person refused to sign
ask-offer_back = Offer { $what } back to { $state }
ask-offer_back-hint = { $state } must readmit. You may take the offer back until then.
ask-offer_back-do = Offer back
ask-take_offer_back = Take the offer of { $what } back
ask-take_offer_back-hint = { $state } is no longer to readmit.
ask-take_offer_back-do = Take back
ask-readmit = Readmit { $what }
ask-readmit-hint = The exit record is annulled; no control is repeated. This ends the crossing for { $what }.
ask-readmit-do = Readmit
ask-withdraw = { $what } turned back
ask-withdraw-hint = Entry control has not begun: no formalities. An exit record already made is annulled. This ends the crossing for { $what }.
ask-withdraw-do = Record it
ask-withdraw-who = Who and what turned back
ask-void = Void { $what }
ask-void-hint = Only what was registered in error, before anything was decided on it.
ask-void-do = Void
ask-void-of = Registered twice? Reference of the other crossing
ask-depart = Let out at the gate
ask-depart-hint = Read the plate, count the heads and read the seals yourself; they are compared with what is recorded.
ask-depart-who = Leaving together
ask-depart-plate = Plate read
ask-depart-heads = Heads counted
ask-depart-seals = Seals read, with commas between
ask-depart-do = Let out
ask-depart-choose = Choose who leaves now
ask-depart-differs = It differs from what is recorded. Check again, or send it back to be checked by:
ask-depart-send-back = Send back
ask-prioritise = Let it go before others
ask-prioritise-class = Why it goes first
ask-prioritise-words = In words
ask-prioritise-hint = Supervisors of both States see it.
ask-prioritise-do = Let it go first
ask-answer = The party has brought it
ask-answer-do = Record it

# Reasons of a refusal (Schengen Borders Code, Annex V, Part B, as a model; each State has its own list).
reason-A = A · no valid travel document
reason-B = B · false, counterfeit or forged travel document
reason-C = C · no valid visa or permit
reason-D = D · false, counterfeit or forged visa or permit
reason-E = E · purpose and conditions of stay not shown
reason-F = F · has stayed as long as is allowed
reason-G = G · no sufficient means
reason-H = H · alert for the purpose of refusing entry
reason-I = I · threat to public order, security or health
reason-K = K · goods prohibited or restricted
reason-L = L · licence, permit or certificate missing
reason-M = M · declaration missing or false
reason-N = N · duty or tax neither paid nor secured
reason-O = O · vehicle or its papers not in order
# Reasons of a waiver.
reason-W1 = W1 · certificate on file
reason-W2 = W2 · cleared before arrival
reason-W3 = W3 · exempt by law or status
reason-W4 = W4 · agreed simplification
reason-W5 = W5 · equipment out of order

# Why a command was not done.

# What happened, in the reader's language. The chip of the acting State stands before each sentence; you = yes where the
# reader himself acted.
who-immigration = immigration
who-customs = customs
who-health = health
who-agriculture = agriculture
who-standards = standards
who-police = police
who-gate = the gate
who-with-name = { $name } (No. { $officer }, { $state }, desk { $desk })
who-with-number = Officer No. { $officer } ({ $state }, desk { $desk })

did-heading = What happened
did-officer = No. { $officer }, desk { $desk }
did-officer-name = { $name }, desk { $desk }
did-told = In words: { $words }
did-void = This act is void: its signature or its order is not right.
did-handover = Handover: everybody and everything that goes on was passed from { $exit } to { $entry }.
did-registered = { $you ->
    [yes] You registered the crossing.
   *[no] { $agency } registered the crossing.
}
did-registered-with = { $you ->
    [yes] You registered { $what }.
   *[no] { $agency } registered { $what }.
}
did-subject_added = { $you ->
    [yes] You added { $what }.
   *[no] { $agency } added { $what }.
}
did-related = { $you ->
    [yes] You changed who drives, guards or carries whom.
   *[no] { $agency } changed who drives, guards or carries whom.
}
did-corrected = { $you ->
    [yes] You corrected the facts of { $what }.
   *[no] { $agency } corrected the facts of { $what }.
}
did-claimed = { $you ->
    [yes] You took { $what }.
   *[no] { $agency } took { $what }.
}
did-released = { $you ->
    [yes] You gave { $what } back.
   *[no] { $agency } gave { $what } back.
}
did-released-supervisor = { $you ->
    [yes] You took { $what } from the officer who had it, as supervisor.
   *[no] { $agency }: the supervisor took { $what } from the officer who had it.
}
did-released-time_out = { $you ->
    [yes] You took { $what } back: the claim was too old.
   *[no] { $agency } took { $what } back: the claim was too old.
}
did-released-shift_closed = { $you ->
    [yes] Your shift ended; { $what } went back to the queue.
   *[no] { $agency }: a shift ended; { $what } went back to the queue.
}
did-cleared = { $you ->
    [yes] You cleared { $what }.
   *[no] { $agency } cleared { $what }.
}
did-admitted = { $you ->
    [yes] You admitted { $what }.
   *[no] { $agency } admitted { $what }.
}
did-released_goods = { $you ->
    [yes] You released { $what }.
   *[no] { $agency } released { $what }.
}
did-waived = { $you ->
    [yes] You waived the control of { $what }.
   *[no] { $agency } waived the control of { $what }.
}
did-queried = { $you ->
    [yes] You asked the party for something about { $what }.
   *[no] { $agency } asked the party for something about { $what }.
}
did-answered = { $you ->
    [yes] You recorded that the party brought what was wanted about { $what }.
   *[no] { $agency } recorded that the party brought what was wanted about { $what }.
}
did-referred = { $you ->
    [yes] You referred { $what }.
   *[no] { $agency } referred { $what }.
}
did-concluded-cleared = { $you ->
    [yes] You ended the second line and cleared { $what }.
   *[no] { $agency } ended the second line and cleared { $what }.
}
did-concluded-ready = { $you ->
    [yes] You sent { $what } back to the first line.
   *[no] { $agency } sent { $what } back to the first line.
}
did-refusal_proposed = { $you ->
    [yes] You refused { $what }; a second officer has to confirm.
   *[no] { $agency } refused { $what }; a second officer has to confirm.
}
did-refusal_confirmed = { $you ->
    [yes] You confirmed the refusal of { $what }; notice { $notice } was issued.
   *[no] { $agency } confirmed the refusal of { $what }; notice { $notice } was issued.
}
did-notice_printed = { $you ->
    [yes] You printed the notice for { $what }.
   *[no] { $agency } printed the notice for { $what }.
}
did-notice_served-signed = { $you ->
    [yes] You served the notice on { $what }; it was signed.
   *[no] { $agency } served the notice on { $what }; it was signed.
}
did-notice_served-refused_to_sign = { $you ->
    [yes] You served the notice on { $what }; the signature was refused.
   *[no] { $agency } served the notice on { $what }; the signature was refused.
}
did-hold_placed = { $you ->
    [yes] You held { $what }, provisionally.
   *[no] { $agency } held { $what }, provisionally.
}
did-hold_co_signed = { $you ->
    [yes] You co-signed the hold of { $what }.
   *[no] { $agency } co-signed the hold of { $what }.
}
did-host_called = { $you ->
    [yes] You called the police of the host State about { $what }.
   *[no] { $agency } called the police of the host State about { $what }.
}
did-moved = { $you ->
    [yes] You asked for something that needs a second person: { $motion }
   *[no] { $agency } asked for something that needs a second person: { $motion }
}
did-seconded = { $you ->
    [yes] You agreed: { $motion }
   *[no] { $agency } agreed: { $motion }
}
did-declined = { $you ->
    [yes] You declined: { $motion }
   *[no] { $agency } declined: { $motion }
}
did-motion-annul = to annul the refusal of { $what }.
did-motion-end_hold = to end the hold of { $what }.
did-motion-transfer_custody = to hand over { $what }.
did-motion-reopen_exit = to take up the exit control of { $what } again.
did-motion-reopen_entry = to take up the entry control of { $what } again.
did-motion-vary = to vary the order of controls for { $what }.
did-motion-abandon = to record that { $what } was left behind.
did-motion-void = to void { $what }.
did-motion-void-duplicate = to void { $what }: duplicate of crossing { $crossing }.
did-motion-unknown = an earlier request.
did-reopened = { $you ->
    [yes] You took up the exit control of { $what } again.
   *[no] { $agency } took up the exit control of { $what } again.
}
did-reopened-notice = { $you ->
    [yes] You took up the exit control of { $what } again, by notice.
   *[no] { $agency } took up the exit control of { $what } again, by notice.
}
did-offered_back = { $you ->
    [yes] You offered { $what } back.
   *[no] { $agency } offered { $what } back.
}
did-offer_taken_back = { $you ->
    [yes] You took the offer of { $what } back.
   *[no] { $agency } took the offer of { $what } back.
}
did-readmitted = { $you ->
    [yes] You readmitted { $what }.
   *[no] { $agency } readmitted { $what }.
}
did-withdrawn = { $you ->
    [yes] You recorded that { $what } turned back.
   *[no] { $agency } recorded that { $what } turned back.
}
did-voided = { $you ->
    [yes] You voided { $what }, registered in error.
   *[no] { $agency } voided { $what }, registered in error.
}
did-departed = { $you ->
    [yes] You let { $what } out.
   *[no] { $agency } let { $what } out.
}
did-mismatched = { $you ->
    [yes] You found a difference at the gate and sent { $what } back.
   *[no] { $agency } found a difference and sent { $what } back.
}
did-prioritised = { $you ->
    [yes] You let the party go before others: { $priority }.
   *[no] { $agency } let the party go before others: { $priority }.
}
did-declaration_lodged = { $you ->
    [yes] You lodged the declaration for { $what }.
   *[no] { $agency } lodged the declaration for { $what }.
}
did-examination_requested = { $you ->
    [yes] You asked for an examination of { $what }.
   *[no] { $agency } asked for an examination of { $what }.
}
did-examination_requested-joint = { $you ->
    [yes] You asked for a joint examination of { $what }.
   *[no] { $agency } asked for a joint examination of { $what }.
}
did-examination_scheduled = { $you ->
    [yes] You gave the examination bay { $bay }.
   *[no] { $agency } gave the examination bay { $bay }.
}
did-examination_attended = { $you ->
    [yes] You are in the bay.
   *[no] { $agency } is in the bay.
}
did-examination_alone = { $you ->
    [yes] You went on alone: the other State stayed away.
   *[no] { $agency } went on alone: the other State stayed away.
}
did-findings_filed = { $you ->
    [yes] You filed your findings, blind.
   *[no] { $agency } filed its findings, blind.
}
did-findings_revealed = { $you ->
    [yes] Your findings are open to both States.
   *[no] The findings of { $agency } are open to both States.
}
did-examination_closed-agreed = { $you ->
    [yes] You closed the examination: both States found the same.
   *[no] { $agency } closed the examination: both States found the same.
}
did-examination_closed-differs = { $you ->
    [yes] You closed the examination: the findings differ.
   *[no] { $agency } closed the examination: the findings differ.
}
did-examination_closed-one_state = { $you ->
    [yes] You closed the examination, made by one State.
   *[no] { $agency } closed the examination, made by one State.
}
did-slip_issued = { $you ->
    [yes] You issued slip { $number }.
   *[no] { $agency } issued slip { $number }.
}
did-seals_checked = { $you ->
    [yes] You read the seals of { $what }: they are the ones on record.
   *[no] { $agency } read the seals of { $what }: they are the ones on record.
}
did-seals_checked-differ = { $you ->
    [yes] You read the seals of { $what }: they differ from those on record.
   *[no] { $agency } read the seals of { $what }: they differ from those on record.
}
did-heads_counted = { $you ->
    [yes] You counted { $heads } heads on { $what }.
   *[no] { $agency } counted { $heads } heads on { $what }.
}
did-traveller_declared = { $you ->
    [yes] You recorded the customs declaration of { $what }.
   *[no] { $agency } recorded the customs declaration of { $what }.
}
did-traveller_declared-red = { $you ->
    [yes] You recorded the customs declaration of { $what }: red channel.
   *[no] { $agency } recorded the customs declaration of { $what }: red channel.
}
did-traveller_declared-green = { $you ->
    [yes] You recorded the customs declaration of { $what }: green channel.
   *[no] { $agency } recorded the customs declaration of { $what }: green channel.
}
did-what-many = { $count ->
    [one] { $first }
    [2] { $first } and one more
   *[other] { $first } and { $more } more
}
did-what-step = { $what } ({ $control })

# A declaration typed in.
declare-model = Model (IM4, EX1 …)
declare-reference = Registration number
declare-currency = Currency (three letters)
declare-declarant = Declarant
declare-kind = Kind
declare-value = Value
declare-add = Add an item
declare-remove = Remove item { $item }
declare-cell = { $field }, item { $item }
declare-fault = Item { $item }, { $field }. { $fault }
declare-no-items = A declaration has at least one item.
declare-hs = A commodity code has 6 to 11 digits.
declare-number = This is no quantity.
declare-decimals-0 = No decimals: this currency has none.
declare-decimals-2 = Two decimals at the most.
declare-decimals-3 = Three decimals at the most.
declare-decimals-4 = Four decimals at the most.
declare-too-long = The form has no room for so much.
declare-three-letters = A code of three letters is needed.
declare-net-over-gross = Net mass is greater than gross mass.
declare-zero = A quantity of nothing.
declare-lodge = Lodge

facts-correct = Correct
own-search-clean = Alert search done, nothing found.
crossing-just-read = Just read
ask-depart-check-again = Checked again: let out if it agrees
ask-correct = Correct the facts
ask-correct-hint = Where somebody decided already, each State that did confirms; the alert search is repeated and slips are revoked.
ask-correct-do = Correct
ask-add = Add { $name } to this crossing?
ask-add-hint = This was scanned while the crossing is open, and is on no other.
ask-add-do = Add
ask-add-apart = Register apart
ask-add-by-hand-hint = It begins at its first exit control.
ask-add-hand-hint = It joins the party and begins at its first exit control.

# Who belongs to whom: change of driver or vehicle, guardian, off-loading.
ask-relate = { $what }: who belongs to whom
ask-relate-hint = Both States see it. A new driver or vehicle has all controls of its own: add it first.
ask-relate-do = Record the change
ask-relate-none = Nobody and nothing
ask-relate-on-foot-hint = off-loaded
ask-relate-vehicle = On which vehicle
ask-relate-guardian = Guardian
ask-relate-driver = Driver
ask-relate-driver-hint = Whoever drove it until now goes along as a passenger.
ask-relate-tractor = Towed by
ask-relate-carrier = Carried on
ask-relate-carrier-hint = Goods that are transferred leave with what carries them from now on.
ask-off_load = Off-load { $what }
ask-off_load-hint = { $what } goes on on foot, with the controls that are left. The vehicle may leave without.
motion-sign-here = A second officer signs here
awaited-refusal = { $who } refused { $what } at { $time }. A second officer of { $state } confirms, or it lapses.
awaited-hold = { $who } holds { $what } since { $time }. An officer of { $state } co-signs, or it lapses.
sign-here-title = A second officer signs at this desk
sign-here-hint = The second officer types his own number and password. You stay signed in, and his keys are wiped when he has signed.
sign-here-other-state = An officer of the other State signs at a desk of his own State.
sign-here-saw-paper = He recorded that he saw this paper. For what he signs himself another has to have seen it: record first that you saw it.
awaited-refusal-yours = You refused { $what } at { $time }. A second officer of { $state } confirms, or it lapses.
awaited-hold-yours = You hold { $what } since { $time }. An officer of { $state } co-signs, or it lapses.
did-subject_moved_here = { $you ->
    [yes] You moved { $what } here from crossing { $crossing }.
   *[no] { $agency } moved { $what } here from crossing { $crossing }.
}
did-released-exit_hold = { $you ->
    [yes] Your hold went first: { $what } was given up by the other State.
   *[no] The hold of { $agency } went first: { $what } was given up by the other State.
}
did-voided-duplicate = { $you ->
    [yes] You voided { $what }: duplicate of crossing { $crossing }.
   *[no] { $agency } voided { $what }: duplicate of crossing { $crossing }.
}
did-presented = { $you ->
    [yes] You presented { $what } to the exit officers.
   *[no] { $agency } presented { $what } to the exit officers.
}
did-off_loaded = { $you ->
    [yes] You recorded that { $what } was taken off the vehicle.
   *[no] { $agency } recorded that { $what } was taken off the vehicle.
}
did-moved_away = { $you ->
    [yes] You moved { $what } to crossing { $crossing }.
   *[no] { $agency } moved { $what } to crossing { $crossing }.
}
did-paper_seen = { $you ->
    [yes] You saw paper { $paper }, on which a colleague recorded what he did.
   *[no] { $agency }: a second officer saw paper { $paper }.
}
did-entered_late = Entered late from paper { $paper }, which states { $time }.
did-left_out_done-made_good = { $you ->
    [yes] You made good what was left out: { $what }, { $control }.
   *[no] { $agency } made good what was left out: { $what }, { $control }.
}
did-left_out_done-noted = { $you ->
    [yes] You noted that it stays left out: { $what }, { $control }.
   *[no] { $agency } noted that it stays left out: { $what }, { $control }.
}
choice-enter_late = Enter from paper
choice-see_paper = Record that you saw a paper
late-on = Late entry is on: what you do here is entered as done { $time }, from paper { $paper }.
late-on-hint = Controls, refusals, holds and the departure alone are. Everything else, such as seals, heads, corrections and slips, is recorded as of now.
late-unseen = No second officer of your State has recorded yet that he saw paper { $paper }.
late-see-here = A second officer records it here
late-see-paper = He saw paper { $paper }, on which you recorded what you did.
late-see-hint = A colleague of your State recorded on it what he did while the program could not be used. You vouch for the paper, not for what he decided.
late-see-do = I saw it
late-change = Another time or paper
late-end = Late entry off
late-do = Late entry on
late-day = Date on the paper
late-time = Time on the paper
late-paper = Number of the paper
late-ask-hint = Date and time as they stand on the paper, by the clocks of your State.
late-ask-at = What you do from now on at this crossing is entered as done { $time }.
late-ask-second = A second officer of your State has to have seen the paper. Enter things in the order in which they were done.
late-time-wrong = Type date and time, such as 09:40.
late-paper-wrong = Type the number of the paper, of at most 40 characters; on a blank slip its reference.
left-out-heading = Left out by a shorter procedure
left-out-open = { $what }: { $control } is still to be made good.
left-out-was-made_good = { $what }: { $control } was made good by { $who }, { $time }.
left-out-was-noted = { $what }: { $control } stays left out, as { $who } noted, { $time }.
left-out-made_good = Made good
left-out-noted = Stays left out
left-out-why = Why it stays left out
left-out-ask-made_good = { $what }: { $control } was done after all. Both States see that it was, not what was found.
left-out-ask-noted = { $what }: { $control } is not done any more. Both States see that it stays left out; why is for your own State alone.
did-motion-move = to move { $what } to crossing { $crossing }.
motion-move = { $who } asked to move { $what } to crossing { $crossing }.

did-released-break = { $you ->
    [yes] You left for a break; { $what } went back to the queue.
   *[no] { $agency }: an officer left for a break; { $what } went back to the queue.
}
did-message_sent = { $you ->
    [yes] You told { $to } of { $other }:
   *[no] { $agency } told { $to } of { $other }:
}

messages-heading = Messages
messages-none = Nothing was said on this crossing.
messages-write = Write
messages-to = To
messages-words = Message
messages-told-warning = { $state } reads this, and it stays in the shared journal.
messages-own-hint = It stays within { $state }: nobody else learns that it was written. Other workstations have it within a quarter of an hour.
messages-send-told = Tell { $state }
messages-send-own = Send
messages-sent = Sent.
messages-read = Mark as read
messages-read-by = Read by { $who }, { $time }
messages-from-to = { $from } → { $to }
messages-for-you = for your agency
messages-erased = erased
messages-count = { $count ->
    [one] one message for your agency
   *[other] { $count } messages for your agency
}

held-heading = Held
held-since = { $what } · { $state } · since { $time } · { $hours }
held-limit = Legal limit { $time }
held-limit-over = The legal limit was reached at { $time }
held-none = Nothing is written down yet.
held-care = What was done
held-words = In words
held-do = Write it down
held-done = It is written down.

steps-instruction = Instruction: { $text }

# What customs does beside a step: amounts, their settlement, the lane.
choice-assess = Assess what is to be paid
choice-settle = Record payment or guarantee
choice-reroute = Change the lane
amount-duty = Duty
amount-tax = Tax
amount-fee = Fee
amount-penalty = Penalty
ask-assess = Assess { $what }
ask-assess-hint = { $state } alone sees it. What was assessed before is replaced, and settled anew.
ask-assess-kind = For what
ask-assess-amount = Amount
ask-assess-add = Add an amount
ask-assess-remove = Remove amount { $row }
ask-assess-cell = { $field }, amount { $row }
ask-assess-fault = Amount { $row }: { $fault }
ask-assess-do = Record it
ask-settle = Payment or guarantee for { $what }
ask-settle-hint = The control ends with it.
ask-settle-hint-queried = The step goes back to the queue and keeps its place.
ask-settle-how = How it is settled
ask-settle-wait = Not yet: the party goes to pay, and the step waits for it
ask-settle-paid = Paid
ask-settle-secured = Secured by a bond or guarantee
ask-settle-receipt = Number of the receipt
ask-settle-guarantee = Number of the bond or guarantee
ask-settle-office = Office where it was given
ask-settle-do = Record it and end the control
ask-reroute = The lane of { $what }
ask-reroute-hint = Now: { $lane }. You may make it stricter; a milder lane takes a second line that your supervisor concludes.
ask-reroute-hint-second = Now: { $lane }. A milder lane is the supervisor’s to give.
ask-reroute-lane = Lane from now on
ask-reroute-then = How it goes on
ask-reroute-refer = Refer it to a second line
ask-reroute-query = Ask the party for a document
ask-reroute-clear = Clear this control
ask-reroute-conclude_cleared = End the second line: cleared
ask-reroute-conclude_ready = Back to the first line
ask-reroute-do = Change the lane
own-amount = { $kind } { $amount } { $currency }
own-amounts = To be paid: { $amounts }. { $settled }
own-paid = Paid, receipt { $number }.
own-secured = Secured by { $number }, given at { $office }.
own-unsettled = Neither paid nor secured yet.
own-rerouted = Lane changed from { $from } to { $to }: { $why }

# What an officer reads and counts himself.
choice-check_seals = Read the seals
choice-count_heads = Count the heads
ask-check_seals = Read the seals of { $what }
ask-check_seals-hint = Read every seal yourself; they are compared with those on record.
ask-count_heads = Count the heads on { $what }
ask-count_heads-hint = Count everybody on board yourself, driver and crew included; it is compared with the party and the operator’s list.
seals-agree = The seals read are the ones on record.
seals-differ = The seals differ from those on record. Not found: { $missing }. Not on record: { $foreign }.
heads-agree = As many heads as are on board by the record.
heads-differ = { $heads } heads counted; the party has { $party } on board, the operator’s list { $listed }.
facts-seals-read = Seals read
facts-seals-agree = as on record
facts-seals-differ = differ from the record
facts-heads-counted = Heads counted
facts-heads-value = { $heads } counted · { $party } of the party · { $listed } on the list

# To the exit officers, and to another crossing.
choice-present = Present to the exit officers
choice-move_away = Move to another crossing
choice-ask_move = Ask to move it to another crossing
ask-present = Present to the exit officers
ask-present-hint = The order is varied, so the exit officers decide first; your claim ends. { $state } reads what you write.
ask-move_away = Move { $what } to another crossing
ask-move_away-hint = It was registered with the wrong party. It begins anew there, at its first exit control.
ask-ask_move = Ask to move { $what } to another crossing
ask-ask_move-hint = Something was decided on it already: a supervisor of { $state } has to agree within { $minutes } minutes, and reads your reason. It begins anew there.
ask-move-to = Reference of the other crossing
ask-move-wrong = This is no reference. Look at its check character.

# What looks wrong beside another crossing. Nothing is blocked by it.
doubt-on_two_crossings = The document of { $who } is on crossing { $crossing } too, which has been open since { $time }. It may be registered twice, or somebody else carries it.
doubt-wrong_direction = { $who } left this way already at { $time } (crossing { $crossing }), and nobody recorded a return. Look at the direction and the stamps.
doubt-other_name = On crossing { $crossing } ({ $time }) the document of { $who } was borne under another name. Compare the page with the person, and look for signs of tampering.
doubt-other_birth_date = On crossing { $crossing } ({ $time }) the document of { $who } showed another date of birth. Look for signs of tampering.
doubt-overstayed =
    { $by ->
        [one] { $who } stayed { $by } day longer than the { $granted } days that your State granted at { $time } (crossing { $crossing }).
       *[other] { $who } stayed { $by } days longer than the { $granted } days that your State granted at { $time } (crossing { $crossing }).
    }
newer-here = Officer { $officer } did something on this crossing at { $time } with a newer version of the program, which this one can’t read. What is shown may be out of date, and nothing can be done on it here. Go on with it at a workstation that has the newer version.
