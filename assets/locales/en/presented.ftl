# What is presented at the desk: visas and permits, papers of vehicles and goods, the operator's list, a traveller's declaration to customs.

# Papers.
papers-permit = Visa or permit
papers-permit-kind-visa = Visa
papers-permit-kind-residence = Residence permit
papers-permit-kind-work = Work permit
papers-permit-kind-interstate_pass = Interstate pass
papers-permit-kind-border_pass = Border pass
papers-permit-kind-other = Another permit
papers-issuing-state = Issued by (State)
papers-valid-from = Valid from
papers-entries = Entries (empty: any number)
papers-days = Days of stay at most
papers-import = Import permit or carnet
papers-import-kind-permit = Temporary import permit
papers-import-kind-carnet = Carnet de passages
papers-insurance = Insurance card
papers-insurance-kind-yellow_card = COMESA Yellow Card
papers-insurance-kind-other = Another card
papers-heads_listed = Heads listed by the operator
papers-heads = Heads on the list, crew included
papers-transit = Transit document
papers-transit-document-t1 = T1
papers-transit-document-c2 = C2 road manifest
papers-transit-document-tir = TIR carnet
papers-animals = Animal certificate
papers-dangerous = Dangerous goods
papers-simplified = Simplified customs document
papers-kind = Kind
papers-number = Number
papers-issuer = Issued by
papers-reference = Reference
papers-guarantee = Guarantee: its number
papers-office = Office of the guarantee
papers-amount = Amount
papers-un_number = UN number
papers-class = Class or division
papers-transport = Transport document
papers-agreement = Agreement
papers-origin = Certificate of origin: its number
papers-no-un_number = A UN number has four digits, such as 1203.
papers-no-class = There is no such class or division of dangerous goods.
papers-expired = This is no longer valid. It can be recorded as it is.
papers-wrong = Something on a paper is missing or can’t be read.
facts-from = from { $date }
facts-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
facts-days = { $count ->
    [one] { $count } day of stay
   *[other] { $count } days of stay
}
facts-until = until { $date }
facts-not-shown = not on record
facts-dangerous = UN { $number }, class { $class }
facts-simplified = { $agreement } { $number }, certificate of origin { $certificate }
facts-simplified-goods = Goods on it
facts-worth = { $value } in all

# The operator's list.
list-heading = Operator’s list of passengers
list-open = Paste the list, or choose its file
list-paste = The list, one person a line
list-columns = The first line names the columns: surname, given_names, nationality; besides them, where known, birth_date (2001-12-31), sex, document_code, document_issuer, document_number, document_expires, crew (yes or no). Fields are parted by commas or semicolons.
list-take = Take the list in
list-file = Or a file (CSV, or UN/EDIFACT PAXLST)
list-taken = { $count ->
    [one] One head is on the list
   *[other] { $count } heads are on the list
    }; { $came } joined the party, { $known } were here already.
list-seen = Of the list { $seen } of { $count } scanned.
list-plate-other = The list is of { $plate }, not of this vehicle.
list-which = The file has several lists. Which one is of this vehicle?
list-of = { $count ->
    [one] { $vehicle }: one head
   *[other] { $vehicle }: { $count } heads
    }
list-sent-faults = This of the list can’t be read, or does not fit. Whoever it is about is in the party; fill in what is missing.
list-sent-line = Part { $at } of the file, { $field }: { $fault }
list-sent-more = … and { $count } more.
list-sent-missing = it has to be there, and is not.
list-sent-date = no date or time of its form.
list-sent-form = not of the form that it has.
list-sent-word = none of the codes that may stand there.
list-sent-too_long = too long.
list-sent-letters = it has characters that no form has.
list-sent-formula = it begins like a formula of a spreadsheet.
list-sent-twice = this document is on the list twice.
list-sent-unknown = not known, and not read.
list-sent-place = it belongs to nothing where it stands.
list-sent-differs = the list names more than one.
list-sent-cells = more or fewer cells than columns: somebody without a name is in the party for it.
list-sent-quotes = a quotation mark where none may stand: somebody without a name is in the party for it.
list-sent-count = the list tells another number of heads than it has.
list-broken = Nothing was taken in. The file can’t be read (part { $at }): { $why }.
list-broken-encoding = its letters are of no known encoding
list-broken-charset = the character set { $what } is not read
list-broken-empty = it has nothing in it
list-broken-truncated = it ends in the middle; let the operator send it again
list-broken-column_missing = its heading misses the column { $what }
list-broken-column_twice = its heading names the column { $what } twice
list-broken-too_long = a part is longer than any may be
list-broken-too_many = there are more parts than may be
list-broken-too_large = it is larger than 2 MB
list-broken-format = it is not of this format
list-broken-count = something was lost on the way ({ $what }); let the operator send it again
list-broken-reference = the reference in its { $what } is not that of its beginning
list-broken-segment = the segment { $what } is missing, or not where it may stand
list-broken-unreadable = its bytes can’t be read
list-broken-no_plate = a list names no vehicle by its plate { $what }
list-broken-no_arrival = the list of { $what } does not say when it arrives
list-broken-nobody = nobody is on the list of { $what }
list-broken-part = it tells a change of a part of the list of { $what }; let the operator send the whole list again
list-broken-over = the arrival of { $what } that it states is long over
list-broken-too_early = { $what } arrives more than 14 days from now, as it states
list-broken-test = the operator marked it as a test
list-mend = These lines can’t be read. Mend or remove them; whoever is on them counts as a head of the list.
list-line = Line { $line } of the list
list-drop = Remove line { $line }
list-mended = It can be read now.
list-take-mended = Take the mended lines in
list-mended-taken = The mended lines are in: { $came } joined the party, { $known } were here already.
list-waits = List not yet taken in
list-fault-column = Line { $line }, { $column }: { $fault }
list-fault-line = Line { $line }: { $fault }
list-fault-whole = This list can’t be read: { $fault }
list-fault-not_text = it is no text in UTF-8.
list-fault-too_large = a list has at most 200 heads and 128 KiB.
list-fault-empty = nobody is on it.
list-fault-columns = the first line has to name the columns surname, given_names and nationality, each once, and no other than those named here.
list-fault-fields = it has more or fewer fields than the first line, or quotation marks that do not close.
list-fault-letters = it has characters that no form has.
list-fault-formula = it begins like a formula of a spreadsheet.
list-fault-value = empty, too long, or not of the form that this column has.
list-fault-twice = this document is on the list twice.

# A traveller's declaration to customs.
choice-declare_traveller = Customs declaration
personal-of = What { $who } declares to customs
personal-channel = Channel
personal-green = Green
personal-green-hint = nothing to declare
personal-red = Red
personal-red-hint = something to declare
personal-cash = Cash and bearer instruments
personal-arms = Arms and ammunition
personal-animals = Animals
personal-food = Food and plants
personal-over = { $carried } is over the limit of { $state }, { $limit }.
personal-no-limit = { $state } has no limit for this currency: { $carried } has to be seen.
personal-opens = The customs of { $state } see the traveller: a control opens.
personal-has-step = The customs of { $state } have a control of the traveller already.
personal-over-already = The customs of { $state } would see the traveller, but those controls are over: no control opens.
personal-nothing = Nothing follows: no customs control opens.
personal-do = Record it

visa-taken = The visa was put to { $who }.
visa-differs = It differs from the passport in: { $what }. Compare both with the person.
visa-differs-name = name
visa-differs-birth_date = date of birth
visa-differs-nationality = nationality
visa-differs-sex = sex
visa-doubtful = A check digit of its zone does not agree: compare every field with the visa.
visa-passports-number = Its zone has the passport’s number: type the visa’s own from its face.
visa-nobody = This visa fits nobody of the party. Scan the passport first, or select whose it is.

permit-not-yet = The visa or permit of { $who } is valid from { $date } only.
permit-no-longer = The visa or permit of { $who } was valid until { $date }.
permit-of-another = The visa or permit of { $who } was issued by { $issuer }, not by your State.
permit-used-up =
    { $count ->
        [one] The visa or permit of { $who } allows { $count } entry, which was used at { $time } (crossing { $crossing }).
       *[other] The visa or permit of { $who } allows { $count } entries. All were used, the last at { $time } (crossing { $crossing }).
    }
permit-more-days =
    { $count ->
        [one] { $who } was granted { $granted } days; the visa or permit allows { $count } day.
       *[other] { $who } was granted { $granted } days; the visa or permit allows { $count } days.
    }
own-days-over =
    { $count ->
        [one] The visa or permit allows { $count } day.
       *[other] The visa or permit allows { $count } days.
    }
