# Registration of a party that arrives.

register-heading = Register
register-saved = Every field is saved as you type
register-so-far = Crossing so far
register-new = New crossing
register-turn = Turn round
register-flow = Comes
register-flow-derived = { $flow }, from what is here
register-flow-and-heads = { $count ->
    [0] { $flow }
    [one] { $flow } · one person
   *[other] { $flow } · { $count } persons
}
register-category-none = None
register-priority = Priority
register-next = Next scan
register-next-hint = A traveller, a plate: it’s added here. Goods are added by hand.
register-empty = Nobody yet
register-empty-hint = Scan a travel document or a slip, type a plate, or add by hand with F3.
register-as-read = As read
register-zone = Machine readable zone
register-zone-good = All check digits agree
register-zone-doubt = A check digit does not agree
register-issuer = Issued by
register-number = Document number
register-code = Kind of document (P, ID …)
register-description = What the goods are
register-mass = Gross mass in kg
register-containers = Containers, with commas between
register-seals = Seals, with commas between
register-guardian = Travels with (guardian)
register-guardian-none = Nobody of this party
register-expired = This document has expired.
register-expires-soon = { $count ->
    [0] Ends today.
    [one] Ends tomorrow.
   *[other] Ends in { $count } days.
}
register-tag-expired = Expired { $date }
register-tag-expires = Ends { $date }
register-surname-missing = Family name is missing.
register-nationality-missing = Nationality is missing.
register-country-unknown = No country has this code of three letters.
register-date-wrong = This is no date, or not a possible one: day, month, year.
register-number-missing = Document number is missing.
register-issuer-missing = Issuer of the document is missing.
register-doubt = A check digit is in doubt: settle it first.
register-plate-missing = Plate is missing.
register-plate-wrong = This can’t be a plate.
register-description-missing = What the goods are is missing.
register-mass-missing = Gross mass is missing.
register-mass-wrong = This is no mass in kilograms.
register-mass-zero = Goods weigh something.
register-container-wrong = Check the container: four letters, seven digits, the last one a check digit (ISO 6346).
register-doubt-where = A check digit does not agree with what was read. Compare every field with the page, correct what differs, then keep it.
register-doubt-cell = Line { $line }, character { $place }: “{ $read }” was read; with “{ $instead }” every check digit agrees. Compare with the page.
register-doubt-cells = Misread: { $cells }. With them every check digit agrees. Compare with the page.
register-doubt-of = line { $line }, character { $place }, “{ $read }” for “{ $instead }”
register-doubt-take = It’s { $instead }: { $number }
register-doubt-keep = Keep as read
register-line-good = All checks pass
register-line-doubt = In doubt
register-line-elsewhere = On another crossing
register-twice = This one is here already.
register-elsewhere = This document is on crossing { $reference }, which is still open.
register-elsewhere-open = Open that one
register-left-already = The bearer of this document left this way already on { $time } (crossing { $reference }), and nobody recorded a return. Look at the direction and the stamps.
register-kept = { $count ->
    [one] An unfinished registration was kept: { $first }.
   *[other] An unfinished registration was kept: { $first } and more, { $count } in all.
}
register-kept-take = Take it up again
register-and-take = Register and take
register-only = Register
register-add = Add by hand
register-add-heading = Add by hand
register-add-hint = Scanning is quicker and makes no typing errors.
register-remove = Remove
register-anew = Start anew
register-why-empty = Nobody and nothing is here yet.
register-why = { $name }: { $fault }

# What the reading of a zone remarks.
zone-unreadable = The zone can’t be read: type the fields.
zone-unread_cells = The reader could not tell { $detail } characters.
zone-check_digit_bad = A check digit does not agree: { $detail }.
zone-check_digit_missing = A check digit is missing: { $detail }.
zone-no_check_digits = This document has no check digits: compare with the page.
zone-document_code_unusual = Unusual document code { $detail }.
zone-issuing_state_unlisted = No list has the issuer { $detail }.
zone-nationality_unlisted = No list has the nationality { $detail }.
zone-document_number_empty = The document number is empty.
zone-name_may_be_truncated = The name may be cut off: look at the page.
zone-surname_empty = There is no family name.
zone-name_has_digits = A digit stands in the name.
zone-sex_unusual = The sex is unusual: { $detail }.
zone-birth_date_unknown = The issuer did not know the date of birth.
zone-birth_date_partly_unknown = The issuer knew the date of birth in part: { $detail }.
zone-birth_date_malformed = The date of birth is not a date: { $detail }.
zone-birth_date_impossible = There is no such date of birth: { $detail }.
zone-expiry_date_unknown = The day of expiry is not known: { $detail }.
zone-expiry_date_malformed = The day of expiry is not a date: { $detail }.
zone-expiry_date_impossible = There is no such day of expiry: { $detail }.
zone-no_expiry_date = The zone has no day of expiry: read it from the page.
zone-not_yet_valid = The document was issued later than today: { $detail }.
zone-cells_misread = Characters were likely misread ({ $detail }): compare with the page.

register-reserved = Under the reserved reference { $reference }
register-stated = Time of arrival on the paper

# Vehicles whose list was sent ahead.

expected-heading = Expected vehicles
expected-lead = Their operators sent the lists ahead. Take one, or scan or type its plate: the party is filled in, and each document scanned confirms a head.
expected-none = No list was sent ahead
expected-arrives = Arrives
expected-vehicle = Vehicle
expected-heads = Heads
expected-remarks = To know
expected-acts = What to do
expected-in = in { $time }
expected-late = { $time } late
expected-hits = { $count ->
    [one] one possible hit
   *[other] { $count } possible hits
}
expected-faults = { $count ->
    [one] one part not readable
   *[other] { $count } parts not readable
}
expected-registered = Registered as { $reference }
expected-unread = { $count ->
    [one] One list can’t be opened: it is damaged, or sealed with keys that you do not have.
   *[other] { $count } lists can’t be opened: they are damaged, or sealed with keys that you do not have.
}
expected-failed = Which vehicles are expected can’t be read now. { $sentence }
expected-take = Take the list
expected-take-of = Take the list of { $plate }
expected-withdraw = Withdraw
expected-withdraw-of = Withdraw the list of { $plate }
expected-withdraw-title = Withdraw the list of { $plate }?
expected-withdraw-what = The list is erased at once. The vehicle can still be registered by hand, or from its file.
expected-withdrawn = The list is withdrawn.
expected-file = A list that was sent ahead (CSV, or UN/EDIFACT PAXLST)
expected-came = { $count ->
    [0] No list came in
    [one] One list came in
   *[other] { $count } lists came in
    }; { $replaced } in the place of an older one, { $cancelled } cancelled.
expected-not-there = Cancelled, and not there: { $plates }.
expected-came-faults = This can’t be read, or does not fit. Whoever it is about is on the list.
expected-filled = { $count ->
    [one] One head of the list that was sent ahead
   *[other] { $count } heads of the list that was sent ahead
    }: { $came } joined the party, { $known } were here already.
expected-used = Filled in from the list that was sent ahead.
expected-which = Several lists were sent ahead for this plate. Take the one of this journey.
expected-of-time = { $time }, { $count ->
    [one] one head
   *[other] { $count } heads
}
