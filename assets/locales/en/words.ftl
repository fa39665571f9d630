# The words officers use, one for each idea of the procedure.

agency-immigration = Immigration
agency-customs = Customs
agency-health = Health
agency-agriculture = Agriculture
agency-standards = Standards
agency-police = Police
agency-gate = Gate
agency-protection = Protection

flow-traveller = On foot
flow-car = Car
flow-bus = Bus
flow-truck = Truck
flow-small_trader = Small trader

category-pre_cleared = Pre-cleared
category-transit = Transit
category-empty = Empty
category-to_be_cleared = To be cleared
category-perishable = Perishable goods
category-livestock = Livestock
category-dangerous = Dangerous goods

side-exit = Exit
side-entry = Entry
side-gate = Gate

subject-traveller = Traveller
subject-crew = Crew member
subject-conveyance = Vehicle
subject-consignment = Goods

relation-drives = drives
relation-crew_of = crew of
relation-guardian_of = guardian of
relation-travels_on = travels on
relation-carried_on = carried on
relation-towed_by = towed by

step-blocked = Waits for an earlier step
step-ready = Ready
step-in_progress = In progress
step-queried = Waiting on party
step-referred = Referred
step-cleared = Cleared
step-waived = Waived
step-refused = Refused
step-held = Held
step-void = Void

phase-registered = Registered
phase-exit_controls = Exit controls
phase-exit_complete = Exit complete
phase-entry_controls = Entry controls
phase-admitted = Admitted
phase-released = Released
phase-departed = Departed
phase-held = Held
phase-entry_refused = Entry refused
phase-offered_back = Offered back
phase-exit_denied = Exit denied
phase-withdrawn = Withdrawn
phase-readmitted = Readmitted
phase-custody_transferred = Custody transferred
phase-abandoned = Abandoned
phase-void = Void

lane-green = Green: release
lane-yellow = Yellow: check of documents
lane-red = Red: physical examination
lane-blue = Blue: audit after clearance

role-officer = Officer
role-second_officer = Second officer
role-supervisor = Supervisor
role-reception = Reception
role-gate = Gate
role-protection_officer = Protection officer
role-administrator = Administrator
role-auditor = Auditor
role-empowered = Empowered to hold

care-meal_taken = Meal given and taken
care-meal_left = Meal given and left
care-medical = Medical help
care-family_told = Family told
care-family_not_told = Family not told
care-consulate_told = Consulate told
care-consulate_not_told = Consulate not told
care-lawyer_told = Lawyer told
care-lawyer_not_told = Lawyer not told
care-same_sex_given = Officer of the same sex asked for and given
care-same_sex_not_given = Officer of the same sex asked for, none was there
care-seen = Looked after
