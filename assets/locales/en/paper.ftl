# What is printed: the clearance slip and the notice of refusal.

slip-title = Clearance slip
slip-page = Page { $page } of { $pages }
slip-continued = continued
slip-serial = Slip no.
slip-flow = Crossing by
slip-valid-until = Valid until { $until } · once only
slip-officer = Officer { $number }
slip-desk = desk { $desk }
slip-printed = Issued { $when }
slip-no-decision = No control on this side
slip-more-lines = { $count ->
    [one] and one line more in the register of the post
   *[other] and { $count } lines more in the register of the post
}
slip-original = Original
slip-copy = Copy { $number }
slip-demonstration = Demonstration
slip-not-valid = Demonstration, not valid
slip-unsealed = Not sealed
slip-holder = For the holder ({ $state })
slip-days-granted = { $days ->
    [one] Stay of one day
   *[other] Stay of { $days } days
}
slip-show = Show this slip at the gate.
slip-free = This slip is free of charge.
slip-complaints = Asked for money? Free call { $number }.
slip-gate-plate = Gate: plate agrees
slip-gate-seals = Gate: seals agree
slip-gate-heads = Gate: heads agree

# The one sentence for the holder, by the phase the subject has reached.
slip-state-registered = Controls have not begun
slip-state-exit_controls = Exit controls are going on
slip-state-exit_complete = Exit done: go on to entry
slip-state-entry_controls = Entry controls are going on
slip-state-admitted = You may leave
slip-state-released = Goods released: you may leave
slip-state-departed = Has left the post
slip-state-held = Held at the post
slip-state-entry_refused = Entry refused
slip-state-offered_back = Entry refused: return to the exit side
slip-state-exit_denied = Exit denied
slip-state-withdrawn = Crossing withdrawn
slip-state-readmitted = Readmitted
slip-state-custody_transferred = Handed to an authority
slip-state-abandoned = Crossing abandoned
slip-state-void = Void
# Over a slip whose subjects have not all reached the same point.
slip-state-mixed = See each line below

slip-fact-vehicle = Vehicle
slip-fact-trailer = Trailer
slip-fact-people = People on board
slip-fact-driver = Driver
slip-fact-document = Document
slip-fact-goods = Goods
slip-fact-seals = Seals
slip-fact-declaration = Declaration
slip-fact-category = Lane
slip-fact-priority = Priority

notice-title-entry = Refusal of entry
notice-title-exit = Refusal of exit
notice-serial = Notice no.
notice-reference = Crossing
notice-issued = Date and time
notice-name = Name
notice-birth = Date of birth
notice-sex = Sex
notice-nationality = Nationality
notice-document = Travel document
notice-visa = Visa or permit
notice-came-from = Came from
notice-came-by = Came by
notice-none = none
notice-informed-entry = The person named above is hereby informed that entry to { $state } is refused for the reason below.
notice-informed-exit = The person named above is hereby informed that exit from { $state } is refused for the reason below.
notice-reason = Reason
notice-remarks = Remarks
notice-legal-basis = Legal basis
notice-appeal = Right of appeal
notice-interpreter = Read out in { $language } by an interpreter
notice-officers = Decided by
notice-officer = Officer { $number }
notice-confirmed-by = Confirmed by officer { $number }
notice-served = Service of this notice
notice-received = I have received a copy of this notice. My signature is no consent to the decision.
notice-signature-person = Signature of the person
notice-signature-officer = Signature of the officer
notice-refused-to-sign = Refused to sign
notice-witness = Witness: officer no.
notice-served-at = Date and time of service

# A blank slip: a reserved reference and the controls, filled in by hand while the machines stand still.
blank-title = Blank slip
blank-how = Fill in by hand while the machines stand still. Scan the code later and enter what stands here.
blank-date = Date
blank-arrived = Arrived at
blank-plate = Plate
blank-goods = Goods, declaration
blank-seals = Seals
blank-paper = Direction checked by
blank-officer = Officer no.
blank-time = Time
blank-done = done
blank-not = not
blank-name = Name
blank-document = Document no.
blank-nationality = Nationality
blank-reserved = Reserved { $when } by officer { $officer }
blank-once = One party a slip. A control that is not done is never followed by a later one; say why on the back.

# The register of persons held.
held-register-title = Register of persons held
held-register-of = { $state }, from { $from } to { $until }
held-register-none = Nobody was held in this time.
held-register-crossing = Crossing
held-register-from = From
held-register-until = Until
held-register-lasts = lasts
held-register-officers = Officers
held-register-limit = beyond the legal limit of { $limit }
