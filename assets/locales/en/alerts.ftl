## Alert lists of a State, and what stands beside a hit.

alerts-title = Alert lists of your State
alerts-lead = Searched before every claim, and again before clearing where a list changed meanwhile: persons, documents, vehicles and containers. The other State sees neither the lists nor a hit.
alerts-none = No list imported yet
alerts-none-hint = Import a file: CSV with a heading, the list of the United Nations, or FollowTheMoney. What the post was founded with is searched all the same.
alerts-list = List
alerts-entries = Entries
alerts-says = Beside a hit
alerts-imported = Imported
alerts-of-state = every officer of your State
alerts-of-agency = { $agency } alone
alerts-imported-by = { $date } by { $officer }
alerts-rows-rejected =
    { $count ->
        [one] { $count } row rejected
       *[other] { $count } rows rejected
    }
alerts-until = searched until { $date }
alerts-over = no longer searched since { $date }
alerts-two-officers = two officers
alerts-import = Import a list
alerts-import-again = Import anew
alerts-remove = Remove
alerts-import-title = Import an alert list
alerts-import-title-again = Import { $list } anew
alerts-import-do = Import
alerts-importing = The list is being imported …
alerts-file = File
alerts-file-needed = Choose the file.
alerts-file-large = The file is larger than 32 MB. Import it with “osbpctl alerts import”.
alerts-file-unread = The file can’t be read. Choose it once more.
alerts-name = Name of the list
alerts-format = Format
alerts-format-seen = as the file shows
alerts-format-csv = CSV
alerts-format-un_xml = United Nations, XML
alerts-format-follow_the_money = FollowTheMoney, JSON lines
alerts-owner = Who reads it
alerts-owner-state = Every officer of your State
alerts-owner-agency = { $agency } alone
alerts-file-is = The file is
alerts-whole = the whole list
alerts-whole-hint = what is not in it goes
alerts-change = what changed
alerts-change-hint = with a column “change”
alerts-reason = Why they are listed
alerts-instruction = What the officer is to do
alerts-handling = Handling code
alerts-valid-until = Searched until
alerts-day-format = such as 31 Dec 2027; empty: without an end
alerts-until-wrong = This is no date.
alerts-needs-two = Two officers look at every hit
alerts-needs-two-hint = the first refers, another concludes
alerts-came = { $entries } on the list now: { $added } added, { $changed } changed, { $removed } removed.
alerts-unknown = Not known, and not taken in: { $fields }.
alerts-rejected =
    { $count ->
        [one] One row was rejected. Mend it in the file and import it anew.
       *[other] { $count } rows were rejected. Mend them in the file and import it anew.
    }
alerts-rejected-more = … and { $count } more. “osbpctl alerts import --report FILE” writes all of them.
alerts-row-line = Line
alerts-row-field = Field
alerts-row-why = Why
alerts-row-text = What stands there
alerts-removed = { $list } is removed.
alerts-remove-title = Remove { $list }?
alerts-remove-do = Remove the list
alerts-remove-search = From the next claim on nobody is searched for on it.
alerts-remove-hits = What was found stays with the crossings, sealed to your State.
alerts-threshold = A person is shown from (%)
alerts-threshold-keep = Set
alerts-threshold-usual = Back to the usual
alerts-threshold-set = Set. It counts from now on.
alerts-threshold-wrong = Type a share between 50 and 100.
alerts-threshold-lead = Names are compared in every script. Lower finds more and shows more who are others; the usual is { $usual } %.
alerts-fault-cells = more or fewer cells than columns
alerts-fault-quotes = a quotation mark where none may stand
alerts-fault-json = no JSON object of this format
alerts-fault-missing = it is needed
alerts-fault-word = none of the words that may stand there
alerts-fault-date = no date
alerts-fault-form = not of the form that the column has
alerts-fault-too_long = too long, or too many
alerts-fault-letters = letters that were lost, or control characters
alerts-fault-order = the last day lies before the first
alerts-fault-not_of_kind = entries of this kind do not have it
alerts-fault-parts = parts that belong together are not equally many
alerts-fault-twice = the id is there twice; the first counts
alerts-fault-unknown_id = no entry has this id
alerts-broken = Nothing has changed. The file can’t be imported (line { $line }): { $why }.
alerts-broken-encoding = it is not UTF-8. Save it as UTF-8 and import it anew
alerts-broken-charset = the character set { $what } is not read
alerts-broken-empty = it has nothing in it
alerts-broken-truncated = it ends in the middle
alerts-broken-format = it is not of this format
alerts-broken-column_missing = its heading misses the column { $what }
alerts-broken-column_twice = its heading names the column { $what } twice
alerts-broken-too_long = a row is longer than any may be
alerts-broken-too_many = there are more rows or columns than may be
alerts-broken-too_deep = its elements are nested too deep
alerts-broken-document_type = it brings entities of its own, which are never followed
alerts-broken-markup = its markup does not hold together
alerts-broken-change_of_nothing = it says what changed of a list that is not there
alerts-broken-unreadable = its bytes can’t be read

## What is unusual beside other crossings.

unusual-title = Unusual traffic
unusual-lead = Looked for before a claim, beside other crossings of this post. What is found stands as a hit for officers of your State alone.
unusual-document_too_soon = The same document left this way a short while before
unusual-other_plates = The same vehicle has other plates on another crossing
unusual-other_adult = A child travels with another adult than the last time
unusual-minutes = Within how many minutes
unusual-minutes-wrong = Type a number of minutes from 1 to 10080, a week.
unusual-within =
    { $count ->
        [one] (within { $count } minute)
       *[other] (within { $count } minutes)
    }
unusual-keep-of = Set: { $what }
unusual-set = Set. It is looked for from now on.
unusual-off = Switched off. It is not looked for any more.

## Beside a hit.

hit-listed = { $list } lists { $name }
hit-born = born { $dates }
hit-score = { $percent } % alike
hit-handling = Handling { $code }
hit-possible = Possible only: look at the number.
hit-needs-two = The list asks for two officers: refer, and another concludes.
hit-name =
    { $equal ->
        [0] no part of the name equal
        [one] one of { $of } parts of the name equal
       *[other] { $equal } of { $of } parts of the name equal
    }
hit-name-similar =
    { $similar ->
        [one] one alike
       *[other] { $similar } alike
    }
hit-name-all = the whole name equal
hit-part-sound = { $searched } sounds like { $listed }
hit-part-form = { $searched } is a form of { $listed }
hit-part-language = { $searched } is { $listed } in another language
hit-part-initial = { $searched } and { $listed } begin alike
hit-part-letters = { $searched } and { $listed } differ by letters
hit-part-joined = { $searched } is { $listed } written together or apart
hit-part-cut = { $searched } may be { $listed }, cut to the field
hit-only-searched = { $part } is not in the listed name
hit-only-listed = the listed name also has { $part }
hit-date-equal = birth date equal
hit-date-month_equal = year and month of birth equal, no more is known
hit-date-year_equal = birth year equal, no more is known
hit-date-within = birth date within what is known
hit-date-swapped = birth date equal with day and month swapped
hit-date-one_digit = birth date differs by one digit
hit-date-one_part = birth date differs in one part
hit-date-year_near = birth year differs by one or two
hit-date-year_apart = birth year differs by three to five
hit-date-differs = birth date differs
hit-sex-differs = sex differs
hit-nationality-equal = nationality equal
hit-nationality-differs = nationality differs
hit-number-equal = number equal
hit-number-possible = number equal but for signs that readers confuse
hit-why-other = What shows it?
hit-shown-birth_date = the birth date
hit-shown-photograph = the photograph
hit-shown-name = the name
hit-shown-document = the document
hit-shown-origin = nationality or place of birth
hit-shown-asked = whoever keeps the list was asked
hit-shown-other = something else: a note says what
hit-was-another = Settled: not the one listed, as { $shown } shows.
hit-settled-before =
    { $count ->
        [one] One entry is not shown: an officer of your State settled before that it is another.
       *[other] { $count } entries are not shown: officers of your State settled before that they are others.
    }
hit-unusual = Unusual: { $what }.
hit-unusual-beside = The other crossing:
hit-unusual-explained = It is explained
hit-unusual-not-explained = It is not explained
hit-unusual-why = What explains it?
hit-unusual-by-document = a paper that was shown
hit-unusual-by-asked = somebody who was asked
hit-unusual-by-other = something else: a note says what
hit-unusual-was-explained = Settled: explained, by { $shown }.
hit-unusual-was-not-explained = Settled: not explained. Refer.
